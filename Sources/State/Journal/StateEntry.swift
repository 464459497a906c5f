package import Model

/// One change of the state, as an apply records it.
package enum StateEntry: Equatable, Sendable {
  /// The contact is now as given.
  ///
  /// After a rename, `replacing` is its previous address. The record there is removed, unless it is
  /// another contact's by now (by its id), as when two contacts swap their keys.
  case put(PriorContact, replacing: Address? = nil)
  /// The state drops the address; it is not an error if it did not have it.
  case remove(Address)
  /// A creation is about to be sent for the address, which the state does not have.
  ///
  /// If nothing else is recorded for it, the CRM may hold the contact all the same, so the state
  /// keeps the address as unsettled. A `put` or `remove` settles it.
  case sending(Address)
}
