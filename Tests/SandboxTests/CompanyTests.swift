import Sandbox
import Testing

@Suite("Companies")
struct CompanyTests {
  @Test func `a company is created, then updated by domain or LinkedIn URL`() async throws {
    try await withSandbox { client, _ in
      let first = try await client.post(
        "/companies",
        """
        {"name": "Initech", "domain": "https://www.initech.example/", "industry": "Software",
        "linkedinUrl": "https://linkedin.com/company/initech", "revenue": 5, "unheardOf": 1}
        """
      )
      #expect(first.status == 201)
      let created = try first.json["data"]
      #expect(
        created.names == [
          "_id", "teamId", "domain", "linkedinUrl", "fields", "ownerId", "source", "createdAt",
          "createdBy", "created",
        ]
      )
      #expect(created["domain"].string == "initech.example")
      #expect(created["linkedinUrl"].string == "https://www.linkedin.com/company/initech")
      #expect(created["fields"].names == ["name", "industry", "revenue"])
      let second = try await client.post(
        "/companies",
        """
        {"name": "Initech Inc", "domain": "new.example", "industry": "", "companyOwner":
        "sales@team.example", "linkedinUrl": "https://www.linkedin.com/company/Initech"}
        """
      )
      #expect(second.status == 200)
      let updated = try second.json["data"]
      #expect(updated["_id"] == created["_id"])
      #expect(updated["updated"].boolean == true)
      #expect(updated["fields"]["industry"].string == "Software")
      #expect(updated["fields"]["name"].string == "Initech Inc")
      #expect(updated["domain"].string == "new.example")
      #expect(updated["ownerId"].string == SandboxSeed.sales)
      let third = try await client.post(
        "/companies",
        #"{"companyId": "\#(created["_id"].string ?? "")", "size": "10"}"#
      )
      #expect(third.status == 200)
      let link = try await client.upsert(
        #"{"email": "j@example.com", "companyDomain": "new.example"}"#
      )
      #expect(try link.json["data"]["companyId"] == created["_id"])
    }
  }

  @Test(
    arguments: [
      ("MISSING_REQUIRED_FIELD", #"{"domain": "x.example"}"#),
      ("MISSING_REQUIRED_FIELD", #"{"name": "X"}"#),
      ("INVALID_COMPANY_ID", #"{"companyId": "ctc_x"}"#),
      ("COMPANY_NOT_FOUND_BY_ID", #"{"companyId": "cpn_Unknown00000000001"}"#),
      ("INVALID_DOMAIN", #"{"name": "X", "domain": "nonsense"}"#),
      (
        "INVALID_LINKEDIN_URL",
        #"{"name": "X", "domain": "x.example", "linkedinUrl": "https://linkedin.com/in/x"}"#
      ),
      ("INVALID_FIELD", #"{"name": 5, "domain": "x.example"}"#),
      ("INVALID_FIELD", #"{"name": "X", "domain": "x.example", "revenue": "5"}"#),
      ("INVALID_FIELD", "[]"), ("INVALID_FIELD", "{"),
    ]
  )
  func `each bad body has its documented error`(code: String, body: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.post("/companies", body)
      #expect(answer.status == 400)
      #expect(try answer.json["error"]["code"].string == code)
    }
  }

  @Test(
    arguments: [
      (
        "idsOrDomains=\(SandboxSeed.globex),acme.example,none.example,https://acme.example/x,,!",
        ["Globex", "Acme"]
      ),
      ("", ["Acme", "Globex"]), ("limit=1", ["Acme"]), ("limit=1&offset=1", ["Globex"]),
      ("sortBy=createdAt&sortOrder=desc", ["Globex", "Acme"]), ("search=GLOB", ["Globex"]),
      ("search=none", []), ("search=%00", []), ("search=Acme%00", []),
      ("fieldRejectionReason=crm_sync_invalid_domain", []),
    ]
  )
  func `companies are read by id, by domain and by page`(
    query: String,
    names: [String]
  ) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.get("/companies?\(query)")
      #expect(answer.status == 200)
      let json = try answer.json
      #expect(json.names == ["data", "total", "limit", "offset"])
      #expect(json["data"].elements.map { $0["fields"]["name"].string } == names)
    }
  }

  @Test func `only the fields that are asked for are answered`() async throws {
    try await withSandbox { client, _ in
      let json = try await client.get("/companies?fields=domain,fields.name&limit=1").json
      let company = json["data"][0]
      #expect(company.names == ["_id", "domain", "fields"])
      #expect(company["fields"].names == ["name"])
    }
  }

  @Test func `a company with contacts is deleted only by force, which unlinks them`()
    async throws
  {
    try await withSandbox { client, _ in
      _ = try await client.upsert(#"{"email": "j@example.com", "companyDomain": "acme.example"}"#)
      let refused = try await client.delete("/companies/\(SandboxSeed.acme)")
      #expect(refused.status == 400)
      #expect(try refused.json["error"]["code"].string == "COMPANY_HAS_CONTACTS")
      #expect(try refused.json["error"]["contactCount"].integer == 1)
      let forced = try await client.delete("/companies/\(SandboxSeed.acme)?force=true")
      #expect(forced.status == 200)
      #expect(try forced.json["unlinkedContacts"].integer == 1)
      #expect(try await client.get("/contacts/j@example.com").json["companyId"].isMissing)
      let gone = try await client.delete("/companies/\(SandboxSeed.acme)")
      #expect(gone.status == 404)
      let nonsense = try await client.delete("/companies/acme")
      #expect(try nonsense.json["error"]["code"].string == "INVALID_COMPANY_ID")
    }
  }
}
