import Lemlist
import Model
import Synchronization
import TestSupport
import Testing

/// The key of all tests here; its Base64 forms are searched for, too.
let testKey = "k3y-0123456789abcdef"

extension ClientConfiguration {
  /// For a server on loopback: no pacing, short rests, short timeout.
  static func test(
    port: Int,
    timeout: Duration = .seconds(5),
    attempts: Int = 3,
    parallelism: Int = 4
  ) throws -> ClientConfiguration {
    ClientConfiguration(
      endpoint: try Endpoint("http://127.0.0.1:\(port)/api"),
      key: try #require(APIKey(testKey)),
      timeout: timeout,
      rate: nil,
      parallelism: parallelism,
      retry: RetryPolicy(
        maximumAttempts: attempts,
        baseDelay: .milliseconds(1),
        maximumDelay: .milliseconds(2)
      ),
      userAgent: "roster/test",
      random: { 0.5 }
    )
  }
}

/// An upsert of an invented contact.
let jane = ContactUpsert(
  attributes: Attributes([
    (.field(.email), .string("jane@example.com")),
    (.field(.firstName), .string("Jane")),
  ])
)

/// The documented example of an answer to an upsert of a contact that existed.
let updatedBody = """
  {"success":true,"data":{"_id":"ctc_Rofmb6uNGyaPNZ2ni","teamId":"tea_b4rMsi2trB42WyuWP",\
  "emails":[{"value":"jane.smith@example.com"}],"fields":{"firstName":"Jane","lastName":"Smith",\
  "jobTitle":"Product Manager"},"ownerId":"usr_gmHgNGRcGPSTJrDbT","source":"api",\
  "createdAt":"2025-10-28T00:40:37.917Z","createdBy":"usr_gmHgNGRcGPSTJrDbT","unsubscribed":false,\
  "created":false,"updated":true,"companyLinked":false}}
  """

/// Collects what happens.
final class EventLog: Sendable {
  private let log = Mutex<[ClientEvent]>([])

  var events: [ClientEvent] { log.withLock { $0 } }

  func note(_ event: ClientEvent) { log.withLock { $0.append(event) } }
}

/// The error that a call throws.
func apiError(_ call: () async throws(APIError) -> some Any) async -> APIError? {
  do throws(APIError) {
    _ = try await call()
    return nil
  } catch {
    return error
  }
}

/// Runs `body` with a client of a server that answers so.
func with<R: Sendable>(
  _ answers: [ScriptedServer.Answer],
  _ body: (LemlistClient, ScriptedServer) async throws -> R
) async throws -> R {
  try await ScriptedServer.run(answers) { server in
    try await LemlistClient.withClient(try .test(port: server.port)) { client in
      try await body(client, server)
    }
  }
}
