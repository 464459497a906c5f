package import Diagnostics
package import Model

/// One entry of a plan.
///
/// A creation follows entirely from the declared resource. So a plan of a million creations only
/// refers to those resources, and makes a change from one when it is asked for.
package enum PlanEntry: Sendable {
  indirect case change(Change)
  case creation(Creation)

  /// The creation of a declared resource; `nil` for an entry that holds a change.
  package var creation: Creation? {
    guard case .creation(let creation) = self else { return nil }
    return creation
  }

  /// The change; for a creation it is made anew.
  package var change: Change {
    switch self {
    case .change(let change): change
    case .creation(let creation): creation.change(because: .manifest)
    }
  }

  package var address: Address {
    switch self {
    case .change(let change): change.address
    case .creation(let creation): creation.address
    }
  }

  package var action: Action {
    switch self {
    case .change(let change): change.action
    case .creation: .create
    }
  }

  /// Where the resource is declared; `nil` when it is not.
  package var location: SourceLocation? {
    switch self {
    case .change(let change): change.location
    case .creation(let creation): creation.location
    }
  }

  /// Whether the state will record it as protected after success.
  package var isProtected: Bool {
    switch self {
    case .change(let change): change.isProtected
    case .creation(let creation): creation.isProtected
    }
  }

  /// The value that links the contact to a company, as in `Change.companyLink`.
  package var companyLink: String? {
    switch self {
    case .change(let change): change.companyLink
    case .creation(let creation): creation.text(ofFirst: creation.type.references)
    }
  }

  /// The name under `companies` by which the link was declared; `nil` without one.
  package var companyName: String? {
    switch self {
    case .change(let change): change.companyName
    case .creation(let creation): creation.companyName
    }
  }
}

/// The creation of a declared resource.
package struct Creation: Sendable {
  /// What all creations of a plan share.
  final class Source: Sendable {
    let desired: DesiredState

    init(_ desired: DesiredState) { self.desired = desired }
  }

  private let source: Source
  private let index: Int

  init(of index: Int, in source: Source) { (self.source, self.index) = (source, index) }

  private var contacts: DesiredContacts { source.desired.contacts }

  package var address: Address { contacts.address(index) }
  package var type: ResourceType { contacts.type(index) }
  package var isProtected: Bool { contacts.isProtected(index) }

  /// The name under `companies` by which the link was declared; `nil` without one.
  package var companyName: String? { contacts.companyName(index) }

  /// Where the resource's key stands.
  package var location: SourceLocation { source.desired.location(of: contacts.position(index)) }

  /// The index of the file that declares it, in reading order.
  package var file: Int { Int(contacts.position(index).file) }

  /// The identifiers, the main one first.
  package var identifiers: [WrittenIdentifier] { contacts.identifiers(of: index) }

  /// The text of the first of these fields that is declared; `nil` when none is.
  package func text(ofFirst fields: [Field]) -> String? {
    contacts.text(ofFirst: fields, of: index)
  }

  /// Hands out the attributes in canonical order; each is valid only during its call.
  package func forEachAttribute(_ body: (RawAttribute) -> Void) {
    contacts.forEachAttribute(of: index, body)
  }

  /// Hands out the attributes with the positions of their values, if these are known.
  ///
  /// The file's path is `nil` when it is the key's.
  package func forEachPlacedAttribute(
    _ body: (_ entry: RawAttribute, _ file: String?, _ position: SourcePosition) -> Void
  ) {
    let file = contacts.position(index).file
    contacts.forEachPlacedAttribute(of: index) { entry, place in
      body(entry, place.file == file ? nil : source.desired.files[Int(place.file)].path, place)
    }
  }

  func change(because reason: ChangeReason) -> Change {
    Self.change(of: contacts[index], source.desired, because: reason)
  }

  /// The change that creates a declared resource.
  static func change(
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
