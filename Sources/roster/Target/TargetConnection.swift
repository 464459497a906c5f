import Engine
import Foundation
import Lemlist
import Sandbox

/// The CRM that is the target, and the embedded sandbox behind it when that is the one.
enum TargetConnection {
  /// Runs `body` with the CRM, and shuts client and sandbox down afterwards.
  static func open<Result: Sendable>(
    _ target: TargetOptions,
    _ connection: ConnectionOptions,
    _ embedded: EmbeddedSandbox,
    onEvent: @escaping @Sendable (ClientEvent) -> Void,
    _ body: (any CRM) async throws -> Result
  ) async throws -> Result {
    guard target.sandbox else {
      let configuration = connection.configuration(
        endpoint: try target.address(),
        key: try connection.key()
      )
      return try await LemlistClient.withClient(configuration, onEvent: onEvent, body)
    }
    let key = UUID().uuidString
    try embedded.makeFolder()
    let sandbox = SandboxConfiguration(
      database: .file(embedded.database),
      keys: [key],
      seed: try SandboxSeed.named(connection.seed),
      requestLogCapacity: 0
    )
    return try await Sandbox.withServer(sandbox) { server in
      guard let key = APIKey(key) else { preconditionFailure("a UUID is a key") }
      let configuration = connection.configuration(endpoint: try Endpoint(server.url), key: key)
      return try await LemlistClient.withClient(configuration, onEvent: onEvent, body)
    }
  }
}
