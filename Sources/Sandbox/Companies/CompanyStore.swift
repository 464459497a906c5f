import GRDB

/// Creates, updates, finds and deletes companies.
struct CompanyStore {
  struct Page {
    let companies: [CompanyRecord]
    let total: Int
  }

  enum Deletion: Equatable {
    case notFound
    case hasContacts(Int)
    case deleted(unlinkedContacts: Int)
  }

  let writer: any DatabaseWriter
  let directory: TeamDirectory
  let clock: SandboxClock

  /// The id of the company that a contact names; `nil` when there is none.
  static func find(
    _ reference: ContactSubmission.CompanyReference,
    _ db: Database
  ) throws -> String? {
    let (column, value) =
      switch reference {
      case .id(let id): ("id", id)
      case .domain(let domain): ("domain", domain)
      case .linkedInURL(let url): ("linkedinUrl", url)
      case .salesNavigatorURL(let url): ("linkedinUrlSalesNav", url)
      }
    // The database would not read beyond that character.
    guard !value.utf8.contains(0) else { return nil }
    let statement = try db.cachedStatement(sql: "SELECT id FROM company WHERE \(column) = ?")
    return try String.fetchOne(statement, arguments: [value])
  }

  func find(_ reference: ContactSubmission.CompanyReference) async throws -> String? {
    try await writer.read { try Self.find(reference, $0) }
  }

  /// The companies that exist, each once, in the order asked; values are ids, domains or
  /// URLs with a domain.
  func companies(idsOrDomains: [String]) async throws -> [CompanyRecord] {
    try await writer.read { db in
      var seen: Set<String> = []
      return try idsOrDomains.compactMap { text in
        let company =
          RecordID.company.matches(text)
          ? try Self.record("id", text, db)
          : try LinkRules.domain(text).flatMap { try Self.record("domain", $0, db) }
        return company.flatMap { seen.insert($0.id).inserted ? $0 : nil }
      }
    }
  }

  /// A page of companies whose name contains the text, in order of creation or the reverse.
  func page(
    search: String?,
    isDescending: Bool,
    limit: Int,
    offset: Int
  ) async throws -> Page {
    try await writer.read { db in
      let name = "swiftLowercaseString(json_extract(fields, '$.name'))"
      let clause = search == nil ? "" : "WHERE instr(\(name), ?) > 0"
      let arguments = search.map { StatementArguments([$0.lowercased()]) } ?? []
      let total = try Int.fetchOne(
        db,
        sql: "SELECT COUNT(*) FROM company \(clause)",
        arguments: arguments
      )
      let companies = try CompanyRecord.fetchAll(
        db,
        sql: """
          SELECT \(CompanyRecord.columns) FROM company \(clause)
            ORDER BY position \(isDescending ? "DESC" : "ASC") LIMIT \(limit) OFFSET \(offset)
          """,
        arguments: arguments
      )
      return Page(companies: companies, total: total ?? 0)
    }
  }

  /// Updates the company that an id, a domain or a LinkedIn or Sales Navigator URL
  /// names, or creates one.
  ///
  /// - Throws: `APIRefusal` when no company has the id; `DatabaseError`.
  func upsert(_ submission: CompanySubmission) async throws -> (CompanyRecord, isCreated: Bool) {
    try await writer.write { db in
      let existing = try match(submission, db)
      let now = clock.milliseconds()
      var company =
        existing
        ?? CompanyRecord(
          position: nil,
          id: RecordID.company.make(at: now),
          fields: [],
          ownerId: directory.keyOwner.id,
          source: submission.source ?? "api",
          createdAt: Timestamp(milliseconds: now),
          createdBy: directory.keyOwner.id
        )
      for (column, path, value) in Self.identifiers(submission) {
        guard let value, value != company[keyPath: path] else { continue }
        if try Self.record(column, value, db) == nil { company[keyPath: path] = value }
      }
      company.ownerId = directory.member(submission.owner) ?? company.ownerId
      for member in submission.fields { company.fields.set(member.name, to: member.value) }
      try save(company, db)
      return (company, existing == nil)
    }
  }

  private func match(_ submission: CompanySubmission, _ db: Database) throws -> CompanyRecord? {
    if let id = submission.companyId {
      guard let company = try Self.record("id", id, db) else {
        throw APIRefusal.invalidCompany(.companyNotFoundByID, "Company not found by ID")
      }
      return company
    }
    for (column, _, value) in Self.identifiers(submission) {
      if let value, let company = try Self.record(column, value, db) { return company }
    }
    return nil
  }

  private static func identifiers(
    _ submission: CompanySubmission
  ) -> [(String, WritableKeyPath<CompanyRecord, String?>, String?)] {
    [
      ("domain", \.domain, submission.domain),
      ("linkedinUrl", \.linkedinUrl, submission.linkedinUrl),
      ("linkedinUrlSalesNav", \.linkedinUrlSalesNav, submission.linkedinUrlSalesNav),
    ]
  }

  private static func record(
    _ column: String,
    _ value: String,
    _ db: Database
  ) throws -> CompanyRecord? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(CompanyRecord.columns) FROM company WHERE \(column) = ?"
    )
    return try CompanyRecord.fetchOne(statement, arguments: [value])
  }

  private func save(_ company: CompanyRecord, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO company
          (position, id, domain, linkedinUrl, linkedinUrlSalesNav, fields, ownerId, source,
          createdAt, createdBy)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (position) DO UPDATE SET
            domain = excluded.domain,
            linkedinUrl = excluded.linkedinUrl,
            linkedinUrlSalesNav = excluded.linkedinUrlSalesNav,
            fields = excluded.fields,
            ownerId = excluded.ownerId
        """,
      arguments: [
        company.position, company.id, company.domain, company.linkedinUrl,
        company.linkedinUrlSalesNav, WireWriter.text(of: .object(company.fields)),
        company.ownerId, company.source, company.createdAt.milliseconds, company.createdBy,
      ]
    )
  }

  /// Deletes a company, unless contacts are linked to it and must not be unlinked.
  func delete(_ id: String, unlinking: Bool) async throws -> Deletion {
    try await writer.write { db in
      guard try Self.record("id", id, db) != nil else { return .notFound }
      let linked =
        try Int.fetchOne(
          db,
          sql: "SELECT COUNT(*) FROM contact WHERE companyId = ?",
          arguments: [id]
        ) ?? 0
      guard linked == 0 || unlinking else { return .hasContacts(linked) }
      try db.execute(
        sql: "UPDATE contact SET companyId = NULL WHERE companyId = ?",
        arguments: [id]
      )
      try db.execute(sql: "DELETE FROM company WHERE id = ?", arguments: [id])
      return .deleted(unlinkedContacts: linked)
    }
  }
}
