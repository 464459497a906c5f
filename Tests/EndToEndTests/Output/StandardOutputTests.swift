import Foundation
import TestSupport
import Testing

/// No command ends well whose output is cut off; only a reader that goes away is none of its business.
@Suite struct StandardOutputTests {
  private static let commands = [
    "plan --sandbox", "plan --sandbox --format json", "validate", "validate --format sarif",
    "schema",
    "schema --plan", "explain", "explain R0001", "explain --markdown", "state list",
    "state show a@example.com",
    "state rm a@example.com --dry-run", "drift --sandbox", "show plan.json", "import crm.csv",
    "pull --sandbox",
    "apply --sandbox --auto-approve", "--help", "plan --help", "--version",
    "--generate-completion-script bash", "state repair --dry-run",
  ]

  private static let preparation = """
    roster apply --sandbox --auto-approve --quiet > /dev/null || exit 9
    roster plan --sandbox --out plan.json --quiet > /dev/null || exit 9
    printf 'email\\na@example.com\\n' > crm.csv

    """

  @Test(arguments: [
    (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
    ("> limited", "File too large"), ("1</dev/null", "Bad file descriptor"),
  ])
  func `output that cannot be written is an error`(_ end: String, _ reason: String) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("contacts:\n  a@example.com: {firstName: A}\n")
      // A limit of none at all, which the shortest output meets; what the sandbox and the lock write, too.
      let commands = Self.commands.filter { command in
        end != "> limited" || !["sandbox", "state rm", "repair"].contains { command.contains($0) }
      }
      let limit = end == "> limited" ? "ulimit -f 0; " : ""
      let lines = commands.map { command in
        "said=$(\(limit)roster \(command) 2>&1 \(end)); echo \"$? $(grep -c '\(reason)' <<< $said) \(command)\""
      }
      let output = try await workspace.shell(Self.preparation + lines.joined(separator: "\n"))
      let said = output.standardOutput.split(separator: "\n").map(String.init)
      // An apply that had nothing to do has done all.
      let expected = commands.map { $0.hasPrefix("apply") ? "4 1 \($0)" : "1 1 \($0)" }
      #expect(said == expected, "\(output)")
    }
  }

  @Test func `a reader that goes away is no error`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write("contacts:\n  a@example.com: {firstName: A}\n")
      let lines = Self.commands.map { command in
        "roster \(command) 2> error | true; echo \"${PIPESTATUS[0]} $(grep -c R0011 error) \(command)\""
      }
      let output = try await workspace.shell(Self.preparation + lines.joined(separator: "\n"))
      let said = output.standardOutput.split(separator: "\n").map(String.init)
      #expect(said == Self.commands.map { "0 0 \($0)" }, "\(output)")
    }
  }

  @Test
  func `what is written before the disk is full is the beginning, and --out is whole or not there`()
    async throws
  {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      let rows = (1...3000).map { "p\($0)@example.com,Person \($0)\n" }.joined()
      try workspace.write("email,firstName\n" + rows, to: "crm.csv")
      let output = try await workspace.shell(
        """
        roster import crm.csv --quiet > whole.yaml || exit 9
        (ulimit -f 40; roster import crm.csv --quiet > cut.yaml; echo $?; roster import crm.csv --quiet --out new.yaml; echo $?)
        cmp -n $(stat -c %s cut.yaml) cut.yaml whole.yaml && ls -A | grep -v '^.run'
        """
      )
      #expect(output.standardOutput == "1\n1\ncrm.csv\ncut.yaml\nwhole.yaml\n", "\(output)")
    }
  }
}
