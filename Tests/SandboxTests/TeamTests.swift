import Model
import Sandbox
import Testing

@Suite("Team and fields")
struct TeamTests {
  @Test func `the team has its members with version v2 only`() async throws {
    try await withSandbox { client, _ in
      let plain = try await client.get("/team").json
      #expect(plain["_id"].string == "tea_TestTeam000000001")
      #expect(plain["name"].string == "Test team")
      #expect(plain["userIds"].strings == [SandboxSeed.owner, SandboxSeed.sales])
      #expect(plain["users"].isMissing)
      let users = try await client.get("/team?version=v2").json["users"]
      #expect(users.count == 2)
      #expect(users[0].names == ["userId", "name", "email", "role"])
      #expect(users[1]["userId"].string == SandboxSeed.sales)
      #expect(users[1]["email"].string == "sales@team.example")
      #expect(users[0]["role"].string == "admin")
    }
  }

  @Test func `the registry lists the API's fields and the team's`() async throws {
    try await withSandbox { client, _ in
      let all = try await client.get("/fields").json
      #expect(all["success"].boolean == true)
      #expect(all["data"].names == ["contact", "company"])
      let contact = try await client.get("/fields?entity=contact").json["data"]
      #expect(contact.names == ["contact"])
      let fields = contact["contact"].elements
      #expect(fields.allSatisfy { $0.names == ["name", "label", "type", "source"] })
      let custom = try await client.get("/fields?entity=contact&source=custom").json["data"]
      #expect(
        custom["contact"].elements.map { "\($0["name"].string ?? ""):\($0["type"].string ?? "")" }
          == [
            "tier:text", "seats:number", "vip:boolean", "renewal:date", "lastMet:datetime",
            "mobile:phone",
          ]
      )
      #expect(custom["contact"][0]["label"].string == "Tier")
      let standard = try await client.get("/fields?entity=contact&source=default").json["data"]
      let names = standard["contact"].elements.compactMap { $0["name"].string }
      #expect(names.contains("firstName") && !names.contains("tier"))
      let synced = try await client.get("/fields?entity=contact&source=crm_synced").json["data"]
      #expect(synced["contact"].count == 0)
    }
  }

  @Test(arguments: ["entity=lead", "source=other"])
  func `a filter that cannot be is 400 with success and error`(query: String) async throws {
    try await withSandbox { client, _ in
      let answer = try await client.get("/fields?\(query)")
      #expect(answer.status == 400)
      #expect(try answer.json["success"].boolean == false)
      #expect(try answer.json["error"].string?.hasPrefix("Invalid") == true)
    }
  }
}
