import Foundation
import TestSupport
import Testing

/// Nobody is removed because a manifest file that stands there was not named.
@Suite struct UnreadManifestTests {
  private static let files = [
    "contacts/a.yaml": "contacts: {a@example.com: {}}\n",
    "contacts/b.yaml": "contacts: {b@example.com: {}, jane: {email: c@example.com}}\n",
  ]
  private static let settings = "settings: {onRemove: delete, limits: {delete: 5}}\n"

  private func run(
    _ files: [String: String] = files,
    _ script: String,
    _ check: (RunOutput) throws -> Void
  ) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      for (name, text) in files { try workspace.write(text, to: name) }
      try check(try await workspace.shell(script))
    }
  }

  @Test(
    arguments: [
      "plan --sandbox contacts/a.yaml", "plan --sandbox ./contacts/./a.yaml",
      "plan --sandbox contacts/a*.yaml", "plan --sandbox \"$PWD/contacts/a.yaml\"",
      "plan --sandbox - < contacts/a.yaml", "plan --sandbox link.yaml",
      "plan --sandbox ../w/contacts/a.yaml",
      "plan --sandbox roster.yaml contacts/a.yaml", "plan --sandbox contacts/a.yaml contacts/deep",
      "plan --sandbox contacts/a.yaml --out p.json", "plan --sandbox contacts/a.yaml --refresh",
      "plan --sandbox --state roster.state.jsonl contacts/deep",
      "plan --sandbox --state moved/s.jsonl contacts/a.yaml",
      "plan --sandbox --state moved/s.jsonl contacts/deep",
      "apply --sandbox --auto-approve contacts/a.yaml",
    ],
    [settings, "settings: {}\n"]
  )
  func `a plan that would remove those of an unread file is an error`(
    _ command: String,
    _ settings: String
  ) async throws {
    var files = Self.files
    files["w/roster.yaml"] = settings
    for (name, text) in Self.files { files["w/" + name] = text }
    files["w/contacts/deep/d.yaml"] = "contacts: {d@example.com: {}}\n"
    try await run(
      files,
      """
      cd w; roster apply --sandbox --auto-approve -q > out; ln -s contacts/a.yaml link.yaml; mkdir moved
      cp roster.state.jsonl moved/s.jsonl; mkdir moved/.roster; cp .roster/* moved/.roster
      cp roster.state.jsonl before
      roster \(command) > out; status=$?; cmp roster.state.jsonl before || exit 9; ls p.json 2> err; exit $status
      """
    ) { output in
      #expect(output.status == 1, "\(output)")
      #expect(output.standardError.contains("error[R0051]: "), "\(output)")
      #expect(output.standardError.contains("contacts/b.yaml"), "\(output)")
      #expect(output.standardError.contains("contact.b@example.com"), "\(output)")
      #expect(!output.standardOutput.contains("p.json"), "\(output)")
    }
  }

  @Test(arguments: ["contacts/a.yaml", "- < contacts/a.yaml", "other.yaml"])
  func `the command of the hint reads all of them`(_ named: String) async throws {
    var files = Self.files
    let isUsual = named.contains("contacts/")
    if isUsual {
      files["roster.yaml"] = Self.settings
    } else {
      files = ["roster.yaml": Self.settings + "contacts: {a@example.com: {}}\n"]
      files["other.yaml"] = "settings: {}\ncontacts: {b@example.com: {}}\n"
    }
    let all = isUsual ? "" : "roster.yaml other.yaml"
    try await run(
      files,
      """
      sed -i '/settings: {}/d' *.yaml; roster apply --sandbox --auto-approve -q \(all) > out || exit 9
      \(isUsual ? "" : "sed -i /settings/d roster.yaml")
      roster plan --sandbox \(named) 2> err; cat err >&2
      cat contacts/a.yaml 2> err2 | $(grep -o 'roster plan .*' err)
      """
    ) { output in
      #expect(output.standardError.contains("error[R0051]"), "\(output)")
      #expect(output.lastLine.hasPrefix("No changes."), "\(output)")
    }
  }

  @Test func `a contact that is in an unread file under another key is not removed either`()
    async throws
  {
    try await run(
      Self.files,
      """
      roster apply --sandbox --auto-approve -q > out; sed -i 's/jane/joan/' contacts/b.yaml
      roster plan --sandbox contacts/a.yaml --only jane
      """
    ) { output in
      #expect(output.status == 1, "\(output)")
      let words = output.standardError.split { $0.isWhitespace }.joined(separator: " ")
      #expect(
        words.contains(
          "contact.jane would be removed, and is declared in contacts/b.yaml, which was not read."
        ),
        "\(output)"
      )
    }
  }

  @Test func `a saved plan does not remove whom a file declares by now`() async throws {
    try await run(
      Self.files,
      """
      roster apply --sandbox --auto-approve -q > out; mkdir -p .old; mv contacts/b.yaml .old
      roster plan --sandbox contacts/a.yaml --out p.json > out; cp .old/b.yaml contacts; roster apply p.json
      """
    ) { output in
      #expect(output.status == 1 && output.standardError.contains("error[R0051]"), "\(output)")
    }
  }

  @Test func `with --only and --exclude the others stay`() async throws {
    try await run(
      Self.files,
      """
      roster apply --sandbox --auto-approve -q > out
      roster plan --sandbox contacts/a.yaml --only 'a@*' && roster plan --sandbox contacts/a.yaml --exclude jane --exclude 'b@*'
      """
    ) { output in
      #expect(output.status == 0 && !output.standardError.contains("R0051"), "\(output)")
    }
  }

  @Test func `a file that cannot be read to its end is named when somebody is removed`()
    async throws
  {
    try await run(
      Self.files,
      """
      roster apply --sandbox --auto-approve -q > out; sed -i 's/, jane.*}/}/' contacts/b.yaml
      roster plan --sandbox; printf 'contacts:\\n  x: {email: "x\\n' > contacts/x.yaml
      roster plan --sandbox contacts/[ab].yaml
      """
    ) { output in
      #expect(output.standardOutput.ranges(of: "1 to forget").count == 2, "\(output)")
      let words = output.standardError.split { $0.isWhitespace }.joined(separator: " ")
      #expect(
        words.hasPrefix(
          "warning[R0051]: contact.jane would be removed, and may be declared in contacts/x.yaml,"
        ),
        "\(output)"
      )
      #expect(output.standardError.ranges(of: "R0051").count == 1, "\(output)")
    }
  }

  @Test(arguments: ["demo/roster.state.jsonl", "demo/.git/config"])
  func `what has a state or a repository of its own is another's`(_ mark: String) async throws {
    try await run(
      ["roster.yaml": "contacts: {a@example.com: {}, b@example.com: {}}\n"],
      """
      roster apply --sandbox --auto-approve -q > out; mkdir -p "$(dirname \(mark))"; touch \(mark)
      echo 'contacts: {b@example.com: {}}' > demo/roster.yaml; sed -i 's/, b.*}/}/' roster.yaml
      roster plan --sandbox
      """
    ) { output in
      #expect(output.status == 0 && output.standardError == "", "\(output)")
      #expect(output.standardOutput.contains("1 to forget"), "\(output)")
    }
  }

  @Test func `roster.yaml with contacts speaks of the folder that it does not read`() async throws {
    var files = Self.files
    files["roster.yaml"] = "contacts: {z@example.com: {}}\n"
    try await run(
      files,
      "roster apply --sandbox --auto-approve -q roster.yaml contacts > out; roster plan --sandbox"
    ) { output in
      #expect(output.status == 1, "\(output)")
      #expect(
        output.standardError.contains("error[R0051]: 3 contacts would be removed"),
        "\(output)"
      )
      #expect(output.standardError.contains("roster plan --sandbox contacts/a.yaml"))
    }
  }

  /// Layouts in which other files may declare the same people for another state.
  @Test(arguments: [
    ("mkdir one two; mv roster.yaml one; cp one/roster.yaml two", "--state one.jsonl one"),
    ("mv roster.yaml one.yaml; cp one.yaml two.yaml", "--state one.jsonl one.yaml"),
    ("mkdir -p archive; cp roster.yaml archive/old.yaml", ""),
    ("cp roster.yaml old.yaml", "roster.yaml"),
  ])
  func `files that need not be for the same state forbid nothing`(
    _ layout: String,
    _ named: String
  ) async throws {
    try await run(
      ["roster.yaml": "contacts: {a@example.com: {}, b@example.com: {}}\n"],
      """
      \(layout); roster apply --sandbox --auto-approve -q \(named) > out
      sed -i 's/, b.*}/}/' $(ls one.yaml one/roster.yaml roster.yaml 2> err)
      roster plan --sandbox \(named)
      """
    ) { output in
      #expect(output.status == 0 && output.standardError == "", "\(output)")
      #expect(output.standardOutput.contains("1 to forget"), "\(output)")
    }
  }
}
