package import Engine
package import Model

/// The service as the engine's CRM.
extension LemlistClient: CRM {
  package func readTeam() async throws(CRMError) -> Team {
    try await asCRM { () throws(APIError) in try await team() }
  }

  package func readFields(of type: ResourceType) async throws(CRMError) -> [RegisteredField] {
    try await asCRM { () throws(APIError) in try await fields(of: type) }
  }

  package func readCompanies(_ idsOrDomains: [String]) async throws(CRMError) -> [RemoteCompany] {
    try await asCRM { () throws(APIError) in try await companies(idsOrDomains: idsOrDomains) }
  }

  /// Source: the provider's published description, `GET /contacts`, `idsOrEmails`.
  package var lookupFields: [Field] { [.email] }

  package var lookupSize: Int { Self.batchSize }

  package var pageSize: Int { Self.maximumPageSize }

  package func lookUp(_ keys: [LookupKey]) async throws(CRMError) -> [RemoteContact] {
    let texts = keys.map { key in
      switch key {
      case .id(let id): return id.rawValue
      case .identifier(let field, let value):
        precondition(lookupFields.contains(field), "\(field) is not looked up")
        return value
      }
    }
    return try await asCRM { () throws(APIError) in try await contacts(idsOrEmails: texts) }
  }

  package func readContacts(
    where isWanted: (RemoteContact) -> Bool,
    onPage: (_ read: Int, _ total: Int?) -> Void
  ) async throws(CRMError) -> [RemoteContact] {
    try await asCRM { () throws(APIError) in
      try await allContacts(where: isWanted, onPage: onPage)
    }
  }

  package func send(
    _ upsert: ContactUpsert,
    label: String
  ) async throws(CRMError) -> UpsertAnswer {
    try await asCRM { () throws(APIError) in try await self.upsert(upsert, label: label) }
  }

  package func delete(_ id: ContactID, label: String) async throws(CRMError) {
    _ = try await asCRM { () throws(APIError) in try await deleteContact(id, label: label) }
  }

  private func asCRM<Result>(
    _ call: () async throws(APIError) -> Result
  ) async throws(CRMError) -> Result {
    do throws(APIError) {
      return try await call()
    } catch {
      throw CRMError(
        error.meaning,
        error.diagnostic,
        attempts: error.attempts,
        mayHaveLanded: error.mayHaveLanded,
        message: error.message
      )
    }
  }
}

extension APIError {
  /// What the error means for further calls.
  fileprivate var meaning: CRMError.Meaning {
    switch kind {
    case .unauthorized, .forbidden: .refusesAll
    case .notFound, .paymentRequired: .notOffered
    case .stopped: .stopped
    default: .failed
    }
  }
}
