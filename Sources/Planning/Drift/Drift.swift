package import Model

/// How a contact in the CRM differs from what was last applied.
package struct Drift: Hashable, Sendable {
  /// One attribute that somebody changed.
  package struct Field: Hashable, Sendable {
    package let key: AttributeKey
    package let applied: AttributeValue
    /// The value in the CRM, for an owner or a company its id; `nil` when the CRM holds nothing.
    package let held: AttributeValue?

    package init(key: AttributeKey, applied: AttributeValue, held: AttributeValue?) {
      self.key = key
      self.applied = applied
      self.held = held
    }
  }

  package let address: Address
  package let id: ContactID
  /// The changed fields in canonical order; `nil` when the contact is no longer in the CRM.
  package let fields: [Field]?

  /// Creates a drift with at least one field, or with `nil` for a contact that is gone.
  package init(address: Address, id: ContactID, fields: [Field]?) {
    self.address = address
    self.id = id
    self.fields = fields
  }

  package var isGone: Bool { fields == nil }
}
