/// What became of a plan's changes, in the plan's order.
///
/// Of each change only what happened is kept; the change itself is looked up in the plan when it is asked for,
/// so that an apply of very many contacts needs little more memory than their plan.
package struct Outcomes: Sendable {
  /// What became of a change.
  package struct Mark: Sendable {
    package let status: Outcome.Status
    package let attempts: Int

    /// It was not tried.
    package init() { (status, attempts) = (.notAttempted, 0) }

    package init(_ outcome: Outcome) { (status, attempts) = (outcome.status, outcome.attempts) }
  }

  private let changes: PlanChanges
  private let marks: [Mark]
  /// Those that were made; `nil` where they are made from the others.
  private let made: [Outcome]?

  /// These.
  package init(_ outcomes: [Outcome]) {
    changes = []
    marks = []
    made = outcomes
  }

  /// - Parameters:
  ///   - changes: The plan's.
  ///   - marks: One for each, in their order.
  package init(of changes: PlanChanges, _ marks: [Mark]) {
    precondition(marks.count == changes.count, "each change has an outcome")
    self.changes = changes
    self.marks = marks
    made = nil
  }

  /// None of these was tried.
  package init(notAttempted changes: PlanChanges) {
    self.init(of: changes, Array(repeating: Mark(), count: changes.count))
  }
}

extension Outcomes {
  /// How many have such a status; makes no change for that.
  package func countStatuses(where isMeant: (Outcome.Status) -> Bool) -> Int {
    made?.count { isMeant($0.status) } ?? marks.count { isMeant($0.status) }
  }
}

extension Outcomes: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { made?.count ?? marks.count }

  package subscript(index: Int) -> Outcome {
    if let made { return made[index] }
    return Outcome(
      change: changes[index],
      status: marks[index].status,
      attempts: marks[index].attempts
    )
  }
}

extension Outcomes: Equatable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.elementsEqual(rhs) }
}
