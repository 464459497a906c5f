package import Diagnostics
package import Model

/// The outcomes of a plan's changes, in the plan's order.
///
/// For each change only the result is kept; the change itself is looked up in the plan when it is
/// needed, so that an apply of very many contacts needs little more memory than their plan.
package struct Outcomes: Sendable {
  /// The result of a change, without the change itself.
  package struct Mark: Sendable {
    package let status: Outcome.Status
    package let attempts: Int

    /// Creates the mark of a change that was not tried.
    package init() { (status, attempts) = (.notAttempted, 0) }

    package init(_ outcome: Outcome) { (status, attempts) = (outcome.status, outcome.attempts) }
  }

  private let changes: PlanChanges
  private let marks: [Mark]
  /// Outcomes that were given as such; `nil` when they are made from `changes` and `marks`.
  private let made: [Outcome]?

  /// Creates a collection of outcomes that exist already.
  package init(_ outcomes: [Outcome]) {
    changes = []
    marks = []
    made = outcomes
  }

  /// Creates the outcomes of a plan's changes.
  ///
  /// - Parameters:
  ///   - changes: The changes of the plan.
  ///   - marks: The mark of each change, in their order.
  package init(of changes: PlanChanges, _ marks: [Mark]) {
    precondition(marks.count == changes.count, "each change has an outcome")
    self.changes = changes
    self.marks = marks
    made = nil
  }

  /// Creates the outcomes of a plan of which no change was tried.
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

  /// How many changes have a status that passes.
  package func countStatuses(where isMeant: (Outcome.Status) -> Bool) -> Int {
    indices.count { isMeant(status($0)) }
  }

  /// The changes that wait for others which did not succeed, with the reason.
  package var blocked: [(outcome: Outcome, reason: Diagnostic)] {
    indices.compactMap { index in
      guard case .blocked(let reason) = status(index) else { return nil }
      return (self[index], reason)
    }
  }

  /// The changes that failed, with the reason.
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
