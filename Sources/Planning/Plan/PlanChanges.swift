package import Diagnostics
package import Model

/// The changes of a plan, sorted by address.
///
/// An address occurs twice where one contact leaves it and another takes it: what leaves comes first.
///
/// A creation is all in the declared contact, so that it is made from that each time it is looked at: a plan of
/// a million creations costs eight bytes for each.
package struct PlanChanges: Sendable {
  /// The others, sorted by address.
  private let made: [Change]
  /// What creations are made from; `nil` where there are none.
  private let desired: DesiredState?
  /// Indices: of `made`, or, as their complement, of a declared contact that is created.
  private let order: [Int]

  /// These, in any order.
  package init(_ changes: [Change]) {
    made = changes.sorted(by: Self.precedes)
    desired = nil
    order = Array(changes.indices)
  }

  /// - Parameters:
  ///   - changes: In any order.
  ///   - creations: Indices of declared contacts, ascending: each is created because the manifest says so.
  ///   - desired: What the manifest declares.
  init(_ changes: [Change], creations: [Int], _ desired: DesiredState) {
    made = changes.sorted(by: Self.precedes)
    self.desired = desired
    order = Self.merge(made, creations, desired.contacts)
  }

  private init(made: [Change], desired: DesiredState?, order: [Int]) {
    (self.made, self.desired, self.order) = (made, desired, order)
  }

  private static func precedes(_ left: Change, _ right: Change) -> Bool {
    if left.address != right.address { return left.address < right.address }
    return left.after == nil && right.after != nil
  }

  private static func merge(
    _ made: [Change],
    _ creations: [Int],
    _ contacts: DesiredContacts
  ) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(made.count + creations.count)
    var next = 0
    for creation in creations {
      while next < made.count, contacts.comes(made[next].address, before: creation) {
        order.append(next)
        next += 1
      }
      order.append(~creation)
    }
    order.append(contentsOf: next..<made.count)
    return order
  }

  /// Those that are there without being made, sorted by address: all but creations.
  package var others: [Change] { made }

  // MARK: Without making a change

  package func action(_ index: Int) -> Action {
    order[index] < 0 ? .create : made[order[index]].action
  }

  /// What creations are made from; `nil` where there are none but those in `made`.
  package var declared: DesiredState? { desired }

  package func address(_ index: Int) -> Address {
    let place = order[index]
    guard place < 0, let desired else { return made[place].address }
    return desired.contacts.address(~place)
  }

  /// The change that leaves a contact at that address; `nil` where none does.
  package func index(of address: Address) -> Int? {
    var range = order.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if self.address(middle) < address {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    var index = range.lowerBound
    // What takes an address comes after what leaves it.
    if index + 1 < endIndex, self.address(index + 1) == address { index += 1 }
    guard index < endIndex, self.address(index) == address else { return nil }
    return action(index) == .forget || action(index) == .delete ? nil : index
  }

  /// Where it is declared; `nil` where it is not.
  package func location(_ index: Int) -> SourceLocation? {
    let place = order[index]
    guard place < 0, let desired else { return made[place].location }
    return desired.location(of: desired.contacts.position(~place))
  }

  /// As `Change.companyLink`.
  package func companyLink(_ index: Int) -> String? {
    let place = order[index]
    guard place < 0, let desired else { return made[place].companyLink }
    return desired.contacts.text(ofFirst: desired.contacts.type(~place).references, of: ~place)
  }

  /// The name under `companies` by which that link was declared; `nil` for none.
  package func companyName(_ index: Int) -> String? {
    let place = order[index]
    guard place < 0, let desired else { return made[place].companyName }
    return desired.contacts.companyName(~place)
  }

  /// The contact that is created, as an index into the declared ones; `nil` for what was made.
  package func creation(_ index: Int) -> Int? {
    order[index] < 0 ? ~order[index] : nil
  }

  /// Those at these indices, ascending.
  package func selecting(_ indices: [Int]) -> PlanChanges {
    var chosen: [Change] = []
    let places = indices.map { index in
      guard order[index] >= 0 else { return order[index] }
      chosen.append(made[order[index]])
      return chosen.count - 1
    }
    return PlanChanges(made: chosen, desired: desired, order: places)
  }

  /// Counted by what they do; of unchanged contacts they know nothing.
  package var summary: PlanSummary {
    var summary = PlanSummary(of: made, unchanged: 0)
    summary.create += order.count - made.count
    return summary
  }
}

extension PlanChanges: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { order.count }

  package subscript(index: Int) -> Change {
    let place = order[index]
    guard place < 0, let desired else { return made[place] }
    return Self.creation(of: desired.contacts[~place], desired, because: .manifest)
  }

  static func creation(
    of contact: DesiredContact,
    _ desired: DesiredState,
    because reason: ChangeReason
  ) -> Change {
    Change(
      address: contact.address,
      action: .create,
      reason: reason,
      after: contact.attributes,
      changedKeys: contact.attributes.keys,
      request: .upsert(ContactUpsert(attributes: contact.attributes)),
      location: desired.location(of: contact.position),
      keyLocations: KeyLocations(of: contact, in: contact.attributes, desired.files),
      companyName: contact.companyName,
      isProtected: contact.isProtected
    )
  }
}

extension Change {
  /// The value by which the contact is linked to a company: as it will be, or, for one that goes, as it was.
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
