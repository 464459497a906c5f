import GRDB
import Model

/// Reads the team and its registry, and adds the content of a seed.
struct TeamStore {
  let writer: any DatabaseWriter
  let clock: SandboxClock

  /// The team, its members and the registry, as currently stored.
  func read() throws -> (TeamDirectory, FieldRegistry) {
    try writer.read { db in
      guard let team = try Row.fetchOne(db, sql: "SELECT id, name, createdAt FROM team") else {
        throw DatabaseError(message: "the database holds no team")
      }
      let members = try Row.fetchAll(
        db,
        sql: "SELECT id, email, name, role FROM member ORDER BY position"
      )
      guard !members.isEmpty else { throw DatabaseError(message: "the team has no member") }
      let directory = TeamDirectory(
        id: team["id"],
        name: team["name"],
        createdAt: Timestamp(milliseconds: team["createdAt"]),
        members: members.map { row in
          TeamDirectory.Member(
            id: row["id"],
            email: row["email"],
            name: row["name"],
            role: row["role"]
          )
        }
      )
      return (directory, FieldRegistry(custom: try fields(db)))
    }
  }

  private func fields(
    _ db: Database
  ) throws -> [(entity: FieldRegistry.Entity, field: FieldRegistry.Field)] {
    try Row.fetchAll(
      db,
      sql: "SELECT entity, name, label, type FROM registeredField ORDER BY position"
    ).compactMap { row in
      guard let entity = FieldRegistry.Entity(rawValue: row["entity"]),
        let type = CustomFieldType(rawValue: row["type"])
      else { return nil }
      return (entity, FieldRegistry.Field(name: row["name"], label: row["label"], type: type))
    }
  }

  /// Adds what the database does not have yet; what exists, and may have changed since, stays.
  ///
  /// Without a seed, a new database gets the default one.
  func plant(_ seed: SandboxSeed?) throws {
    try writer.write { db in
      let isNew = try Row.fetchOne(db, sql: "SELECT 1 FROM team") == nil
      guard let seed = seed ?? (isNew ? .default : nil) else { return }
      let now = clock.milliseconds()
      if isNew {
        try db.execute(
          sql: "INSERT INTO team (id, name, createdAt) VALUES (?, ?, ?)",
          arguments: [seed.team.id ?? RecordID.team.make(at: now), seed.team.name, now]
        )
      }
      try plantMembers(seed, isNew: isNew, now, db)
      for field in seed.fields {
        try db.execute(
          sql: """
            INSERT INTO registeredField (entity, name, label, type) VALUES (?, ?, ?, ?)
              ON CONFLICT (entity, name) DO NOTHING
            """,
          arguments: [
            field.entity.rawValue, field.name, field.label ?? field.name, field.type.rawValue,
          ]
        )
      }
      try plantCompanies(seed, now, db)
    }
  }

  private func plantMembers(
    _ seed: SandboxSeed,
    isNew: Bool,
    _ now: Int64,
    _ db: Database
  ) throws {
    let users = seed.users.isEmpty && isNew ? SandboxSeed.default.users : seed.users
    for user in users {
      try db.execute(
        sql: "INSERT OR IGNORE INTO member (id, email, name, role) VALUES (?, ?, ?, ?)",
        arguments: [
          user.id ?? RecordID.user.make(at: now), user.email.lowercased(), user.name, user.role,
        ]
      )
    }
  }

  private func plantCompanies(_ seed: SandboxSeed, _ now: Int64, _ db: Database) throws {
    let owner = try String.fetchOne(db, sql: "SELECT id FROM member ORDER BY position")
    for company in seed.companies {
      let fields = WireValue.object(["name": .string(company.name)])
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO company
            (id, domain, linkedinUrl, fields, ownerId, source, createdAt, createdBy)
            VALUES (?, ?, ?, ?, ?, 'seed', ?, ?)
          """,
        arguments: [
          company.id ?? RecordID.company.make(at: now),
          company.domain.flatMap { LinkRules.domain($0) },
          company.linkedinUrl.flatMap { LinkRules.linkedIn($0, .company) },
          WireWriter.text(of: fields), owner, now, owner,
        ]
      )
    }
  }
}
