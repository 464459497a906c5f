package import Engine
import JSONText
package import Model

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

  /// `GET /fields?entity=contact`: the fields that the team has registered for a type of resource.
  package func fields(of type: ResourceType) async throws(APIError) -> [RegisteredField] {
    let success = try await send(
      .get(
        .readFields,
        "/fields?entity=\(type.name)",
        maximum: Operation.maximumList,
        label: "fields"
      )
    )
    return try read(success) { json throws(WireError) in
      try RegisteredField.list(wire: json, of: type)
    }
  }

  /// `GET /companies?idsOrDomains=…`: those of these companies that exist, in no particular order.
  ///
  /// Any number may be asked for; they are requested in batches, one after the other.
  package func companies(idsOrDomains: [String]) async throws(APIError) -> [RemoteCompany] {
    var companies: [RemoteCompany] = []
    for batch in Self.batches(idsOrDomains) {
      let success = try await send(
        .get(
          .readCompanies,
          "/companies?idsOrDomains=\(Self.list(batch))",
          maximum: Operation.maximumList,
          label: "companies"
        )
      )
      companies += try read(success) { json throws(WireError) in
        try readList(json, RemoteCompany.init(wire:path:))
      }
    }
    return companies
  }

  /// `GET /contacts?idsOrEmails=…`: those of these contacts that exist, in no particular order.
  ///
  /// Any number may be asked for; they are requested in batches, one after the other. One that is
  /// found in two batches, as by its id and by an email, is returned once.
  package func contacts(idsOrEmails: [String]) async throws(APIError) -> [RemoteContact] {
    var contacts: [RemoteContact] = []
    var known: Set<ContactID> = []
    for batch in Self.batches(idsOrEmails) {
      let success = try await send(
        .get(
          .readContacts,
          "/contacts?idsOrEmails=\(Self.list(batch))",
          maximum: Operation.maximumList,
          label: "contacts"
        )
      )
      contacts += try read(success) { json throws(WireError) in
        let found = try readList(json, RemoteContact.init(wire:path:))
        if let total = json["total"]?.integer, total > found.count {
          throw WireError(message: "total is \(total), and data has \(found.count) contacts")
        }
        try Self.check(found, answers: batch)
        return found
      }.filter { known.insert($0.id).inserted }
    }
    return contacts
  }

  /// Reads all contacts of the team.
  ///
  /// Reading begins again when contacts were created or deleted meanwhile and some may have
  /// moved between two pages.
  ///
  /// - Parameters:
  ///   - isWanted: Called with each contact that was read.
  ///   - onPage: Called with how many were read, and how many there are if the service says so.
  /// - Returns: The wanted contacts, in the service's order, each once.
  /// - Throws: `APIError` of the kind `shifting` when reading began again too often, and of the
  ///   kind `invalidAnswer` when the service gives fewer contacts than it says.
  package func allContacts(
    where isWanted: (RemoteContact) -> Bool = { _ in true },
    onPage: (_ read: Int, _ total: Int?) -> Void = { _, _ in }
  ) async throws(APIError) -> [RemoteContact] {
    for _ in 0..<Self.readings {
      if let contacts = try await contactsInOneReading(isWanted, onPage) { return contacts }
    }
    throw APIError(.shifting, operation: "GET /contacts", attempts: Self.readings)
  }

  /// How often the contacts are read from the first page on before giving up.
  private static let readings = 3

  /// Reads all pages once; `nil` when contacts moved from page to page.
  private func contactsInOneReading(
    _ isWanted: (RemoteContact) -> Bool,
    _ onPage: (Int, Int?) -> Void
  ) async throws(APIError) -> [RemoteContact]? {
    var pages = ContactPages()
    while true {
      let page = try await contacts(offset: pages.count, limit: Self.maximumPageSize)
      let step = pages.add(page, isWanted)
      onPage(pages.count, page.total)
      switch step {
      case .more: continue
      case .complete: return pages.contacts
      case .shifted: return nil
      case .short(let total):
        throw APIError(
          .invalidAnswer,
          operation: "GET /contacts",
          message: "it gives \(pages.count) contacts, and says that there are \(total)"
        )
      }
    }
  }

  /// `GET /contacts?limit=&offset=`: one page of the whole team's contacts.
  ///
  /// - Parameters:
  ///   - offset: How many to leave out; 0 or more.
  ///   - limit: From 1 to `maximumPageSize`.
  /// - Returns: As many contacts as the service puts into a page; none after the last one.
  /// - Throws: `APIError`, also when the answer is another page's.
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
      if let answered = json["offset"]?.integer, answered != max(0, offset) {
        throw WireError(message: "offset is \(answered), and \(max(0, offset)) was asked for")
      }
      guard let total = json["total"], total != .null else {
        return ContactPage(contacts: contacts, total: nil)
      }
      guard let count = total.integer, count >= 0 else {
        throw WireError(message: "total is not a count")
      }
      return ContactPage(contacts: contacts, total: count)
    }
  }

  /// Refuses contacts that nobody asked for, and two that have one id: of what such an answer
  /// leaves out it cannot be said that the CRM does not have it.
  private static func check(
    _ contacts: [RemoteContact],
    answers asked: [String]
  ) throws(WireError) {
    let ids = Set(asked)
    let emails = Set(asked.map(NormalizedIdentifier.email))
    var known: Set<ContactID> = []
    for contact in contacts {
      let isAskedFor =
        ids.contains(contact.id.rawValue)
        || contact.emails.contains { emails.contains(NormalizedIdentifier.email($0)) }
      guard isAskedFor else { throw WireError(message: "\(contact.id) was not asked for") }
      guard known.insert(contact.id).inserted else {
        throw WireError(message: "\(contact.id) stands in it twice")
      }
    }
  }

  /// The values in batches of at most `batchSize`.
  ///
  /// Empty values are left out, and so are values with a comma, which could not be told apart and
  /// are neither ids, emails nor domains.
  private static func batches(_ values: [String]) -> [[String]] {
    let usable = values.filter { !$0.isEmpty && !$0.contains(",") }
    return stride(from: 0, to: usable.count, by: batchSize).map { start in
      Array(usable[start..<min(start + batchSize, usable.count)])
    }
  }

  /// Joins values with commas, percent-encoded.
  private static func list(_ values: [String]) -> String {
    values.map(Operation.percentEncoded).joined(separator: ",")
  }
}
