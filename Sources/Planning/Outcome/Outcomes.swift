package import Diagnostics
package import Model

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

// MARK: Without making a change

extension Outcomes {
  package func status(_ index: Int) -> Outcome.Status {
    made?[index].status ?? marks[index].status
  }

  package func action(_ index: Int) -> Action {
    made?[index].change.action ?? changes.entries[index].action
  }

  package func address(_ index: Int) -> Address {
    made?[index].change.address ?? changes.entries[index].address
  }

  /// How many have such a status.
  package func countStatuses(where isMeant: (Outcome.Status) -> Bool) -> Int {
    indices.count { isMeant(status($0)) }
  }

  /// Those that wait for others which did not come out, with the reason.
  package var blocked: [(outcome: Outcome, reason: Diagnostic)] {
    indices.compactMap { index in
      guard case .blocked(let reason) = status(index) else { return nil }
      return (self[index], reason)
    }
  }

  /// Those that failed, with the reason.
  package var failures: [(outcome: Outcome, reason: Diagnostic)] {
    indices.compactMap { index in
      guard case .failed(let reason) = status(index) else { return nil }
      return (self[index], reason)
    }
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
