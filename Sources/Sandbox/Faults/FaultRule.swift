/// A condition on requests, and what goes wrong when it holds.
package struct FaultRule: Equatable, Sendable {
  /// Which of the requests that match a rule it acts on; they are counted from 1.
  package enum Occasion: Equatable, Sendable {
    case always
    case requests(Set<Int>)
    /// A number of consecutive requests, from the given one on.
    case from(Int, count: Int)
    case every(Int)
    /// A probability between 0 and 1.
    case probability(Double)
  }

  /// The method of the request; `nil` matches any.
  package var method: String?
  /// The beginning of the path, without `/api`, such as `/contacts`; `nil` matches any.
  package var path: String?
  /// A text that the body contains; `nil` matches any.
  package var body: String?
  package var occasion: Occasion
  package var action: FaultAction

  package init(
    method: String? = nil,
    path: String? = nil,
    body: String? = nil,
    on occasion: Occasion = .always,
    _ action: FaultAction
  ) {
    self.method = method
    self.path = path
    self.body = body
    self.occasion = occasion
    self.action = action
  }
}
