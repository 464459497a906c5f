/// Something that the CRM did otherwise than asked, though it answered success.
package struct Finding: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The contact existed before roster first sent it, and was taken over.
    case adopted
    /// The company asked for was not linked: the CRM does not have it.
    case companyNotLinked = "company_not_linked"
    /// Another company is linked than the one asked for.
    case companyDiffers = "company_differs"
    /// The owner asked for was ignored.
    case ownerIgnored = "owner_ignored"
    /// A field does not hold what was sent.
    case fieldNotKept = "field_not_kept"
    /// The answer was about another contact than the one the state knows.
    case contactDiffers = "contact_differs"
    /// Another address has the same contact in the CRM: two declared people became one.
    case contactShared = "contact_shared"
    /// An update made a new contact: the one that the state knows is gone.
    case recreated
  }

  package let kind: Kind
  /// The attribute concerned; `nil` when the whole contact is.
  package let key: AttributeKey?
  /// What was asked for, as text; for `contactShared` the other address.
  package let expected: String?
  /// What the CRM answered, as text; `nil` for nothing.
  package let actual: String?
  /// What the service itself said about it.
  package let note: String?

  package init(
    _ kind: Kind,
    key: AttributeKey? = nil,
    expected: String? = nil,
    actual: String? = nil,
    note: String? = nil
  ) {
    self.kind = kind
    self.key = key
    self.expected = expected
    self.actual = actual
    self.note = note
  }
}

extension Finding {
  /// Whether it leaves something to do, which the next plan tries again; what does not is said once.
  package var isOpen: Bool { kind != .adopted }

  /// How much the next plan sends again for it.
  package enum Retry: Hashable, Sendable {
    /// Only the state is settled: it was said, and there is nothing to send.
    case nothing
    /// These attributes, with what travels with them.
    case keys([AttributeKey])
    /// Everything declared.
    case everything
  }

  /// What the next plan sends again for a resource of that type.
  package func retry(of type: ResourceType) -> Retry {
    switch kind {
    case .adopted: .nothing
    case .companyNotLinked, .companyDiffers:
      .keys(type.references.map(AttributeKey.field))
    case .ownerIgnored: .keys(type.owners.map(AttributeKey.field))
    case .fieldNotKept: key.map { .keys([$0]) } ?? .everything
    case .contactDiffers, .contactShared, .recreated: .everything
    }
  }
}
