/// Something that the CRM did differently from what was asked, although it answered with success.
package struct Finding: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The contact existed before roster first sent it, and was taken over.
    case adopted
    /// The company asked for was not linked: the CRM does not have it.
    case companyNotLinked = "company_not_linked"
    /// The linked company is not the one asked for.
    case companyDiffers = "company_differs"
    /// The owner asked for was ignored.
    case ownerIgnored = "owner_ignored"
    /// A field does not hold what was sent.
    case fieldNotKept = "field_not_kept"
    /// The answer was about another contact than the one in the state.
    case contactDiffers = "contact_differs"
    /// Another address has the same contact in the CRM: two declared people became one.
    case contactShared = "contact_shared"
    /// An update created a new contact: the one in the state is gone.
    case recreated
  }

  package let kind: Kind
  /// The attribute concerned; `nil` when it is the whole contact.
  package let key: AttributeKey?
  /// What was asked for, as text; for `contactShared` the other address.
  package let expected: String?
  /// What the CRM answered, as text; `nil` when it answered nothing.
  package let actual: String?
  /// The service's own words about it.
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
  /// Whether the next plan tries it again; a finding that leaves nothing to do
  /// is reported only once.
  package var isOpen: Bool { kind != .adopted }

  /// How much the next plan sends again because of the finding.
  package enum Retry: Hashable, Sendable {
    /// Nothing is sent; the finding was reported, and only the state is settled.
    case nothing
    /// These attributes are sent, with those that must travel with them.
    case keys([AttributeKey])
    /// Everything declared is sent.
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
