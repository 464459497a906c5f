import Foundation
import TestSupport
import Testing

/// Settings in `roster.yaml` count, whichever part of its people is named.
@Suite struct MainManifestTests {
  private static let people = "contacts:\n  a@example.com: {}\n  b@example.com: {}\n"
  private static let settings = "settings: {onRemove: delete, limits: {create: 1}}\n"

  private func run(
    _ files: [String: String],
    _ script: String,
    _ check: (RunOutput) throws -> Void
  ) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      for (name, text) in files { try workspace.write(text, to: name) }
      try check(try await workspace.shell(script))
    }
  }

  @Test(arguments: [
    "plan --sandbox", "plan --sandbox contacts", "plan --sandbox contacts/",
    "plan --sandbox contacts/*.yaml",
    "plan --sandbox \"$PWD/contacts\"", "plan --sandbox ./roster.yaml contacts", "plan --sandbox .",
    "plan --sandbox - < contacts/a.yaml", "apply --sandbox --auto-approve contacts",
    "plan --sandbox --state s.jsonl contacts", "plan --sandbox people.yaml", "plan --sandbox link",
    "plan --sandbox contacts/deep",
  ])
  func `limits hold whichever way the people are named`(_ command: String) async throws {
    try await run(
      [
        "roster.yaml": Self.settings, "contacts/a.yaml": Self.people,
        "contacts/deep/b.yaml": "contacts: {c@example.com: {}, d@example.com: {}}\n",
      ],
      "ln -s contacts link; cp contacts/a.yaml people.yaml; [[ '\(command)' = *. ]] && rm people.yaml; roster \(command)"
    ) { output in
      #expect(
        output.status == 1 && output.standardError.contains("settings.limits.create: 1"),
        "\(output)"
      )
    }
  }

  /// What stands in the place of the folder, and what is said of it.
  @Test(arguments: [
    ("ln -s nowhere contacts", "R0120"), ("mkfifo contacts", "R0122"),
    ("mkdir contacts; ln -s ../out contacts/sub", "R0140"),
    ("mkdir contacts; ln -s nowhere contacts/a.yaml", "R0120"),
  ])
  func `a folder of people that cannot be read is an error beside settings`(
    _ made: String,
    _ code: String
  ) async throws {
    try await run(
      ["roster.yaml": "settings: {onRemove: delete}\n", "people/a.yaml": Self.people],
      """
      ln -s people contacts; roster apply --sandbox --auto-approve -q > /dev/null 2>&1; rm contacts; mkdir out
      \(made); roster validate; echo $?; roster plan --sandbox --allow-empty; echo $?
      """
    ) { output in
      #expect(output.standardError.ranges(of: "error[\(code)]").count == 2, "\(output)")
      #expect(output.standardOutput.split(separator: "\n").filter { $0 == "1" }.count == 2)
      #expect(!output.standardOutput.contains("to delete"), "\(output)")
    }
  }

  @Test(arguments: ["", "mkdir contacts", "mkdir contacts; echo people > contacts/README.md"])
  func `settings alone are a manifest where there are no people`(_ made: String) async throws {
    try await run(["roster.yaml": "settings: {onRemove: delete}\n"], "\(made)\nroster validate") {
      output in
      #expect(output.status == 0 && output.standardError == "", "\(output)")
    }
  }

  @Test func `from inside the folder of people, the hint names all that is read`() async throws {
    try await run(
      ["roster.yaml": "settings: {onRemove: delete}\n", "contacts/a.yaml": Self.people],
      """
      cd contacts; roster plan --sandbox; rm ../roster.yaml; roster plan --sandbox
      echo 'contacts: {c@example.com: {}}' > ../roster.yaml; roster plan --sandbox
      """
    ) { output in
      let hints = output.standardError.split(separator: "\n").filter { $0.contains("roster plan") }
        .map { $0.trimmingCharacters(in: .whitespaces) }
      let expected = ["../roster.yaml ../contacts", "../contacts", "../roster.yaml"]
      #expect(hints == expected.map { "roster plan --sandbox " + $0 }, "\(output)")
    }
  }

  /// Ways to name one of the manifests that belong together.
  @Test(arguments: [
    "contacts/a.yaml", "./contacts/a*.yaml", "$PWD/contacts/a.yaml", "- < contacts/a.yaml",
    "link.yaml",
    "roster.yaml --allow-empty", "--state roster.state.jsonl contacts/a.yaml",
  ])
  func `nobody is removed whose manifest stands there and was not read`(_ named: String)
    async throws
  {
    try await run(
      [
        "roster.yaml":
          "settings: {onRemove: delete, limits: {delete: 9}}\ncompanies: {x: {domain: x.example}}\n",
        "contacts/a.yaml": Self.people,
        "contacts/b.yaml": "contacts: {c@example.com: {company: x}, d@example.com: {}}\n",
        "contacts/deep/e.yaml": "contacts: {e@example.com: {}}\n",
      ],
      """
      roster apply --sandbox --auto-approve -q > /dev/null; ln -s contacts/a.yaml link.yaml
      roster plan --sandbox --out p.json \(named); echo $?; test -e p.json && echo saved
      roster apply --sandbox --auto-approve \(named) | tail -1; echo ${PIPESTATUS[0]}
      roster plan --sandbox --only 'contact.a@*' \(named) | tail -1
      sed -i 's/, d@example.com: {}//' contacts/b.yaml; roster plan --sandbox 2> /dev/null | tail -1
      """
    ) { output in
      #expect(output.standardError.ranges(of: "R0051").count >= 2, "\(output)")
      #expect(!output.standardOutput.contains("saved"), "\(output)")
      #expect(output.standardOutput.split(separator: "\n").count { $0 == "1" } == 2, "\(output)")
      #expect(output.standardOutput.contains(" 0 deleted;"), "\(output)")
      #expect(output.lastLine.contains("1 to delete"), "\(output)")
    }
  }

  @Test func `files beside a manifest that were never its people say nothing`() async throws {
    try await run(
      [
        "roster.yaml": Self.people, "other.yaml": "services: {x: {image: y}}\n",
        "old.yaml": "contacts: {z@example.com: {}}\n", "broken.yaml": "a: [\n",
      ],
      """
      roster apply --sandbox --auto-approve -q > /dev/null; sed -i '/b@/d' roster.yaml
      roster plan --sandbox roster.yaml | tail -1; roster plan --sandbox | tail -1
      """
    ) { output in
      #expect(output.standardError == "", "\(output)")
      #expect(output.standardOutput.ranges(of: "1 to forget").count == 2, "\(output)")
    }
  }

  @Test func `people who are gone from a named folder are deleted as the settings say`()
    async throws
  {
    try await run(
      ["contacts/a.yaml": Self.people],
      """
      roster apply --sandbox --auto-approve -q contacts | tail -1; echo 'settings: {onRemove: delete}' > roster.yml
      sed -i '/b@/d' contacts/a.yaml; roster plan --sandbox contacts 2> /dev/null | tail -1
      cd contacts; roster plan --sandbox . --max-deletes 1 --out ../p.json | tail -1; cd ..; roster apply p.json | tail -1
      """
    ) { output in
      #expect(output.standardOutput.ranges(of: "1 to delete; 1 unchanged.").count == 2, "\(output)")
      #expect(output.lastLine.contains("1 deleted"), "\(output)")
    }
  }

  @Test func `a saved plan is not applied without settings that count by now`() async throws {
    try await run(
      ["contacts/a.yaml": Self.people],
      """
      roster plan --sandbox contacts --out p.json | tail -1; echo '\(Self.settings)' > roster.yaml
      roster apply p.json > out; echo $?; roster plan --sandbox contacts --max-creates 2 --out p.json | tail -1
      roster apply p.json | tail -1
      """
    ) { output in
      #expect(output.standardOutput.contains("\n1\nPlan: 2 to create"), "\(output)")
      #expect(
        output.standardError.contains(
          "error[R0021]: The plan p.json was made without roster.yaml, which"
        ),
        "\(output)"
      )
      #expect(output.lastLine.hasPrefix("Apply complete: 2 created"), "\(output)")
    }
  }

  @Test func `a main manifest with contacts of its own is an error, with two ways out`()
    async throws
  {
    try await run(
      [
        "roster.yaml": Self.settings + "contacts: {z@example.com: {}}\n",
        "contacts/a.yaml": Self.people,
      ],
      """
      roster validate contacts 2>&1; echo $?; roster plan --sandbox contacts 2>&1 > out; echo $?
      roster apply --sandbox --auto-approve contacts/a.yaml > out 2>&1; echo $?; roster validate contacts --format json
      $(roster validate contacts 2>&1 | grep -o 'roster validate .*')
      echo 'settings: {}' >> contacts/a.yaml; roster plan --sandbox contacts | tail -1
      """
    ) { output in
      #expect(output.standardOutput.ranges(of: "error[R0050]").count == 2, "\(output)")
      #expect(output.standardOutput.split(separator: "\n").count { $0 == "1" } == 3)
      #expect(output.standardOutput.contains(#""valid":false,"error_count":1"#))
      #expect(output.standardOutput.contains("Valid: 3 contacts in 2 files."))
      #expect(output.lastLine.hasPrefix("Plan: 2 to create"))
    }
  }

  @Test func `types of custom fields are not left out either`() async throws {
    try await run(
      [
        "roster.yaml": "fields: {tier: text}\ncompanies: {acme: {domain: acme.example}}\n",
        "contacts/a.yaml": "contacts: {a@example.com: {company: acme, custom: {tier: 01}}}\n",
      ],
      """
      roster plan --sandbox contacts; echo 'contacts: {z@example.com: {}}' >> roster.yaml; roster validate contacts
      """
    ) { output in
      #expect(output.standardOutput.contains(#"custom.tier    "01""#), "\(output)")
      #expect(
        output.standardError.contains("error[R0050]: The `fields` in roster.yaml"),
        "\(output)"
      )
    }
  }

  @Test func `a main manifest that has its people alone, or is another's, is not spoken of`()
    async throws
  {
    try await run(
      [
        "roster.yaml": "contacts: {z@example.com: {}}\n", "b.yaml": Self.people,
        "demo/roster.yaml": Self.people, "demo/.git/config": "",
      ],
      """
      roster validate b.yaml; roster validate - < b.yaml; echo 'settings: {}' >> roster.yaml; roster validate demo
      cd demo; roster validate
      """
    ) { output in
      #expect(output.standardError == "", "\(output)")
      #expect(
        output.standardOutput.ranges(of: "Valid: 2 contacts in 1 file.").count == 4,
        "\(output)"
      )
    }
  }

  @Test func `a main manifest in the folder above is said`() async throws {
    try await run(
      [
        "roster.yaml": Self.settings + "contacts: {z@example.com: {}}\n",
        "more/b.yaml": Self.people,
      ],
      "roster validate more; cd more; roster validate b.yaml"
    ) { output in
      #expect(
        output.status == 0 && output.standardError.ranges(of: "warning[R0050]").count == 2,
        "\(output)"
      )
    }
  }

  @Test func `an import into the folder knows companies and people of the main manifest`()
    async throws
  {
    try await run(
      [
        "roster.yaml": "companies: {acme: {domain: acme.example}}\ncontacts: {z@example.com: {}}\n",
        "contacts/a.yaml": "contacts: {a@example.com: {company: acme}}\n",
        "crm.csv": "email\na@example.com\nz@example.com\nnew@example.com\n",
      ],
      "roster import crm.csv --merge-into contacts; cat contacts/crm.yaml"
    ) { output in
      #expect(
        output.status == 0 && output.standardError.contains("1 imported, 0 merged, 2 left out"),
        "\(output)"
      )
      #expect(output.lastLine == "  new@example.com: {}")
    }
  }
}
