/// One request that the sandbox received, for tests to look at; it holds no credentials.
package struct RecordedRequest: Equatable, Sendable {
  /// 0 is the first request of this run.
  package let sequence: Int
  package let method: String
  /// With the query, as it was sent: `/api/contacts?limit=5`.
  package let path: String
  /// As it was sent; empty when it was larger than the sandbox takes.
  package let body: [UInt8]
  /// When it arrived, by the sandbox's clock.
  package let arrival: Duration
  /// The status of the answer; `nil` while there is none, or when a fault gave none.
  package internal(set) var status: Int?
  /// Whether a rule of the fault plan acted on it.
  package internal(set) var isFaulty = false
}
