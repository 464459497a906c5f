import Diagnostics
import Engine
import Model
import Testing

/// What every CRM has to do, whatever it is.
///
/// A new CRM adds a case to `CRMKind`.
@Suite struct CRMTests {
  private static func upsert(_ key: String, title: String? = nil) -> ContactUpsert {
    var attributes: [(AttributeKey, AttributeValue)] = [
      (.field(.email), .string("\(key)@example.com"))
    ]
    if let title { attributes.append((.field(.jobTitle), .string(title))) }
    return ContactUpsert(attributes: Attributes(attributes))
  }

  private static func error(
    _ call: () async throws(CRMError) -> some Any
  ) async -> CRMError? {
    do throws(CRMError) {
      _ = try await call()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Facts

  @Test(arguments: CRMKind.allCases) func `it tells the key's team`(_ kind: CRMKind) async throws {
    try await kind.withCRM { crm in
      let team = try await crm.readTeam()
      #expect(!team.id.rawValue.isEmpty)
      #expect(team.users.compactMap(\.email) == CRMKind.members)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `it tells the registered fields of a type`(_ kind: CRMKind) async throws {
    try await kind.withCRM { crm in
      let fields = try await crm.readFields(of: .contact)
      let custom = fields.filter { $0.source == "custom" }
      #expect(custom.map(\.name) == [CRMKind.field])
      #expect(custom.first?.type == .number)
      #expect(Set(fields.map(\.name)).count == fields.count)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `companies are found by domain and by id, and the others are not`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      let asked = ["nobody.example", CRMKind.domain, "", "a, b"]
      let found = try await crm.readCompanies(asked)
      #expect(found.map(\.domain) == [CRMKind.domain])
      let id = try #require(found.first).id
      #expect(try await crm.readCompanies([id.rawValue]) == found)
      #expect(try await crm.readCompanies([]).isEmpty)
    }
  }

  // MARK: Contacts

  @Test(arguments: CRMKind.allCases)
  func `without contacts there are none to find, to read or to delete`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      #expect(try await crm.lookUp([.id(ContactID("ctc_none"))]).isEmpty)
      #expect(try await crm.lookUp([]).isEmpty)
      #expect(try await crm.readContacts(where: { _ in true }, onPage: { _, _ in }).isEmpty)
      try await crm.delete(ContactID("ctc_none"), label: "nobody")
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `what was sent is held, and found by its id and by each identifier to look up by`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      let sent = Self.upsert("jane", title: "PM")
      let answer = try await crm.send(sent, label: "jane")
      #expect(answer.created && answer.attempts == 1 && !answer.mayRepeatEarlierAttempt)
      #expect(answer.contact.emails == ["jane@example.com"])
      #expect(answer.contact.text(.jobTitle) == "PM")
      let team = try await crm.readTeam()
      #expect(answer.contact.team == team.id)
      #expect(try await crm.lookUp([.id(answer.contact.id)]).map(\.id) == [answer.contact.id])
      #expect(!crm.lookupFields.isEmpty)
      for field in crm.lookupFields {
        let value = try #require(sent.attributes.string(field))
        let found = try await crm.lookUp([.identifier(field, value)])
        #expect(found.map(\.id) == [answer.contact.id])
        #expect(found.first?.text(.jobTitle) == "PM")
      }
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `the same identifier or the id updates, and leaves alone what is not sent`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      let id = try await crm.send(Self.upsert("jane", title: "PM"), label: "jane").contact.id
      let again = try await crm.send(Self.upsert("jane"), label: "jane")
      #expect(!again.created && again.contact.id == id)
      #expect(again.contact.text(.jobTitle) == "PM")
      let renamed = ContactUpsert(id: id, attributes: Self.upsert("june").attributes)
      let moved = try await crm.send(renamed, label: "jane")
      #expect(!moved.created && moved.contact.id == id)
      #expect(moved.contact.emails.first == "june@example.com")
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `more keys than a request takes are looked up, and more contacts than a page read`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      let count = max(crm.lookupSize, crm.pageSize) + 1
      let ids = try await withThrowingTaskGroup(of: ContactID.self) { group in
        for number in 0..<count {
          group.addTask {
            try await crm.send(Self.upsert("person-\(number)"), label: "\(number)").contact.id
          }
        }
        return try await group.reduce(into: Set()) { $0.insert($1) }
      }
      #expect(ids.count == count)
      let found = try await crm.lookUp(ids.map { .id($0) })
      #expect(found.count == count && Set(found.map(\.id)) == ids)
      var pages: [Int] = []
      let read = try await crm.readContacts(where: { _ in true }) { read, total in
        pages.append(read)
        #expect(total ?? count == count)
      }
      #expect(read.count == count && Set(read.map(\.id)) == ids)
      #expect(pages.count > 1 && pages.last == count)
      let wanted = try await crm.readContacts(where: { $0.emails == ["person-7@example.com"] }) {
        _,
        _ in
      }
      #expect(wanted.count == 1)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `a contact that was deleted is gone, and is deleted again without an error`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM { crm in
      let id = try await crm.send(Self.upsert("jane"), label: "jane").contact.id
      for _ in 0..<2 {
        try await crm.delete(id, label: "jane")
        #expect(try await crm.lookUp([.id(id)]).isEmpty)
      }
      let answer = try await crm.send(Self.upsert("jane"), label: "jane")
      #expect(answer.created)
    }
  }

  // MARK: Errors

  @Test(arguments: CRMKind.allCases)
  func `a contact that is refused says so, and holds nobody else up`(_ kind: CRMKind) async throws {
    try await kind.withCRM { crm in
      let nobody = ContactUpsert(attributes: Attributes([(.field(.jobTitle), .string("PM"))]))
      let error = await Self.error { () throws(CRMError) in
        try await crm.send(nobody, label: "nobody")
      }
      #expect(error?.meaning == .failed)
      #expect(error?.mayHaveLanded == false)
      #expect(error?.attempts == 1)
      #expect(error?.diagnostic.hint != nil)
      let answer = try await crm.send(Self.upsert("jane"), label: "jane")
      #expect(answer.created)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `an answer that was lost is asked for again, and may repeat what was done`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM(.losesFirstAnswer) { crm in
      let answer = try await crm.send(Self.upsert("jane"), label: "jane")
      #expect(!answer.created && answer.mayRepeatEarlierAttempt)
      #expect(answer.attempts == 2)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `what the CRM does not offer is told from what failed`(_ kind: CRMKind) async throws {
    try await kind.withCRM(.hasNoCompanies) { crm in
      let error = await Self.error { () throws(CRMError) in
        try await crm.readCompanies([CRMKind.domain])
      }
      #expect(error?.meaning == .notOffered)
      let team = try await crm.readTeam()
      #expect(team.users.count == CRMKind.members.count)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `a key that is refused is refused for all, and nothing is sent after it`(
    _ kind: CRMKind
  ) async throws {
    try await kind.withCRM(.refusesKey) { crm in
      let first = await Self.error { () throws(CRMError) in try await crm.readTeam() }
      #expect(first?.meaning == .refusesAll)
      let second = await Self.error { () throws(CRMError) in
        try await crm.send(Self.upsert("jane"), label: "jane")
      }
      #expect(second?.meaning == .stopped)
      #expect(second?.attempts == 0 && second?.mayHaveLanded == false)
    }
  }

  @Test(arguments: CRMKind.allCases)
  func `after it was stopped it sends nothing`(_ kind: CRMKind) async throws {
    try await kind.withCRM { crm in
      crm.stopSending()
      let error = await Self.error { () throws(CRMError) in
        try await crm.send(Self.upsert("jane"), label: "jane")
      }
      #expect(error?.meaning == .stopped)
      #expect(error?.attempts == 0 && error?.mayHaveLanded == false)
    }
  }
}
