import JSONText
import Model

extension LemlistClient {
  /// How many ids, emails or domains one call may ask for.
  ///
  /// Source: the provider's published description, `GET /contacts` and `GET /companies`.
  package static let batchSize = 100
  /// The most contacts of one page.
  package static let maximumPageSize = 500

  /// `GET /team?version=v2`: the key's team and its users.
  package func team() async throws(APIError) -> Team {
    let success = try await send(
      .get(.readTeam, "/team?version=v2", maximum: Operation.maximumList, label: "team")
    )
    return try read(success, Team.init(wire:))
  }

  /// `GET /fields?entity=contact`: the contact fields that the team has registered.
  package func contactFields() async throws(APIError) -> [RegisteredField] {
    let success = try await send(
      .get(.readFields, "/fields?entity=contact", maximum: Operation.maximumList, label: "fields")
    )
    return try read(success, RegisteredField.list(wire:))
  }

  /// `GET /companies?idsOrDomains=…`: those of these companies that exist, in no order.
  ///
  /// Any number, asked for in batches one after the other.
  package func companies(idsOrDomains: [String]) async throws(APIError) -> [Company] {
    var companies: [Company] = []
    for batch in Self.batches(idsOrDomains) {
      let success = try await send(
        .get(
          .readCompanies,
          "/companies?idsOrDomains=\(batch)",
          maximum: Operation.maximumList,
          label: "companies"
        )
      )
      companies += try read(success) { json throws(WireError) in
        try readList(json, Company.init(wire:path:))
      }
    }
    return companies
  }

  /// `GET /contacts?idsOrEmails=…`: those of these contacts that exist, in no order.
  ///
  /// Any number, asked for in batches one after the other.
  package func contacts(idsOrEmails: [String]) async throws(APIError) -> [RemoteContact] {
    var contacts: [RemoteContact] = []
    for batch in Self.batches(idsOrEmails) {
      let success = try await send(
        .get(
          .readContacts,
          "/contacts?idsOrEmails=\(batch)",
          maximum: Operation.maximumList,
          label: "contacts"
        )
      )
      contacts += try read(success) { json throws(WireError) in
        try readList(json, RemoteContact.init(wire:path:))
      }
    }
    return contacts
  }

  /// `GET /contacts?limit=&offset=`: one page of the whole team's contacts.
  ///
  /// - Parameters:
  ///   - offset: How many to leave out; 0 or more.
  ///   - limit: From 1 to `maximumPageSize`.
  /// - Returns: Fewer than `limit` contacts only on the last page.
  /// - Throws: `APIError`.
  package func contacts(offset: Int, limit: Int) async throws(APIError) -> ContactPage {
    let limit = min(max(1, limit), Self.maximumPageSize)
    let success = try await send(
      .get(
        .readContacts,
        "/contacts?limit=\(limit)&offset=\(max(0, offset))",
        maximum: Operation.maximumList,
        label: "contacts"
      )
    )
    return try read(success) { json throws(WireError) in
      let contacts = try readList(json, RemoteContact.init(wire:path:))
      return ContactPage(
        contacts: contacts,
        total: json["total"]?.integer ?? max(0, offset) + contacts.count
      )
    }
  }

  /// Comma-separated and percent-encoded, at most `batchSize` each; commas inside a value cannot be said, so such
  /// values, which are neither ids, emails nor domains, are left out, as are empty ones.
  private static func batches(_ values: [String]) -> [String] {
    let usable = values.filter { !$0.isEmpty && !$0.contains(",") }
    return stride(from: 0, to: usable.count, by: batchSize).map { start in
      usable[start..<min(start + batchSize, usable.count)]
        .map(Operation.percentEncoded).joined(separator: ",")
    }
  }
}
