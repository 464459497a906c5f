import GRDB

/// Reads contacts: some by id or email, or a page of all, filtered or not.
struct ContactSearch {
  /// The filter of a page; a `nil` property does not filter.
  struct Filter: Equatable {
    var email: String?
    /// A text of at least two characters that the contact contains.
    var search: String?
    var companyId: String?

    fileprivate var conditions: [(sql: String, argument: String)] {
      var conditions: [(String, String)] = []
      if let email { conditions.append(("email = ?", email)) }
      if let companyId { conditions.append(("companyId = ?", companyId)) }
      if let search { conditions.append((Self.matches, search.lowercased())) }
      return conditions
    }

    private static let matches = """
      EXISTS (
        SELECT 1 FROM (
          SELECT email AS text
          UNION ALL SELECT value FROM json_each(fields) WHERE type = 'text'
          UNION ALL SELECT value FROM json_tree(jobs) WHERE type = 'text'
          UNION ALL SELECT json_extract(fields, '$.firstName') || ' ' || json_extract(fields, '$.lastName')
        ) WHERE instr(swiftLowercaseString(text), ?) > 0
      )
      """
  }

  struct Page {
    let contacts: [ContactRecord]
    let total: Int
  }

  let writer: any DatabaseWriter

  /// The contacts that exist, each once, in the order asked.
  func contacts(idsOrEmails: [String]) async throws -> [ContactRecord] {
    try await writer.read { db in
      var seen: Set<String> = []
      return try idsOrEmails.compactMap { text in
        let contact = try ContactStore.find(idOrEmail: text, db)
        return contact.flatMap { seen.insert($0.id).inserted ? $0 : nil }
      }
    }
  }

  /// A page in order of creation.
  ///
  /// Without a filter it takes nearly the same time at any offset (it reads a row for each 1,024
  /// contacts before it). With a filter the time grows with the matches before it, and a text
  /// search reads every contact.
  func page(_ filter: Filter, limit: Int, offset: Int) async throws -> Page {
    try await writer.read { db in
      let conditions = filter.conditions
      guard !conditions.isEmpty else { return try Self.page(limit: limit, offset: offset, db) }
      let clause = conditions.map(\.sql).joined(separator: " AND ")
      let arguments = StatementArguments(conditions.map(\.argument))
      let total = try Int.fetchOne(
        db,
        sql: "SELECT COUNT(*) FROM contact WHERE \(clause)",
        arguments: arguments
      )
      let contacts = try ContactRecord.fetchAll(
        db,
        sql: """
          SELECT \(ContactRecord.columns) FROM contact WHERE \(clause)
            ORDER BY position LIMIT \(limit) OFFSET \(offset)
          """,
        arguments: arguments
      )
      return Page(contacts: contacts, total: total ?? 0)
    }
  }

  private static func page(limit: Int, offset: Int, _ db: Database) throws -> Page {
    let blocks = try Row.fetchAll(
      db.cachedStatement(sql: "SELECT block, count FROM contactBlock ORDER BY block")
    )
    var skipped = 0
    var start: Int?
    var total = 0
    for row in blocks {
      let count: Int = row[1]
      total += count
      if start == nil {
        if skipped + count > offset { start = row[0] } else { skipped += count }
      }
    }
    guard let start else { return Page(contacts: [], total: total) }
    let contacts = try ContactRecord.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT \(ContactRecord.columns) FROM contact WHERE position >= ?
            ORDER BY position LIMIT ? OFFSET ?
          """
      ),
      arguments: [start * Schema.blockSize, limit, offset - skipped]
    )
    return Page(contacts: contacts, total: total)
  }
}
