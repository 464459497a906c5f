/// One request that the sandbox received, for tests to inspect; it holds no credentials.
package struct RecordedRequest: Equatable, Sendable {
  /// The 0-based number of the request in this run.
  package let sequence: Int
  package let method: String
  /// The path with the query, as it was sent, such as `/api/contacts?limit=5`.
  package let path: String
  /// The body as it was sent; empty when it was larger than the sandbox accepts.
  package let body: [UInt8]
  /// When it arrived, by the sandbox's clock.
  package let arrival: Duration
  /// The status of the answer; `nil` before there is one, or when a fault prevented it.
  package internal(set) var status: Int?
  /// Whether a rule of the fault plan acted on it.
  package internal(set) var isFaulty = false
}
