package import Model

/// The CRM, as the engine needs it: facts to check a plan against, contacts to read, and changes to
/// send.
///
/// Whoever implements it keeps to the CRM's rate limit, repeats what may be repeated, and reads
/// answers strictly; a call ends with an answer or with an error that says what became of the
/// request. All calls may be made from many tasks at once. `CRMTests` holds every CRM to this.
package protocol CRM: Sendable {
  // MARK: Facts

  /// The team that the key belongs to, with its members.
  ///
  /// - Throws: `CRMError`, of the meaning `notOffered` when the CRM has no teams to tell.
  func readTeam() async throws(CRMError) -> Team

  /// The fields that the team has registered for resources of that type, the CRM's own among them.
  ///
  /// - Throws: `CRMError`, of the meaning `notOffered` when the CRM has no such registry.
  func readFields(of type: ResourceType) async throws(CRMError) -> [RegisteredField]

  /// Reads companies.
  ///
  /// - Parameter idsOrDomains: Any number; what can be neither is left out.
  /// - Returns: those that the CRM has, in no order; one that is not there is no error.
  /// - Throws: `CRMError`, of the meaning `notOffered` when the CRM has no companies to read.
  func readCompanies(_ idsOrDomains: [String]) async throws(CRMError) -> [RemoteCompany]

  // MARK: Contacts

  /// The identifiers, besides its id, that a contact can be looked up by; others are found by
  /// reading all contacts.
  var lookupFields: [Field] { get }

  /// How many keys one request of `lookUp` takes, at least 1.
  var lookupSize: Int { get }

  /// How many contacts one request of `readContacts` reads, at least 1.
  var pageSize: Int { get }

  /// Looks contacts up.
  ///
  /// - Parameter keys: Any number; beyond `lookupSize` they are asked for in several requests, one
  ///   after the other.
  /// - Returns: those that the CRM has, in no order; one that is not there is no error.
  /// - Throws: `CRMError`.
  /// - Precondition: identifiers are of `lookupFields`.
  func lookUp(_ keys: [LookupKey]) async throws(CRMError) -> [RemoteContact]

  /// Reads all contacts of the team.
  ///
  /// - Parameters:
  ///   - isWanted: Asked of each contact; what is not wanted is not kept in memory.
  ///   - onPage: Told how many were read so far, and how many there are, if the CRM says so.
  /// - Returns: those that are wanted, in the CRM's order, each once.
  /// - Throws: `CRMError`, also when contacts came and went meanwhile, so that it cannot be said
  ///   that all were read.
  func readContacts(
    where isWanted: (RemoteContact) -> Bool,
    onPage: (_ read: Int, _ total: Int?) -> Void
  ) async throws(CRMError) -> [RemoteContact]

  // MARK: Changes

  /// Creates the contact, or updates the one that has the id or an identifier of it.
  ///
  /// May be called again after an error: it sets the same values.
  ///
  /// - Parameters:
  ///   - upsert: What is sent.
  ///   - label: What events about this request call it, such as an address.
  /// - Returns: what the CRM holds by then.
  /// - Throws: `CRMError`.
  func send(_ upsert: ContactUpsert, label: String) async throws(CRMError) -> UpsertAnswer

  /// Deletes a contact; one that is not there counts as deleted.
  ///
  /// - Parameters:
  ///   - id: The contact's.
  ///   - label: What events about this request call it, such as an address.
  /// - Throws: `CRMError`.
  func delete(_ id: ContactID, label: String) async throws(CRMError)

  /// Sends nothing more: calls that wait for their turn throw an error of the meaning `stopped`.
  ///
  /// What is in flight may still be answered. The same happens by itself after an error of the
  /// meaning `refusesAll`.
  func stopSending()
}

/// What a contact is looked up by.
package enum LookupKey: Hashable, Sendable {
  case id(ContactID)
  case identifier(Field, String)
}
