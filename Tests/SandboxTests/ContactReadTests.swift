import Sandbox
import Testing

@Suite("Reading and deleting contacts")
struct ContactReadTests {
  /// Creates `c0@example.com` and so on, and gives their ids.
  @discardableResult
  private func fill(_ client: TestClient, _ count: Int) async throws -> [String] {
    var ids: [String] = []
    for index in 0..<count {
      let answer = try await client.upsert(
        #"{"email": "c\#(index)@example.com", "firstName": "N\#(index)"}"#
      )
      ids.append(try answer.json["data"]["_id"].string ?? "")
    }
    return ids
  }

  @Test func `a read contact has the documented members`() async throws {
    try await withSandbox { client, _ in
      _ = try await client.upsert(
        """
        {"email": "jane+x@example.com", "firstName": "Jane", "lastName": "Smith", "seats": 3,
        "linkedinUrlSalesNav": "https://linkedin.com/sales/lead/X", "companyDomain": "acme.example"}
        """
      )
      let answer = try await client.get("/contacts/jane%2Bx@example.com")
      #expect(answer.status == 200)
      let contact = try answer.json
      #expect(
        contact.names == [
          "_id", "teamId", "fullName", "email", "emails", "linkedinUrlSalesNav", "fields",
          "campaigns", "companyId", "ownerId", "source", "createdAt", "createdBy",
          "unsubscribed", "fieldRejections",
        ]
      )
      #expect(contact["fullName"].string == "Jane Smith")
      #expect(contact["email"].string == "jane+x@example.com")
      #expect(contact["fields"]["seats"].integer == 3)
      #expect(contact["fields"]["isActiveInCampaigns"].boolean == false)
      #expect(contact["campaigns"].count == 0)
      let byID = try await client.get("/contacts/\(contact["_id"].string ?? "")")
      #expect(try byID.json == contact)
    }
  }

  @Test func `idsOrEmails gives a bare array of those that exist, each once`() async throws {
    try await withSandbox { client, _ in
      let ids = try await fill(client, 3)
      let answer = try await client.get(
        "/contacts?idsOrEmails=c2@example.com,\(ids[0]),nobody@example.com,%20C0@example.com,x"
      )
      #expect(answer.status == 200)
      let json = try answer.json
      #expect(json.elements.map { $0["_id"].string } == [ids[2], ids[0]])
    }
  }

  @Test func `idsOrEmails takes 100 values and no more`() async throws {
    try await withSandbox { client, _ in
      let values = (0..<101).map { "c\($0)@example.com" }
      let hundred = try await client.get(
        "/contacts?idsOrEmails=\(values.prefix(100).joined(separator: ","))"
      )
      #expect(hundred.status == 200)
      let more = try await client.get("/contacts?idsOrEmails=\(values.joined(separator: ","))")
      #expect(more.status == 400)
      #expect(more.headers["content-type"]?.hasPrefix("text/plain") == true)
    }
  }

  @Test(
    arguments: [
      ("", 0..<5, 100, 0), ("limit=2", 0..<2, 2, 0), ("limit=2&offset=3", 3..<5, 2, 3),
      ("limit=2&offset=4", 4..<5, 2, 4), ("offset=5", 5..<5, 100, 5), ("limit=0", 0..<1, 1, 0),
      ("limit=900", 0..<5, 500, 0), ("limit=x&offset=-1", 0..<5, 100, 0),
    ]
  )
  func `a page has data, total, limit and offset`(
    query: String,
    range: Range<Int>,
    limit: Int,
    offset: Int
  ) async throws {
    try await withSandbox { client, _ in
      let ids = try await fill(client, 5)
      let page = try await client.get("/contacts?\(query)").json
      #expect(page.names == ["data", "total", "limit", "offset"])
      #expect(page["data"].elements.map { $0["_id"].string } == Array(ids[range]))
      #expect(page["total"].integer == 5)
      #expect(page["limit"].integer == limit)
      #expect(page["offset"].integer == offset)
    }
  }

  @Test func `pages after deletions skip nothing and repeat nothing`() async throws {
    try await withSandbox { client, _ in
      var ids = try await fill(client, 12)
      for index in [10, 7, 0] {
        _ = try await client.delete("/contacts/\(ids.remove(at: index))")
      }
      ids += try await fill(client, 13).suffix(1)
      let expected = Set(try await client.get("/contacts").json["data"].elements.map(\.idText))
      var seen: [String] = []
      for offset in stride(from: 0, to: 20, by: 4) {
        let page = try await client.get("/contacts?limit=4&offset=\(offset)").json
        #expect(page["total"].integer == expected.count)
        seen += page["data"].elements.map(\.idText)
      }
      #expect(Set(seen) == expected)
      #expect(seen.count == expected.count)
      #expect(expected.isSuperset(of: ids))
    }
  }

  @Test(
    arguments: [
      ("email=c1@example.com", ["c1"]), ("email=C1@Example.com", ["c1"]),
      ("email=none@example.com", []), ("search=n2", ["c2"]),
      ("search=example", ["c0", "c1", "c2"]),
      ("search=firstName", []), ("search=%25%25", []), ("search=chief", ["c0"]),
      ("companyDomain=acme.example", ["c0"]), ("companyId=\(SandboxSeed.acme)", ["c0"]),
      ("companyLinkedinUrl=https://linkedin.com/company/acme", ["c0"]),
      ("companyDomain=none.example", []), ("companyDomain=acme.example&search=n2", []),
      ("notInAnyCampaign=true", ["c0", "c1", "c2"]),
      ("fieldRejectionReason=enrichment_duplicate_email", []),
      ("companySalesnavUrl=https://www.linkedin.com/sales/company/77", ["c0"]),
      ("companySalesnavUrl=linkedin.com/sales/company/77?_ntb=x", ["c0"]),
      ("companySalesnavUrl=https://www.linkedin.com/sales/company/78", []),
      ("companySalesnavUrl=nonsense", []), ("companyId=cpn_none", []),
      ("companyId=\(SandboxSeed.acme)%00x", []), ("companyDomain=acme.example%00x", []),
      ("search=%00%00", []), ("search=c1%00", []), ("email=c1@example.com%00", []),
      ("search=_2", []), ("search=CH%C3%89RIE", ["c0"]), ("listId=clt_none", []),
      ("listId=clt_none&search=c1", []),
    ]
  )
  func `filters narrow a page and can be combined`(query: String, names: [String]) async throws {
    try await withSandbox { client, _ in
      try await fill(client, 3)
      _ = try await client.upsert(
        #"{"email": "c0@example.com", "companyDomain": "acme.example", "jobTitle": "Chief chérie"}"#
      )
      _ = try await client.post(
        "/companies",
        """
        {"companyId": "\(SandboxSeed.acme)",
        "linkedinUrlSalesNav": "https://www.linkedin.com/sales/company/77"}
        """
      )
      let page = try await client.get("/contacts?\(query)").json
      let emails = page["data"].elements.map { $0["email"].string }
      #expect(emails == names.map { "\($0)@example.com" })
      #expect(page["total"].integer == names.count)
    }
  }

  @Test(
    arguments: [
      "search=x", "companyId=\(SandboxSeed.acme)&companyDomain=acme.example", "listId=bad",
      "listId=clt_", "listId=clt_a%00", "companyId=\(SandboxSeed.acme)&companySalesnavUrl=x",
    ]
  )
  func `a filter that cannot be is 400 as plain text`(query: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.get("/contacts?\(query)")
      #expect(answer.status == 400)
      #expect(answer.headers["content-type"]?.hasPrefix("text/plain") == true)
    }
  }

  @Test func `a deleted contact is gone, by id and by email`() async throws {
    try await withSandbox { client, _ in
      let ids = try await fill(client, 2)
      for path in ["/contacts/\(ids[0])", "/contacts/c1@example.com"] {
        let answer = try await client.delete(path)
        #expect(answer.status == 200)
        #expect(try answer.json.names == ["success", "deletedContactId"])
        let id = try answer.json["deletedContactId"].string
        #expect(ids.contains(id ?? ""))
      }
      #expect(try await client.get("/contacts").json["total"].integer == 0)
      let again = try await client.upsert(#"{"email": "c0@example.com"}"#)
      #expect(again.status == 201)
      #expect(try again.json["data"]["_id"].string != ids[0])
    }
  }

  @Test(arguments: ["GET", "DELETE"])
  func `a contact that is not there is 404 CONTACT_NOT_FOUND`(method: String) async throws {
    try await withSandbox { client, _ in
      for name in ["ctc_Unknown00000000001", "nobody@example.com", "nonsense", "%00"] {
        let answer = try await client.send(method, "/contacts/\(name)")
        #expect(answer.status == 404)
        #expect(try answer.json["error"]["code"].string == "CONTACT_NOT_FOUND")
      }
    }
  }
}

extension JSON {
  fileprivate var idText: String { self["_id"].string ?? "" }
}
