import Foundation
import Sandbox
import Testing

/// What is read before the first write, and what a service that lacks it makes of that.
@Suite struct PreflightTests {
  private static let manifest = """
    fields: {tier: text}
    contacts:
      a@example.com: {contactOwner: ada@sales.example.com, companyDomain: acme.example, custom: {tier: gold}}
    """

  private static func reads(_ scenario: Scenario) -> [String] {
    scenario.sandbox.requests().filter { $0.method == "GET" }
      .map { $0.path.replacingOccurrences(of: "/api", with: "") }
  }

  @Test(arguments: [404, 402], ["/team", "/fields", "/companies"])
  func `a service that lacks a reading endpoint skips that check, and says so once`(
    _ status: Int,
    _ path: String
  ) async throws {
    let faults = "rules:\n  - {path: \(path), method: GET, status: \(status)}"
    try await Scenario.run(faults: faults) { scenario in
      let output = try await scenario.apply(Self.manifest)
      #expect(
        output.standardError.components(separatedBy: "warning[R3105]").count == 2,
        "\(output)"
      )
      #expect(Self.reads(scenario).count { $0.hasPrefix(path) } == 1, "\(Self.reads(scenario))")
      #expect(output.lastLine.hasPrefix("Apply complete: 1 created"), "\(output)")
    }
  }

  @Test func `only what the plan needs is read, a hundred companies a request`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply("contacts:\n  a@example.com: {firstName: A}\n")
      #expect(Self.reads(scenario) == ["/team?version=v2"])
      // What did not change is not read about.
      let before = Self.reads(scenario).count
      try await scenario.apply(Self.manifest + "\n  b@example.com: {firstName: B}\n")
      #expect(Self.reads(scenario).dropFirst(before).count == 3)
      let last = Self.reads(scenario).count
      try await scenario.apply(Self.manifest + "\n  b@example.com: {firstName: C}\n")
      #expect(Self.reads(scenario).dropFirst(last) == ["/team?version=v2"])
      let many = (1...101).map { "  c\($0)@example.com: {companyDomain: d\($0).example}\n" }
      let start = Self.reads(scenario).count
      try await scenario.apply("contacts:\n" + many.joined(), expecting: 3)
      let companies = Self.reads(scenario).dropFirst(start).filter { $0.hasPrefix("/companies") }
      #expect(companies.count == 2, "\(companies)")
    }
  }
}
