import Model
import Planning

/// A contact whose id in the state is in doubt, and all of whose identifiers change.
///
/// A request by its new identifiers would make a second contact, and one by its id might be written
/// over somebody else. So the contact is looked up, and whoever has one of its old identifiers is
/// it.
struct DoubtfulContact {
  private let id: ContactID
  /// Its identifiers as last applied.
  private let identifiers: [(field: Field, value: String)]

  /// `nil` when the request finds the contact as it is.
  ///
  /// Two addresses that share a contact become two by their new identifiers, so that neither is
  /// looked up.
  init?(_ change: Change, _ upsert: ContactUpsert) {
    let kinds = Set(change.retriedFindings.map(\.kind))
    guard let id = change.contactID, let before = change.before, upsert.id == nil,
      !kinds.isDisjoint(with: [.contactDiffers, .recreated]), !kinds.contains(.contactShared)
    else { return nil }
    self.id = id
    identifiers = ResourceType.contact.identifiers.compactMap { field in
      before.string(field).map { (field, $0) }
    }
    let isSent = identifiers.contains { field, value in
      Self.isSame(field, value, upsert.attributes.string(field))
    }
    if isSent { return nil }
  }

  /// What to look the contact up by, in a CRM that finds contacts by those fields.
  func keys(for fields: [Field]) -> [LookupKey] {
    [.id(id)]
      + identifiers.filter { fields.contains($0.field) }.map { .identifier($0.field, $0.value) }
  }

  /// The contact's id; `nil` when none of those found is the contact.
  func id(among found: [RemoteContact]) -> ContactID? {
    let own = found.filter { contact in
      identifiers.contains { field, value in
        Self.isSame(field, value, field == .email ? contact.emails.first : contact.text(field))
      }
    }
    return own.first { $0.id == id }?.id ?? own.first?.id
  }

  private static func isSame(_ field: Field, _ value: String, _ other: String?) -> Bool {
    other.map { NormalizedIdentifier(field, $0) == NormalizedIdentifier(field, value) } ?? false
  }
}
