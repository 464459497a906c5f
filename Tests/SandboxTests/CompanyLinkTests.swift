import Sandbox
import Testing

@Suite("The company link of POST /contacts")
struct CompanyLinkTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let link: String
    /// `nil` when no company is to be linked.
    let company: String?
    var testDescription: String { link }

    init(_ link: String, _ company: String?) {
      self.link = link
      self.company = company
    }
  }

  @Test(
    arguments: [
      Case(#""companyId": "\#(SandboxSeed.acme)""#, SandboxSeed.acme),
      Case(#""companyDomain": "acme.example""#, SandboxSeed.acme),
      Case(#""companyDomain": "https://www.ACME.example/about""#, SandboxSeed.acme),
      Case(#""companyLinkedinUrl": "https://linkedin.com/company/acme/""#, SandboxSeed.acme),
      Case(
        #""companyId": "\#(SandboxSeed.globex)", "companyDomain": "acme.example""#,
        SandboxSeed.globex
      ),
      Case(
        #""companyLinkedinUrl": "https://linkedin.com/company/acme", "companyDomain": "globex.example""#,
        SandboxSeed.globex
      ),
      Case(#""companyId": "cpn_Unknown00000000001", "companyDomain": "acme.example""#, nil),
      Case(
        #""companyDomain": "none.example", "companyLinkedinUrl": "https://linkedin.com/company/acme""#,
        nil
      ),
      Case(#""companyId": "", "companyDomain": "acme.example""#, SandboxSeed.acme),
      Case(#""companyDomain": "not a domain""#, nil),
      Case(#""companyLinkedinUrl": "https://example.com/acme""#, nil),
    ]
  )
  func `a company is linked by id, else domain, else LinkedIn URL, in that priority`(
    _ test: Case
  ) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.upsert("{\"email\": \"j@example.com\", \(test.link)}")
      #expect(answer.status == 201)
      let json = try answer.json
      #expect(json["data"]["companyLinked"].boolean == (test.company != nil))
      #expect(json["data"]["companyId"].string == test.company)
      if test.company == nil {
        #expect(json["warnings"].count == 1)
        #expect(json["warnings"][0].names == ["code", "message"])
      } else {
        #expect(json["warnings"].isMissing)
      }
    }
  }

  @Test func `a company that is not found leaves the link as it was, and is not an error`()
    async throws
  {
    try await withSandbox { client, _ in
      _ = try await client.upsert(#"{"email": "j@example.com", "companyDomain": "acme.example"}"#)
      let answer = try await client.upsert(
        #"{"email": "j@example.com", "companyDomain": "none.example", "firstName": "J"}"#
      )
      #expect(answer.status == 200)
      #expect(try answer.json["data"]["companyLinked"].boolean == false)
      #expect(try answer.json["data"]["fields"]["firstName"].string == "J")
      let read = try await client.get("/contacts/j@example.com")
      #expect(try read.json["companyId"].string == SandboxSeed.acme)
    }
  }

  @Test func `job data is saved with the job at the linked company`() async throws {
    try await withSandbox { client, _ in
      func fields(_ members: String) async throws -> JSON {
        try await client.upsert("{\"email\": \"j@example.com\"\(members)}").json["data"]["fields"]
      }
      let unlinked = try await fields(#", "jobTitle": "Free agent", "jobDescription": "All""#)
      #expect(unlinked["jobTitle"].string == "Free agent")
      let acme = try await fields(#", "jobTitle": "PM", "companyDomain": "acme.example""#)
      #expect(acme["jobTitle"].string == "PM")
      #expect(acme["jobDescription"].string == "All")
      let globex = try await fields(#", "companyDomain": "globex.example""#)
      #expect(globex["jobTitle"].string == "Free agent")
      let lead = try await fields(#", "jobTitle": "Lead""#)
      #expect(lead["jobTitle"].string == "Lead")
      let back = try await fields(#", "companyDomain": "acme.example""#)
      #expect(back["jobTitle"].string == "PM")
    }
  }
}
