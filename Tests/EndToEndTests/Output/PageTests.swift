import Foundation
import TestSupport
import Testing

/// The HTML reports, looked at in a real browser.
@Suite struct PageTests {
  /// What a browser saw.
  private struct Sight: Decodable {
    let values: [Value]
    let requests: [String]
    let errors: [String]
  }

  private enum Value: Decodable, Hashable {
    case text(String)
    case number(Int)
    case list([Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .list(try container.decode([Value].self))
      }
    }
  }

  private static let shown = "document.getElementById('shown').textContent"
  private static let articles = "document.querySelectorAll('article').length"
  private static let hostile = [
    #"</script><script>window.hacked=1</script>"#,
    #"<img src=x onerror="window.hacked=1">"#,
    #"\" onmouseover=\"window.hacked=1"#,
    #"{{{script}}} {{#items}} ${1} <!-- <script>"#,
  ]

  private func look(_ workspace: Workspace, _ steps: [[String]]) async throws -> Sight {
    try workspace.write(
      String(decoding: try JSONEncoder().encode(steps), as: UTF8.self),
      to: "steps.json"
    )
    let process = try RunningProcess(
      workspace,
      ["steps.json"],
      executable: Workspace.repository + "/Tests/browse.py"
    )
    let output = try await process.wait()
    try #require(output.status == 0, "\(output)")
    return try JSONDecoder().decode(Sight.self, from: Data(output.standardOutput.utf8))
  }

  /// A plan of many contacts of two companies and of none, with hostile values.
  private static func manifest(_ count: Int) -> String {
    var lines = ["companies: {acme: {domain: acme.example}, globex: {domain: globex.example}}"]
    lines.append("contacts:")
    for index in 0..<count {
      let company = ["company: acme, ", "company: globex, ", ""][index % 3]
      lines.append("  p\(index)@example.com: {\(company)firstName: Person\(index)}")
    }
    for (index, value) in hostile.enumerated() {
      let text = value.replacingOccurrences(of: "'", with: "''")
      lines.append("  h\(index)@example.com: {firstName: '\(text)', jobTitle: 'hostile'}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `a long plan is searched and filtered, and makes elements only for what is looked at`()
    async throws
  {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest(1500))
      let plan = try await workspace.run("plan", "--sandbox", "--report", "html=plan.html")
      #expect(plan.status == 0, "\(plan)")
      func waitFor(_ text: String) -> [String] { ["wait", "\(Self.shown) === '\(text)'"] }
      let sight = try await look(
        workspace,
        [
          ["open", "plan.html"], ["value", Self.shown],
          ["value", "\(Self.articles) <= 150 ? 1 : 0"],
          // By keyboard alone: / goes to the search, and Escape empties it.
          ["press", "/"], ["value", "document.activeElement.id"], ["type", "person1234"],
          waitFor("1 of 1,504 shown"),
          ["value", "document.querySelector('article h3').textContent"],
          ["value", "document.querySelector('article td.new').textContent"],
          ["press", "Escape"], waitFor("1,504 shown"), ["value", Self.articles],
          // A company, chosen as by a person.
          ["click", "#company"], ["press", "Escape"],
          [
            "value",
            "(c => { c.value = '0'; c.dispatchEvent(new Event('change')); return c.selectedOptions[0].text })"
              + "(document.getElementById('company'))",
          ],
          waitFor("500 of 1,504 shown"), ["value", Self.articles],
          ["click", "input[value=create]"], waitFor("0 of 1,504 shown"), ["value", Self.articles],
          ["click", "input[value=create]"], waitFor("500 of 1,504 shown"),
          // Further ones come when they are reached.
          ["value", "(document.getElementById('more').scrollIntoView(), 0)"],
          ["wait", "\(Self.articles) > 50"],
        ]
      )
      #expect(sight.errors == [] && sight.requests == [])
      #expect(
        sight.values == [
          .text("1,504 shown"), .number(1), .text("search"),
          .text("+ contact.p1234@example.com roster.yaml:1237:3"),
          .text("\"p1234@example.com\""), .number(50), .text("acme (acme.example)"), .number(50),
          .number(0), .number(0),
        ]
      )
    }
  }

  @Test func `hostile values stay text`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest(200))
      _ = try await workspace.run("plan", "--sandbox", "--out", "p.json")
      let page = try await workspace.run("show", "p.json", "--format", "html")
      try workspace.write(page.standardOutput, to: "plan.html")
      let sight = try await look(
        workspace,
        [
          ["open", "plan.html"], ["press", "/"], ["type", "hostile"],
          ["wait", "\(Self.shown) === '4 of 204 shown'"],
          [
            "value",
            "[...document.querySelectorAll('article tr.added')]"
              + ".filter(r => r.cells[0].textContent === 'firstName')"
              + ".map(r => r.querySelector('.new').textContent).sort()",
          ],
          ["value", "String(window.hacked)"],
          [
            "value",
            "document.querySelectorAll('img, iframe, link, a, [onmouseover], [onerror]').length",
          ],
          ["value", "document.querySelectorAll('script').length"],
        ]
      )
      let quoted = Self.hostile.map { value in
        Value.text("\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"")
      }
      guard case .list(let found) = sight.values[0] else {
        Issue.record("\(sight.values)")
        return
      }
      #expect(Set(found) == Set(quoted))
      #expect(sight.values.dropFirst() == [.text("undefined"), .number(0), .number(2)])
      #expect(sight.errors == [] && sight.requests == [])
    }
  }

  @Test func `screen readers and keyboards find their way, in light and in dark`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.manifest(60))
      _ = try await workspace.run("plan", "--sandbox", "--report", "html=plan.html")
      let color = "getComputedStyle(document.body).backgroundColor"
      let sight = try await look(
        workspace,
        [
          ["scheme", "light"], ["open", "plan.html"], ["value", color], ["tree"],
          ["press", "j"], ["press", "j"], ["press", "k"],
          ["value", "document.activeElement.getAttribute('aria-posinset')"],
          ["press", "j"], ["value", "document.activeElement.getAttribute('aria-setsize')"],
          ["scheme", "dark"], ["value", color],
        ]
      )
      #expect(sight.values.first == .text("rgb(255, 255, 255)"))
      #expect(sight.values.dropFirst(2) == [.text("1"), .text("64"), .text("rgb(21, 24, 27)")])
      guard case .list(let nodes) = sight.values[1] else {
        Issue.record("\(sight.values)")
        return
      }
      for expected in [
        ["feed", "Changes"], ["searchbox", "Search"], ["combobox", "Company"],
        ["checkbox", "create 64"], ["table", "By action"], ["table", "By company"],
        ["rowheader", "acme (acme.example)"], ["cell", "20"], ["columnheader", "Before"],
        ["article", "+ contact.p0@example.com roster.yaml:3:3"],
      ] {
        #expect(nodes.contains(.list(expected.map(Value.text))), "\(expected) is not in \(nodes)")
      }
      #expect(sight.errors == [] && sight.requests == [])
    }
  }

  @Test func `the report of an apply is such a page too`() async throws {
    try await Scenario.run { scenario in
      try await scenario.apply(
        "contacts:\n  a@example.com: {firstName: A}\n  b@example.com: {companyDomain: no.example}\n",
        "--report",
        "html=apply.html",
        expecting: 3
      )
      let sight = try await look(
        scenario.workspace,
        [
          ["open", "apply.html"], ["press", "/"], ["type", "no.example"],
          ["wait", "\(Self.shown) === '1 of 2 shown'"],
          ["value", "document.querySelector('article').className"],
          ["value", "document.querySelector('.chart').textContent.replace(/\\s+/g, ' ')"],
        ]
      )
      #expect(sight.values[0] == .text("finding"))
      #expect(
        sight.values[1] == .text(" By outcome Outcomecontacts not converged1 applied1 "),
        "\(sight.values)"
      )
      #expect(sight.errors == [] && sight.requests == [])
    }
  }
}
