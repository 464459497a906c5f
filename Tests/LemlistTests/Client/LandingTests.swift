import Engine
import Lemlist
import Model
import TestSupport
import Testing

/// That an attempt may have reached the CRM stays known, whatever becomes of those after it.
@Suite struct LandingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let answers: [ScriptedServer.Answer]
    let mayHaveLanded: Bool
    /// Of the error; `nil` for a success.
    let kind: APIError.Kind?
  }

  private static let limited = ScriptedServer.Answer.status(429, headers: ["Retry-After: 0"])
  private static let success = ScriptedServer.Answer.status(200, body: updatedBody)

  static let cases = [
    Case(
      testDescription: "cut, then 400",
      answers: [.close, .status(400)],
      mayHaveLanded: true,
      kind: .refused
    ),
    Case(
      testDescription: "cut, then 429 to the end",
      answers: [.close, limited],
      mayHaveLanded: true,
      kind: .rateLimited
    ),
    Case(
      testDescription: "500, 429, then 404",
      answers: [.status(500), limited, .status(404)],
      mayHaveLanded: true,
      kind: .notFound
    ),
    Case(
      testDescription: "half an answer, then 401",
      answers: [.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), .status(401)],
      mayHaveLanded: true,
      kind: .unauthorized
    ),
    Case(
      testDescription: "429, then 400",
      answers: [limited, .status(400)],
      mayHaveLanded: false,
      kind: .refused
    ),
    Case(
      testDescription: "429 to the end",
      answers: [limited],
      mayHaveLanded: false,
      kind: .rateLimited
    ),
    Case(
      testDescription: "cut, then 429, then a success",
      answers: [.close, limited, success],
      mayHaveLanded: true,
      kind: nil
    ),
    Case(
      testDescription: "429, then a success",
      answers: [limited, success],
      mayHaveLanded: false,
      kind: nil
    ),
    Case(testDescription: "a success", answers: [success], mayHaveLanded: false, kind: nil),
  ]

  @Test(arguments: cases)
  func `An attempt that may have landed is remembered`(_ testCase: Case) async throws {
    try await ScriptedServer.run(testCase.answers) { server in
      let configuration = try ClientConfiguration.test(port: server.port)
      try await LemlistClient.withClient(configuration) { client in
        do throws(APIError) {
          let answer = try await client.upsert(jane, label: "jane")
          #expect(testCase.kind == nil)
          #expect(answer.mayRepeatEarlierAttempt == testCase.mayHaveLanded)
          #expect(answer.attempts == testCase.answers.count)
        } catch {
          #expect(error.kind == testCase.kind)
          #expect(error.mayHaveLanded == testCase.mayHaveLanded)
        }
      }
    }
  }
}
