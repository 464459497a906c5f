import Foundation
import TestSupport
import Testing

/// What stands in a folder of manifests is read, or said: nobody is planned to go because a folder could not be read.
@Suite struct FolderTests {
  private static let preparation = """
    mkdir contacts shared; echo 'contacts: {ida@example.com: {}}' > contacts/a.yaml
    echo 'contacts: {jon@example.com: {}}' > shared/b.yaml; ln -s ../shared contacts/shared
    roster apply --sandbox --auto-approve -q --follow-links contacts > /dev/null || exit 9

    """

  @Test(arguments: [
    ("mv shared elsewhere", "R0120"),
    ("ln -sfn ../gone contacts/more", "R0120"),
    ("ln -s ../gone.txt contacts/notes.txt", "R0120"),
    ("mkdir contacts/deep; ln -s /gone/away contacts/deep/down", "R0120"),
    ("rm contacts/shared; ln -s two contacts/one; ln -s one contacts/two", "R0121"),
    ("ln -s loop contacts/loop", "R0121"),
    ("ln -s a.yaml/below contacts/through", "R0120"),
    (#"rm contacts/shared; cp -r shared contacts/$'sh\344red'"#, "R0131"),
    (#"cp shared/b.yaml contacts/$'\351.yml'"#, "R0131"),
    ("rm contacts/shared; mkfifo contacts/shared.yaml", "R0122"),
    ("mv shared/b.yaml shared/b.YAML; touch contacts/.b.yaml.swp", ""),
  ])
  func `what cannot be read in a folder stops the plan`(_ change: String, _ code: String)
    async throws
  {
    try await withTemporaryDirectory { path in
      let output = try await Workspace(path: path).shell(
        Self.preparation + change
          + "\nroster validate --follow-links contacts > /dev/null 2>&1; echo $?; roster plan --sandbox --follow-links contacts"
      )
      if code.isEmpty {
        // Left out by its name, which is said, once.
        #expect(output.status == 0 && output.lastLine.contains("1 to forget"), "\(output)")
        #expect(output.standardError.ranges(of: "R0130").count == 1)
        #expect(output.standardError.contains("`contacts/shared/b.YAML`"))
      } else {
        #expect(
          output.status == 1 && output.standardOutput == "1\nNo plan could be made.\n",
          "\(output)"
        )
        #expect(output.standardError.contains("error[\(code)]"), "\(output)")
      }
    }
  }

  @Test func `names that mean nothing to roster are not spoken of`() async throws {
    try await withTemporaryDirectory { path in
      let output = try await Workspace(path: path).shell(
        Self.preparation
          + """
          touch contacts/README.md contacts/.gitkeep contacts/yaml contacts/a.yamlx contacts/$'caf\\351.txt'
          mkdir contacts/.git; echo 'stages: []' > contacts/.gitlab-ci.yml; ln -s gone contacts/.lock
          roster validate --follow-links contacts
          """
      )
      #expect(output.status == 0 && output.standardError == "", "\(output)")
    }
  }

  @Test func `manifests in a hidden folder are said once, and those of git are not`() async throws {
    try await withTemporaryDirectory { path in
      let output = try await Workspace(path: path).shell(
        Self.preparation
          + """
          cd contacts; mkdir -p .hid/deep .git .roster .github/workflows; cp a.yaml .hid/deep/b.yml
          echo 'companies: {acme: {domain: acme.example}}' > .hid/c.yaml; cp a.yaml .git; cp a.yaml .roster
          echo 'jobs: {}' > .github/workflows/ci.yml; ln -s / .hid/root; ln -s ../a.yaml .hid/d.yaml
          mkdir .locked; chmod 0 .locked; cd ..; roster validate --follow-links contacts
          """
      )
      #expect(output.status == 0, "\(output)")
      let said =
        "2 files look like manifests and are not read: `contacts/.hid/c.yaml` and\n  `contacts/.hid/deep/b.yml`."
      #expect(output.standardError.hasPrefix("warning[R0130]: " + said), "\(output)")
    }
  }

  @Test func `a pattern that matches nothing is said`() async throws {
    try await withTemporaryDirectory { path in
      let output = try await Workspace(path: path).shell(
        Self.preparation
          + """
          roster drift --sandbox 'contact.idda*'; roster drift --sandbox roster.yaml; roster state list 'Ida*'
          roster plan --sandbox --follow-links contacts --only nobody > /dev/null
          roster plan --sandbox --follow-links contacts --exclude 'x-*' > /dev/null
          roster state list 'ida*'; roster drift --sandbox '*' > /dev/null
          roster plan --sandbox --follow-links contacts --only ida@example.com --exclude 'ida*' > /dev/null
          roster apply --sandbox --follow-links contacts --exclude '*' > /dev/null
          """
      )
      #expect(output.standardError.ranges(of: "warning[R1007]").count == 6, "\(output)")
    }
  }
}
