package import Model

/// What the CRM holds of a contact otherwise than it was last applied.
package struct Drift: Hashable, Sendable {
  /// One attribute that somebody changed.
  package struct Field: Hashable, Sendable {
    package let key: AttributeKey
    package let applied: AttributeValue
    /// For an owner or a company their id; `nil` when the CRM holds nothing.
    package let held: AttributeValue?

    package init(key: AttributeKey, applied: AttributeValue, held: AttributeValue?) {
      self.key = key
      self.applied = applied
      self.held = held
    }
  }

  package let address: Address
  package let id: ContactID
  /// In canonical order; `nil` when the contact is not in the CRM any more.
  package let fields: [Field]?

  /// `fields` are at least one, or `nil` for a contact that is gone.
  package init(address: Address, id: ContactID, fields: [Field]?) {
    self.address = address
    self.id = id
    self.fields = fields
  }

  package var isGone: Bool { fields == nil }
}
