import Foundation
import Testing

/// A saved plan that somebody changes, and whose digests they make anew.
struct ForgedPlan {
  private(set) var text: String

  init(_ text: String) { self.text = text }

  /// Replaces every occurrence, of which there must be one.
  mutating func replace(
    _ old: String,
    _ new: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(text.contains(old), "the plan has no \(old)\n\(text)", sourceLocation: sourceLocation)
    text = text.replacingOccurrences(of: old, with: new)
  }

  /// Replaces the line of the change at that address by what `edit` makes of it.
  mutating func edit(
    _ address: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ edit: (inout ForgedPlan) -> Void
  ) {
    replaceLine(address, sourceLocation) { line in
      edit(&line)
      return [line.text]
    }
  }

  /// Adds behind the line of the change at that address what `edit` makes of it.
  mutating func duplicate(
    _ address: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ edit: (inout ForgedPlan) -> Void
  ) {
    replaceLine(address, sourceLocation) { line in
      let first = line.text
      edit(&line)
      // The last of the changes has no comma behind it.
      return first.hasSuffix(",") ? [first, line.text] : [first + ",", line.text]
    }
  }

  /// Removes the line of the change at that address, which is not the last.
  mutating func remove(
    _ address: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    replaceLine(address, sourceLocation) { _ in [] }
  }

  private mutating func replaceLine(
    _ address: String,
    _ sourceLocation: Testing.SourceLocation,
    _ edit: (inout ForgedPlan) -> [String]
  ) {
    var lines = text.components(separatedBy: "\n")
    let start = "{\"address\":\"\(address)\","
    guard let index = lines.firstIndex(where: { $0.hasPrefix(start) }) else {
      Issue.record("the plan has no change of \(address)", sourceLocation: sourceLocation)
      return
    }
    var line = ForgedPlan(lines[index])
    lines.replaceSubrange(index...index, with: edit(&line))
    text = lines.joined(separator: "\n")
  }

  /// Writes it as `name` with the digests that it should have.
  func write(to name: String, in workspace: Workspace) async throws {
    var text = self.text
    try await Self.renew("manifest_sha256", in: &text, workspace) { text in
      let files = text.matches(of: /\{"path":"([^"]*)","sha256":"([0-9a-f]{64})"\}/)
      return files.map { "\($0.2)  \($0.1)\n" }.joined()
    }
    try await Self.renew("sha256", in: &text, workspace) { text in
      let end = text.range(of: ",\n\"sha256\":\"")?.lowerBound ?? text.endIndex
      return text[..<end].replacingOccurrences(of: "\n", with: "")
    }
    try workspace.write(text, to: name)
  }

  private static func renew(
    _ member: String,
    in text: inout String,
    _ workspace: Workspace,
    _ content: (String) -> String
  ) async throws {
    let process = try RunningProcess(
      workspace,
      ["-c", "sha256sum"],
      input: content(text),
      executable: "/bin/sh"
    )
    let digest = try await process.wait().standardOutput.prefix(64)
    let start = try #require(text.range(of: "\n\"\(member)\":\"")).upperBound
    text.replaceSubrange(start..<text.index(start, offsetBy: 64), with: digest)
  }
}
