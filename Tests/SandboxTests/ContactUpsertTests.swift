import Sandbox
import Testing

@Suite("POST /contacts")
struct ContactUpsertTests {
  @Test func `a new contact is 201 and has the answer's whole shape`() async throws {
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
      #expect(data["linkedinUrl"].string == "https://www.linkedin.com/in/janesmith")
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
}
