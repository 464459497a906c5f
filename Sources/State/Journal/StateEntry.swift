package import Model

/// One change of the state, as an outcome records it.
package enum StateEntry: Equatable, Sendable {
  /// The contact is now as given.
  ///
  /// After a rename `replacing` is the address that it had before: what stands there goes, unless it
  /// is another contact by now (by its id), as when two contacts swap their keys.
  case put(PriorContact, replacing: Address? = nil)
  /// The state knows the address no more; an address that it never knew is no error.
  case remove(Address)
  /// A creation is about to be sent for the address, which the state does not know.
  ///
  /// Should nothing else be recorded for it, the CRM may hold the contact all the same: the state keeps
  /// the address as unsettled. A `put` or `remove` settles it.
  case sending(Address)
}
