package import Model

/// The changes of a plan, sorted by address.
///
/// An address occurs twice when one resource leaves it and another takes it; the one that
/// leaves it comes first.
package struct PlanChanges: Sendable {
  /// The entries in the same order; creations among them are not turned into changes.
  package let entries: [PlanEntry]
  /// The changes that are not creations.
  package let others: [Change]
  /// The changes counted by their effect; it does not count unchanged contacts.
  package let summary: PlanSummary

  /// Creates the collection from changes in any order.
  package init(_ changes: [Change]) {
    self.init(entries: changes.sorted(by: Self.precedes).map { .change($0) })
  }

  /// Creates the collection from changes and creations.
  ///
  /// - Parameters:
  ///   - changes: The changes, in any order.
  ///   - creations: Indices of declared resources to create, ascending.
  ///   - desired: What the manifest declares.
  init(_ changes: [Change], creations: [Int], _ desired: DesiredState) {
    let source = Creation.Source(desired)
    var rest = changes.sorted(by: Self.precedes)[...]
    var entries: [PlanEntry] = []
    entries.reserveCapacity(changes.count + creations.count)
    for creation in creations {
      while let next = rest.first, desired.contacts.comes(next.address, before: creation) {
        entries.append(.change(next))
        rest.removeFirst()
      }
      entries.append(.creation(Creation(of: creation, in: source)))
    }
    self.init(entries: entries + rest.map { .change($0) })
  }

  private init(entries: [PlanEntry]) {
    let others = entries.compactMap { entry in
      if case .change(let change) = entry { change } else { nil }
    }
    var summary = PlanSummary(of: others, unchanged: 0)
    summary.create += entries.count - others.count
    (self.entries, self.others, self.summary) = (entries, others, summary)
  }

  /// Orders changes by address; one that leaves an address comes before one that takes it.
  package static func precedes(_ left: Change, _ right: Change) -> Bool {
    if left.address != right.address { return left.address < right.address }
    return left.after == nil && right.after != nil
  }

  /// The index of the change that leaves a resource at that address; `nil` when none does.
  package func index(of address: Address) -> Int? {
    var range = entries.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if entries[middle].address < address {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    var index = range.lowerBound
    // A change that takes an address follows the one that leaves it.
    if index + 1 < endIndex, entries[index + 1].address == address { index += 1 }
    guard index < endIndex, entries[index].address == address else { return nil }
    return entries[index].action == .forget || entries[index].action == .delete ? nil : index
  }

  /// The changes at these indices, which must be ascending.
  package func selecting(_ indices: [Int]) -> PlanChanges {
    PlanChanges(entries: indices.map { entries[$0] })
  }
}

extension PlanChanges: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { entries.count }

  package subscript(index: Int) -> Change { entries[index].change }
}

extension Change {
  /// The value that links the contact to a company after the change or, if it is removed, before.
  package var companyLink: String? {
    let attributes = after ?? before
    return address.type.references.lazy.compactMap { attributes?.string($0) }.first
  }
}

extension PlanChanges: Equatable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.elementsEqual(rhs) }
}

extension PlanChanges: ExpressibleByArrayLiteral {
  package init(arrayLiteral changes: Change...) { self.init(changes) }
}
