package import Engine

/// One page of all contacts.
package struct ContactPage: Equatable, Sendable {
  package let contacts: [RemoteContact]
  /// How many contacts all pages hold at the time of the answer; `nil` when the
  /// service does not say.
  package let total: Int?

  package init(contacts: [RemoteContact], total: Int?) {
    self.contacts = contacts
    self.total = total
  }
}
