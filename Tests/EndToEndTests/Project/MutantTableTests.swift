import Foundation
import TestSupport
import Testing

/// The table of faults that `Tests/mutants.py` puts into a copy of the program.
@Suite struct MutantTableTests {
  @Test func `each fault's text occurs once in its file`() async throws {
    let check = try RunningProcess(
      Workspace(path: Workspace.repository),
      [Workspace.repository + "/Tests/mutants.py", "--check"],
      executable: "/usr/bin/python3"
    )
    let output = try await check.wait()
    #expect(output.status == 0, "\(output)")
    let count = output.standardOutput.split(separator: " ").first.flatMap { Int($0) } ?? 0
    #expect(count >= 60, "\(output)")
  }
}
