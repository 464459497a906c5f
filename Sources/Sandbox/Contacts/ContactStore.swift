import GRDB

/// Creates, updates and deletes contacts.
struct ContactStore {
  let writer: any DatabaseWriter
  let directory: TeamDirectory
  let clock: SandboxClock

  /// The result of an upsert.
  struct Outcome {
    let contact: ContactRecord
    let isCreated: Bool
    /// Whether this call named a company that exists.
    let isCompanyLinked: Bool
    /// Whether this call named a company that does not exist.
    let isCompanyMissing: Bool
  }

  /// Updates the contact that `contactId` or an identifier names, or creates one.
  ///
  /// - Throws: `APIRefusal` when no contact has the id; `DatabaseError`.
  func upsert(_ submission: ContactSubmission) async throws -> Outcome {
    try await writer.write { db in
      let companyId = try submission.company.flatMap { try CompanyStore.find($0, db) }
      var contact: ContactRecord
      let existing = try match(submission, db)
      if let existing {
        contact = existing
      } else {
        contact = new(submission)
      }
      let before = contact
      try apply(submission, companyId: companyId, to: &contact, db)
      if existing == nil {
        try insert(contact, db)
      } else {
        try update(from: before, to: contact, db)
      }
      return Outcome(
        contact: contact,
        isCreated: existing == nil,
        isCompanyLinked: companyId != nil,
        isCompanyMissing: submission.company != nil && companyId == nil
      )
    }
  }

  /// Adds the contacts of a seed that do not exist yet.
  func plant(_ bodies: [WireValue], _ registry: FieldRegistry) async throws {
    for body in bodies {
      let submission = try ContactSubmission(body, registry: registry, unregistered: .ignored)
      let isThere = try await writer.read { try match(submission, $0) != nil }
      if !isThere { _ = try await upsert(submission) }
    }
  }

  /// The contact to update; `nil` when one has to be created.
  ///
  /// Guess, since the page does not say: the email counts first, then the LinkedIn URL, then the
  /// Sales Navigator URL, and a contact matches by its main email only.
  private func match(_ submission: ContactSubmission, _ db: Database) throws -> ContactRecord? {
    if let id = submission.contactId {
      guard let contact = try Self.find("id", id, db) else {
        throw APIRefusal.invalid(.contactNotFoundByID, "Contact not found by ID")
      }
      return contact
    }
    for (column, _, value) in Self.identifiers(submission) {
      if let value, let contact = try Self.find(column, value, db) { return contact }
    }
    return nil
  }

  private func new(_ submission: ContactSubmission) -> ContactRecord {
    let now = clock.milliseconds()
    return ContactRecord(
      position: nil,
      id: RecordID.contact.make(at: now),
      additionalEmails: [],
      fields: [],
      jobs: [],
      ownerId: directory.keyOwner.id,
      companyId: nil,
      source: submission.source ?? "api",
      createdAt: Timestamp(milliseconds: now),
      createdBy: directory.keyOwner.id
    )
  }

  private func apply(
    _ submission: ContactSubmission,
    companyId: String?,
    to contact: inout ContactRecord,
    _ db: Database
  ) throws {
    let isNew = contact.position == nil
    for (column, path, value) in Self.identifiers(submission) {
      guard let value, value != contact[keyPath: path] else { continue }
      // Nobody has a new contact's identifiers: matching has just looked for them.
      if try isNew || isFree(column, value, for: contact, db) { contact[keyPath: path] = value }
    }
    if !submission.additionalEmails.isEmpty {
      contact.additionalEmails = submission.additionalEmails
    }
    contact.additionalEmails.removeAll { $0 == contact.email }
    contact.ownerId = directory.member(submission.owner) ?? contact.ownerId
    contact.companyId = companyId ?? contact.companyId
    for member in submission.fields { contact.fields.set(member.name, to: member.value) }
    contact.fields = ContactRecord.sorted(contact.fields)
    save(submission.jobData, in: &contact)
  }

  private func save(_ jobData: [WireValue.Member], in contact: inout ContactRecord) {
    guard !jobData.isEmpty else { return }
    let key = contact.companyId ?? ContactRecord.noCompany
    var job = WireValue.object(contact.jobs)[key]?.members ?? []
    for member in jobData { job.set(member.name, to: member.value) }
    contact.jobs.set(key, to: .object(job))
  }

  /// A submission's identifiers with their columns, in the order in which they match.
  private static func identifiers(
    _ submission: ContactSubmission
  ) -> [(String, WritableKeyPath<ContactRecord, String?>, String?)] {
    [
      ("email", \.email, submission.email),
      ("linkedinUrl", \.linkedinUrl, submission.linkedinUrl),
      ("linkedinUrlSalesNav", \.linkedinUrlSalesNav, submission.linkedinUrlSalesNav),
    ]
  }

  /// Whether no other contact has the value.
  ///
  /// Guess: identifiers are unique, and an upsert does not move one from one contact to another.
  private func isFree(
    _ column: String,
    _ value: String,
    for contact: ContactRecord,
    _ db: Database
  ) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT position FROM contact WHERE \(column) = ?")
    let holder = try Int64.fetchOne(statement, arguments: [value])
    return holder == nil || holder == contact.position
  }

  static func find(_ column: String, _ value: String, _ db: Database) throws -> ContactRecord? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(ContactRecord.columns) FROM contact WHERE \(column) = ?"
    )
    return try ContactRecord.fetchOne(statement, arguments: [value])
  }

  private func insert(_ contact: ContactRecord, _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO contact
          (id, email, linkedinUrl, linkedinUrlSalesNav, additionalEmails, fields, jobs, ownerId,
          companyId, source, createdAt, createdBy)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      contact.id, contact.email, contact.linkedinUrl, contact.linkedinUrlSalesNav,
      Self.text(contact.additionalEmails), Self.text(contact.fields), Self.text(contact.jobs),
      contact.ownerId, contact.companyId, contact.source, contact.createdAt.milliseconds,
      contact.createdBy,
    ])
  }

  /// Writes the changes; indexed columns only if they differ, since each costs an index entry.
  private func update(
    from before: ContactRecord,
    to contact: ContactRecord,
    _ db: Database
  ) throws {
    let statement = try db.cachedStatement(
      sql: """
        UPDATE contact SET additionalEmails = ?, fields = ?, jobs = ?, ownerId = ? WHERE position = ?
        """
    )
    try statement.execute(arguments: [
      Self.text(contact.additionalEmails), Self.text(contact.fields), Self.text(contact.jobs),
      contact.ownerId, contact.position,
    ])
    for (column, old, new) in [
      ("email", before.email, contact.email),
      ("linkedinUrl", before.linkedinUrl, contact.linkedinUrl),
      ("linkedinUrlSalesNav", before.linkedinUrlSalesNav, contact.linkedinUrlSalesNav),
      ("companyId", before.companyId, contact.companyId),
    ] where old != new {
      let statement = try db.cachedStatement(
        sql: "UPDATE contact SET \(column) = ? WHERE position = ?"
      )
      try statement.execute(arguments: [new, contact.position])
    }
  }

  /// Deletes the contact with that id or email and returns its id; `nil` when there is none.
  func delete(_ idOrEmail: String) async throws -> String? {
    try await writer.write { db in
      guard let contact = try Self.find(idOrEmail: idOrEmail, db) else { return nil }
      let statement = try db.cachedStatement(sql: "DELETE FROM contact WHERE position = ?")
      try statement.execute(arguments: [contact.position])
      return contact.id
    }
  }

  static func find(idOrEmail text: String, _ db: Database) throws -> ContactRecord? {
    if RecordID.contact.matches(text) { return try find("id", text, db) }
    return try EmailRules.normalized(text).flatMap { try find("email", $0, db) }
  }

  private static func text(_ members: [WireValue.Member]) -> String {
    WireWriter.text(of: .object(members))
  }

  private static func text(_ elements: [String]) -> String {
    WireWriter.text(of: .array(elements.map { .string($0) }))
  }
}
