import Model
import Sandbox
import Testing

/// Named after the lines of the page "Add and update contact".
@Suite("POST /contacts")
struct ContactUpsertTests {
  private static let jane = #"{"email": "jane@example.com", "firstName": "Jane"}"#

  @Test func `a created contact is 201 and has the answer's whole shape`() async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert(
        """
        {"email": "jane.smith@example.com", "firstName": "Jane", "lastName": "Smith",
        "linkedinUrl": "https://linkedin.com/in/janesmith", "jobTitle": "Product Manager",
        "companyDomain": "acme.example"}
        """
      )
      #expect(answer.status == 201)
      #expect(answer.headers["content-type"]?.hasPrefix("application/json") == true)
      let json = try answer.json
      #expect(json["success"].boolean == true)
      #expect(json.names == ["success", "data"])
      let data = json["data"]
      #expect(
        data.names == [
          "_id", "teamId", "emails", "linkedinUrl", "fields", "ownerId", "source", "createdAt",
          "createdBy", "unsubscribed", "created", "companyLinked", "companyId",
        ]
      )
      #expect(try #/ctc_[0-9A-Za-z]{17}/#.wholeMatch(in: data["_id"].string ?? "") != nil)
      #expect(data["teamId"].string == "tea_TestTeam000000001")
      #expect(data["emails"][0]["value"].string == "jane.smith@example.com")
      #expect(data["emails"].count == 1)
      #expect(data["fields"].names == ["firstName", "lastName", "jobTitle"])
      #expect(data["ownerId"].string == SandboxSeed.owner)
      #expect(data["source"].string == "api")
      #expect(data["createdBy"].string == SandboxSeed.owner)
      #expect(data["unsubscribed"].boolean == false)
      #expect(data["created"].boolean == true)
      #expect(data["companyLinked"].boolean == true)
      #expect(data["companyId"].string == SandboxSeed.acme)
      let instant = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/#
      #expect(try instant.wholeMatch(in: data["createdAt"].string ?? "") != nil)
    }
  }

  @Test func `an updated contact is 200, not created but updated, and the same contact`()
    async throws
  {
    try await withSandbox { client, _ in
      let first = try await client.upsert(Self.jane)
      let second = try await client.upsert(
        #"{"email": "jane@example.com", "lastName": "Smith"}"#
      )
      #expect(first.status == 201)
      #expect(try first.json["data"]["updated"].isMissing)
      #expect(second.status == 200)
      let data = try second.json["data"]
      #expect(data["created"].boolean == false)
      #expect(data["updated"].boolean == true)
      #expect(data["companyLinked"].boolean == false)
      #expect(data["companyId"].isMissing)
      #expect(try data["_id"] == first.json["data"]["_id"])
      #expect(try data["createdAt"] == first.json["data"]["createdAt"])
      #expect(data["fields"]["firstName"].string == "Jane")
      #expect(data["fields"]["lastName"].string == "Smith")
    }
  }

  @Test(
    arguments: [
      #""email": "jane@example.com""#, #""email": "Jane@Example.COM""#,
      #""linkedinUrl": "https://www.linkedin.com/in/jane""#,
      #""linkedinUrl": "http://fr.linkedin.com/in/jane/?trk=x#top""#,
      #""linkedinUrl": "linkedin.com/in/Jane""#,
      #""linkedinUrlSalesNav": "https://www.linkedin.com/sales/lead/ACwAAA1,x""#,
      #""linkedinUrl": "https://m.linkedin.com/in/jane/fr""#,
      #""linkedinUrl": "https://www.linkedin.com/in/j%61ne""#,
      #""linkedinUrlSalesNav": "https://www.linkedin.com/sales/people/ACwAAA1,OTHER,y?_ntb=z""#,
      #""email": "new@example.com", "linkedinUrl": "https://linkedin.com/in/jane""#,
    ]
  )
  func `a match on any identifier updates instead of creating`(identifier: String) async throws {
    try await withSandbox { client, _ in
      let first = try await client.upsert(
        """
        {"email": "jane@example.com", "linkedinUrl": "https://linkedin.com/in/jane",
        "linkedinUrlSalesNav": "https://linkedin.com/sales/lead/ACwAAA1,x"}
        """
      )
      let second = try await client.upsert("{\(identifier), \"firstName\": \"Jane\"}")
      #expect(second.status == 200)
      #expect(try second.json["data"]["_id"] == first.json["data"]["_id"])
    }
  }

  @Test(arguments: [
    ("linkedinUrl", "linkedin.com/in/jos\u{E9}/es", "https://www.linkedin.com/in/jos%C3%A9"),
    ("linkedinUrl", "linkedin.com/in/J%C3%96RN", "https://www.linkedin.com/in/j%C3%B6rn"),
    ("linkedinUrl", "linkedin.com/in/JO\u{308}RN", "https://www.linkedin.com/in/j%C3%B6rn"),
    ("linkedinUrl", "linkedin.com/in/jose\u{301}", "https://www.linkedin.com/in/jos%C3%A9"),
    ("linkedinUrl", "fr.linkedin.com/pub/u/1/2a/3b4/fr", "https://www.linkedin.com/pub/u/1/2a/3b4"),
    (
      "linkedinUrlSalesNav", "linkedin.com/sales/people/ACw1%2CX%2Cy",
      "https://www.linkedin.com/sales/lead/ACw1"
    ),
    ("email", "Info@B\u{FC}cher.example", "info@xn--bcher-kva.example"),
  ])
  func `an identifier is kept in one form, which matches itself`(
    name: String,
    given: String,
    kept: String
  ) async throws {
    try await withSandbox { client, _ in
      let first = try await client.upsert(#"{"\#(name)": "\#(given)"}"#).json["data"]
      let held = name == "email" ? first["emails"][0]["value"] : first[name]
      #expect(held.string == kept)
      let second = try await client.upsert(#"{"\#(name)": "\#(kept)"}"#)
      #expect(second.status == 200)
      #expect(try second.json["data"]["_id"] == first["_id"])
    }
  }

  @Test(
    arguments: [
      #"{"email": "x@example.com"}"#, #"{"linkedinUrl": "https://linkedin.com/in/x"}"#,
      #"{"linkedinUrlSalesNav": "https://linkedin.com/sales/lead/x"}"#,
    ]
  )
  func `any one identifier is enough to create`(body: String) async throws {
    try await withSandbox { client, _ in
      let first = try await client.upsert(body)
      let second = try await client.upsert(body)
      #expect([first.status, second.status] == [201, 200])
    }
  }

  @Test func `of identifiers of two contacts the email's is updated and the other keeps its own`()
    async throws
  {
    try await withSandbox { client, _ in
      let jane = try await client.upsert(Self.jane)
      let bob = try await client.upsert(
        #"{"email": "bob@example.com", "linkedinUrl": "https://linkedin.com/in/bob"}"#
      )
      let both = try await client.upsert(
        #"{"email": "jane@example.com", "linkedinUrl": "https://linkedin.com/in/bob"}"#
      )
      #expect(try both.json["data"]["_id"] == jane.json["data"]["_id"])
      #expect(try both.json["data"]["linkedinUrl"].isMissing)
      let again = try await client.upsert(#"{"linkedinUrl": "https://linkedin.com/in/bob"}"#)
      #expect(try again.json["data"]["_id"] == bob.json["data"]["_id"])
    }
  }

  @Test func `contactId addresses one contact, skips matching and changes its identifier`()
    async throws
  {
    try await withSandbox { client, _ in
      let id = try await client.upsert(Self.jane).json["data"]["_id"].string ?? ""
      let moved = try await client.upsert(
        #"{"contactId": "\#(id)", "email": "jane@new.example"}"#
      )
      #expect(moved.status == 200)
      #expect(try moved.json["data"]["_id"].string == id)
      #expect(try moved.json["data"]["emails"][0]["value"].string == "jane@new.example")
      let old = try await client.upsert(Self.jane)
      #expect(old.status == 201)
    }
  }

  @Test(arguments: ["null", "\"\""])
  func `null and empty values are ignored, so nothing can be cleared`(value: String) async throws {
    try await withSandbox { client, _ in
      _ = try await client.upsert(
        """
        {"email": "jane@example.com", "firstName": "Jane", "additionalEmails": ["j@example.org"],
        "tier": "gold", "seats": 3, "companyDomain": "acme.example", "jobTitle": "PM",
        "contactOwner": "sales@team.example", "linkedinUrl": "https://linkedin.com/in/jane"}
        """
      )
      let answer = try await client.upsert(
        """
        {"email": "jane@example.com", "firstName": \(value), "additionalEmails": [],
        "tier": \(value), "seats": \(value), "companyDomain": \(value), "jobTitle": \(value),
        "contactOwner": \(value), "linkedinUrl": \(value), "contactId": \(value)}
        """
      )
      #expect(answer.status == 200)
      let data = try answer.json["data"]
      #expect(data["fields"]["firstName"].string == "Jane")
      #expect(data["fields"]["tier"].string == "gold")
      #expect(data["fields"]["seats"].integer == 3)
      #expect(data["fields"]["jobTitle"].string == "PM")
      #expect(
        data["emails"].elements.map { $0["value"].string } == ["jane@example.com", "j@example.org"]
      )
      #expect(data["ownerId"].string == SandboxSeed.sales)
      #expect(data["linkedinUrl"].string == "https://www.linkedin.com/in/jane")
    }
  }

  @Test func `all plain string fields are kept and come back in fields`() async throws {
    let plain = ResourceType.contact.fields.filter { field in
      [.text, .phone, .url, .timeZone].contains(field.kind) && !field.role.contains(.creationOnly)
    }
    #expect(plain.count == 13)
    try await withSandbox { client, _ in
      let members = plain.map { #""\#($0.name)": "0 \#($0.name) ü\"\n""# }
      let answer = try await client.upsert(
        "{\"email\": \"jane@example.com\", \(members.joined(separator: ", "))}"
      )
      let fields = try answer.json["data"]["fields"]
      #expect(fields.names == Set(plain.map(\.name)))
      for field in plain { #expect(fields[field.name].string == "0 \(field.name) ü\"\n") }
    }
  }

  @Test func `additional emails come after the main one and replace those before`() async throws {
    try await withSandbox { client, _ in
      _ = try await client.upsert(
        #"{"email": "j@example.com", "additionalEmails": ["a@example.com", "b@example.com"]}"#
      )
      let answer = try await client.upsert(
        #"{"email": "j@example.com", "additionalEmails": ["C@example.com", "j@example.com"]}"#
      )
      let emails = try answer.json["data"]["emails"].elements.map { $0["value"].string }
      #expect(emails == ["j@example.com", "c@example.com"])
    }
  }

  @Test func `source is set on creation only and is api by default`() async throws {
    try await withSandbox { client, _ in
      let first = try await client.upsert(#"{"email": "a@example.com", "source": "fair"}"#)
      let second = try await client.upsert(#"{"email": "a@example.com", "source": "web"}"#)
      let other = try await client.upsert(#"{"email": "b@example.com"}"#)
      #expect(try first.json["data"]["source"].string == "fair")
      #expect(try second.json["data"]["source"].string == "fair")
      #expect(try other.json["data"]["source"].string == "api")
    }
  }

  @Test(arguments: ["sales@team.example", "Sales@Team.example", SandboxSeed.sales])
  func `an owner is given by user id or by a member's email`(owner: String) async throws {
    try await withSandbox { client, _ in
      let created = try await client.upsert(
        #"{"email": "a@example.com", "contactOwner": "\#(owner)"}"#
      )
      #expect(try created.json["data"]["ownerId"].string == SandboxSeed.sales)
      _ = try await client.upsert(Self.jane)
      let updated = try await client.upsert(
        #"{"email": "jane@example.com", "contactOwner": "\#(owner)"}"#
      )
      #expect(try updated.json["data"]["ownerId"].string == SandboxSeed.sales)
    }
  }

  @Test(arguments: [#""nobody@team.example""#, #""usr_Nobody00000000001""#, #""!""#, "5"])
  func `an unknown owner is ignored without error or warning`(owner: String) async throws {
    try await withSandbox { client, _ in
      let created = try await client.upsert(
        #"{"email": "a@example.com", "contactOwner": \#(owner)}"#
      )
      #expect(created.status == 201)
      #expect(try created.json["data"]["ownerId"].string == SandboxSeed.owner)
      #expect(try created.json["warnings"].isMissing)
      _ = try await client.upsert(
        #"{"email": "a@example.com", "contactOwner": "sales@team.example"}"#
      )
      let updated = try await client.upsert(
        #"{"email": "a@example.com", "contactOwner": \#(owner)}"#
      )
      #expect(try updated.json["data"]["ownerId"].string == SandboxSeed.sales)
      #expect(try updated.json["warnings"].isMissing)
    }
  }
}
