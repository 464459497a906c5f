/// When something goes wrong, and what.
package struct FaultRule: Equatable, Sendable {
  /// Which of the requests that fit a rule it acts on; they are counted from 1.
  package enum Occasion: Equatable, Sendable {
    case always
    case requests(Set<Int>)
    /// From the first on, so many.
    case from(Int, count: Int)
    case every(Int)
    /// Between 0 and 1.
    case probability(Double)
  }

  /// `nil` fits any.
  package var method: String?
  /// How the path begins, without `/api`, such as `/contacts`; `nil` fits any.
  package var path: String?
  /// What the body holds; `nil` fits any.
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
