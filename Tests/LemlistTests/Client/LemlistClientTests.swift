import Diagnostics
import Engine
import JSONText
import Lemlist
import Model
import TestSupport
import Testing

/// What is sent, and how the documented answers are read.
struct LemlistClientTests {
  @Test func `An upsert is sent as documented`() async throws {
    try await with([.status(200, body: updatedBody)]) { client, server in
      _ = try await client.upsert(
        ContactUpsert(id: ContactID("ctc_1"), attributes: jane.attributes),
        label: "contact.jane"
      )
      let request = try #require(server.requests.first)
      #expect(request.hasPrefix("POST /api/contacts HTTP/1.1\r\n"))
      #expect(
        request.hasSuffix(
          "\r\n\r\n" + #"{"contactId":"ctc_1","email":"jane@example.com","firstName":"Jane"}"#
        )
      )
      let lines = request.lowercased().split(separator: "\r\n")
      #expect(lines.contains("content-type: application/json"))
      #expect(lines.contains("user-agent: roster/test"))
      // Base64 of ":" and the key: Basic, with an empty user name.
      #expect(request.contains("\r\nAuthorization: Basic OmszeS0wMTIzNDU2Nzg5YWJjZGVm\r\n"))
    }
  }

  @Test func `The documented answer of an update is read whole`() async throws {
    try await with([.status(200, body: updatedBody)]) { client, _ in
      let answer = try await client.upsert(jane, label: "contact.jane")
      #expect(
        answer
          == UpsertAnswer(
            RemoteContact(
              id: ContactID("ctc_Rofmb6uNGyaPNZ2ni"),
              team: TeamID("tea_b4rMsi2trB42WyuWP"),
              emails: ["jane.smith@example.com"],
              fields: [
                "firstName": .string("Jane"),
                "lastName": .string("Smith"),
                "jobTitle": .string("Product Manager"),
              ],
              owner: UserID("usr_gmHgNGRcGPSTJrDbT"),
              source: "api"
            ),
            created: false
          )
      )
    }
  }

  @Test func `A creation is told by its flag, else by its status`() async throws {
    let linked = #"""
      {"success":true,"data":{"_id":"ctc_2","linkedinUrl":"https://www.linkedin.com/in/x",
      "created":true,"companyLinked":true,"companyId":"cpn_1","surprise":[1]},
      "warnings":[{"code":"COMPANY_AMBIGUOUS","message":"Two\nmatched"}]}
      """#
    let bare = #"{"success":true,"data":{"_id":"ctc_3"}}"#
    try await with([
      .status(201, body: linked), .status(201, body: bare), .status(200, body: bare),
    ]) { client, _ in
      let full = try await client.upsert(jane, label: "a")
      #expect(full.created && full.companyLinked)
      #expect(full.contact.company == CompanyID("cpn_1"))
      #expect(full.contact.text(.linkedinUrl) == "https://www.linkedin.com/in/x")
      #expect(
        full.warnings == [ServiceWarning(code: "COMPANY_AMBIGUOUS", message: "Two matched")]
      )
      let created = try await client.upsert(jane, label: "b")
      #expect(created.created)
      let updated = try await client.upsert(jane, label: "c")
      #expect(!updated.created)
    }
  }

  @Test func `An answer that says it was no success is none`() async throws {
    let body = #"{"success":false,"data":{"_id":"ctc_1"}}"#
    try await with([.status(200, body: body)]) { client, _ in
      let error = await apiError { () throws(APIError) in
        try await client.upsert(jane, label: "contact.jane")
      }
      #expect(error?.kind == .invalidAnswer && error?.mayHaveLanded == true)
      #expect(error?.message.contains("success is false") == true)
    }
  }

  @Test func `A missing field is named with its operation`() async throws {
    try await with([.status(200, body: #"{"success":true,"data":{}}"#)]) { client, _ in
      let error = await apiError { () throws(APIError) in
        try await client.upsert(jane, label: "contact.jane")
      }
      #expect(
        error?.description
          == "The answer to POST /contacts is not what the service documents: "
          + "data._id is missing."
      )
    }
  }

  @Test func `A deletion of another contact is no deletion`() async throws {
    let body = #"{"success":true,"deletedContactId":"ctc_9"}"#
    try await with([.status(200, body: body)]) { client, _ in
      let error = await apiError { () throws(APIError) in
        try await client.deleteContact(ContactID("ctc_1"), label: "a")
      }
      #expect(error?.kind == .invalidAnswer)
      #expect(error?.message == "deletedContactId is another contact's")
    }
  }

  @Test func `A failure under a status of success is none`() async throws {
    let body = #"{"success":false,"data":[]}"#
    try await with([.status(200, body: body), .status(200, body: body)]) { client, _ in
      let fields = await apiError { () throws(APIError) in try await client.fields(of: .contact) }
      let contacts = await apiError { () throws(APIError) in
        try await client.contacts(idsOrEmails: ["ctc_1"])
      }
      for error in [fields, contacts] {
        #expect(error?.message == "success is false under a status of success")
      }
    }
  }

  @Test func `A deletion tells deleted, gone and blocked apart`() async throws {
    let answers: [ScriptedServer.Answer] = [
      .status(200, body: #"{"success":true,"deletedContactId":"ctc_1"}"#),
      .status(404, body: #"{"success":false,"error":{"code":"CONTACT_NOT_FOUND","message":"x"}}"#),
      .status(404, body: "Cannot DELETE"),
      .status(
        409,
        body: #"{"success":false,"error":{"code":"CONTACT_DELETE_BLOCKED","message":"later"}}"#
      ),
    ]
    try await with(answers) { client, server in
      let id = ContactID("ctc_1/../x y")
      let deleted = try await client.deleteContact(ContactID("ctc_1"), label: "a")
      #expect(deleted == .deleted)
      let gone = try await client.deleteContact(id, label: "a")
      #expect(gone == .alreadyGone)
      let lost = await apiError { () throws(APIError) in
        try await client.deleteContact(id, label: "a")
      }
      #expect(lost?.kind == .notFound)
      let blocked = await apiError { () throws(APIError) in
        try await client.deleteContact(id, label: "a")
      }
      #expect(blocked?.kind == .conflict)
      #expect(blocked?.serviceCode == "CONTACT_DELETE_BLOCKED")
      #expect(server.requests[1].hasPrefix("DELETE /api/contacts/ctc_1%2F..%2Fx%20y "))
    }
  }

  @Test func `The team and its users are read`() async throws {
    let body = #"""
      {"_id":"tea_1","name":"Sales","userIds":["usr_1"],"hooks":[],
      "users":[{"userId":"usr_1","name":"Ann","email":"ann@example.com","role":"admin"},
      {"userId":"usr_2"}]}
      """#
    try await with([.status(200, body: body)]) { client, server in
      let team = try await client.team()
      #expect(
        team
          == Team(
            id: TeamID("tea_1"),
            name: "Sales",
            users: [
              TeamMember(
                id: UserID("usr_1"),
                name: "Ann",
                email: "ann@example.com",
                role: "admin"
              ),
              TeamMember(id: UserID("usr_2"), name: nil, email: nil, role: nil),
            ]
          )
      )
      #expect(server.requests.first?.hasPrefix("GET /api/team?version=v2 ") == true)
    }
  }

  @Test(arguments: [
    #"{"success":true,"data":{"contact":[{"name":"tier","label":"Tier","type":"text","source":"custom"}]}}"#,
    #"{"success":true,"data":[{"name":"tier","label":"Tier","type":"text","source":"custom"}]}"#,
    #"[{"name":"tier","label":"Tier","type":"text","source":"custom"}]"#,
  ])
  func `Registered fields are read from each shape`(body: String) async throws {
    try await with([.status(200, body: body)]) { client, _ in
      let fields = try await client.fields(of: .contact)
      #expect(
        fields
          == [RegisteredField(name: "tier", label: "Tier", typeName: "text", source: "custom")]
      )
      #expect(fields.first?.type == .text)
    }
  }

  @Test func `Companies are asked for a hundred at a time and read from both shapes`() async throws
  {
    let answers: [ScriptedServer.Answer] = [
      .status(
        200,
        body: #"{"data":[{"_id":"cpn_1","domain":"a.example","fields":{"name":"A"}}],"total":9}"#
      ),
      .status(
        200,
        body: #"[{"_id":"cpn_2","name":"B","linkedinUrl":"https://www.linkedin.com/company/b"}]"#
      ),
    ]
    try await with(answers) { client, server in
      let domains = (0..<130).map { "d\($0).example" } + ["", "a,b"]
      let companies = try await client.companies(idsOrDomains: domains)
      #expect(
        companies == [
          RemoteCompany(id: CompanyID("cpn_1"), name: "A", domain: "a.example", linkedinUrl: nil),
          RemoteCompany(
            id: CompanyID("cpn_2"),
            name: "B",
            domain: nil,
            linkedinUrl: "https://www.linkedin.com/company/b"
          ),
        ]
      )
      #expect(server.requests.map { $0.prefix { $0 != "\r\n" }.count { $0 == "," } } == [99, 29])
    }
  }

  @Test func `Contacts are read in batches and in pages`() async throws {
    let contact = #"{"_id":"ctc_1","fullName":"J","email":"j@example.com","fields":{"tier":1}}"#
    let answers: [ScriptedServer.Answer] = [
      .status(200, body: "[\(contact)]"),
      .status(200, body: #"{"data":[\#(contact)],"total":42,"limit":1,"offset":7}"#),
    ]
    try await with(answers) { client, server in
      let expected = RemoteContact(
        id: ContactID("ctc_1"),
        emails: ["j@example.com"],
        fields: ["tier": .number("1")]
      )
      let batch = try await client.contacts(idsOrEmails: ["ctc_1", "j+1@example.com"])
      #expect(batch == [expected])
      let page = try await client.contacts(offset: 7, limit: 1)
      #expect(page == ContactPage(contacts: [expected], total: 42))
      #expect(
        server.requests.map { $0.prefix { $0 != "\r\n" } } == [
          "GET /api/contacts?idsOrEmails=ctc_1,j%2B1%40example.com HTTP/1.1",
          "GET /api/contacts?limit=1&offset=7 HTTP/1.1",
        ]
      )
    }
  }

  @Test func `No ids, no request`() async throws {
    try await with([.close]) { client, server in
      let contacts = try await client.contacts(idsOrEmails: [])
      #expect(contacts == [])
      #expect(server.requests == [])
    }
  }
}
