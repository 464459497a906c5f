import Foundation
import TestSupport
import Testing

/// What nobody would write by hand, given to the built binary with little memory: each ends soon, with an error
/// that says why, and never by a signal.
@Suite struct HostileInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Of standard error's first code; `nil` for what is valid.
    let code: String?
    let content: @Sendable () -> Data

    init(_ name: String, _ code: String?, _ content: @autoclosure @escaping @Sendable () -> String)
    {
      (testDescription, self.code) = (name, code)
      self.content = { Data(content().utf8) }
    }

    init(_ name: String, _ code: String?, bytes: @autoclosure @escaping @Sendable () -> [UInt8]) {
      (testDescription, self.code, content) = (name, code, { Data(bytes()) })
    }
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static func numbered(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  private static let sound = "contacts: {a@example.com: {}}\n"

  static let cases: [Case] = [
    Case(
      "an alias bomb",
      "R0108",
      "contacts:\n  a@example.com: &a0 {custom: {a: [x, x, x, x, x, x, x, x, x, x]}}\n"
        + numbered(12) { level in
          "  b\(level)@example.com: &a\(level + 1) [" + repeated("*a\(level), ", 10) + "]\n"
        }
    ),
    Case(
      "merge keys that double",
      "R0108",
      "contacts:\n  a@example.com: &a0 {phone: '1'}\n"
        + numbered(40) { "  b\($0)@example.com: &a\($0 + 1) {<<: [*a\($0), *a\($0)]}\n" }
    ),
    Case("a merge cycle", "R0107", "contacts:\n  a@example.com: &a\n    <<: *a\n"),
    Case("100,000 open brackets", "R0104", "contacts: " + repeated("[", 100_000)),
    Case("100,000 open braces", "R0104", repeated("{a: ", 100_000)),
    Case("100,000 list items in one line", "R0104", "contacts:\n" + repeated("- ", 100_000)),
    Case("100,000 question marks", "R0104", repeated("? ", 100_000)),
    Case("a key of a megabyte", "R0105", "contacts: {? \(repeated("k", 1_100_000)) : {}}\n"),
    Case(
      "a value of a megabyte",
      "R0105",
      "contacts: {a@example.com: {summary: \(repeated("k", 1_100_000))}}\n"
    ),
    Case(
      "a million equal keys",
      "R0111",
      "contacts:\n" + repeated(" a@x.test:\n", 1_000_000)
    ),
    Case("a NUL byte", "R0103", "contacts: {a@example.com: {firstName: \u{0}}}\n"),
    Case("only NUL bytes", "R0103", repeated("\u{0}", 100_000)),
    Case(
      "Latin-1",
      "R0102",
      bytes: Array("contacts: {a@x.test: {firstName: ".utf8) + [0xE9, 0x7D]
    ),
    Case("overlong UTF-8", "R0102", bytes: Array("contacts: ".utf8) + [0xC0, 0xAF]),
    Case("surrogates in UTF-8", "R0102", bytes: Array("contacts: ".utf8) + [0xED, 0xA0, 0x80]),
    Case("UTF-16", nil, bytes: [0xFF, 0xFE] + utf16(sound)),
    Case("UTF-16 without a mark", "R0102", bytes: utf16(sound)),
    Case("UTF-16 cut off", "R0102", bytes: [0xFF, 0xFE] + utf16(sound) + [0x61]),
    Case("half a surrogate pair", "R0102", bytes: [0xFF, 0xFE] + utf16(sound) + [0x00, 0xD8]),
    Case("UTF-32", "R0102", bytes: [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]),
    Case("a spreadsheet", "R0102", bytes: [0x50, 0x4B, 3, 4] + Array(repeating: 0, count: 1_000)),
    Case("every byte there is", "R0103", bytes: (0...255).map { UInt8($0) }),
    Case(
      "one line of megabytes",
      "R0309",
      "contacts: {" + numbered(20_000) { "k\($0)@x.test: {phone: x}, " } + "}\n"
    ),
    Case("a comment of megabytes", nil, "# \(repeated("x", 20_000_000))\n\(sound)"),
    Case("blank lines for ever", nil, repeated("\n", 1_000_000) + sound),
    Case("a quote that is never closed", "R0101", "contacts: \"" + repeated("  b: c\n", 200_000)),
    Case("tabs", "R0109", "contacts:\n" + repeated("\ta: b\n", 10_000)),
    Case(
      "very many anchors",
      nil,
      "contacts:\n" + numbered(10_000) { "  a\($0)@x.test: &a\($0)\n" }
    ),
    Case(
      "very many fields, all ignored",
      nil,
      "fields:\n" + numbered(100_000) { "  f\($0): text\n" }
        + "contacts:\n  a@x.test:\n    ignore:\n" + numbered(100_000) { "    - custom.f\($0)\n" }
    ),
    Case("aliases of nothing", "R0106", "contacts:\n" + numbered(1_000) { "  a\($0): *x\($0)\n" }),
    Case("very many directives", "R0101", repeated("%TAG !a! tag:a\n", 10_000) + "--- a\n"),
  ]

  /// In 1 GiB of address space, of which the binary itself takes a part, and two minutes of a busy machine.
  private func run(_ workspace: Workspace, _ arguments: String...) async throws -> RunOutput {
    let command = "ulimit -v 1048576; exec timeout 120 '\(Workspace.binary)' \"$@\""
    let process = try RunningProcess(
      workspace,
      ["-c", command, "roster"] + arguments,
      executable: "/bin/bash"
    )
    return try await process.wait()
  }

  private func firstCode(_ output: RunOutput) -> String? {
    output.standardError.firstMatch(of: /(?:error|warning)\[(R[0-9]{4})\]/).map {
      String($0.output.1)
    }
  }

  @Test(arguments: cases)
  func `a hostile manifest ends in an error that says why`(_ hostile: Case) async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try hostile.content().write(to: URL(fileURLWithPath: path + "/roster.yaml"))
      let output = try await run(workspace, "validate")
      #expect(output.status == (hostile.code == nil ? 0 : 1), "\(output.standardError.prefix(500))")
      let codes = output.standardError.matches(of: /(?m)^error\[(R[0-9]{4})\]/).map {
        String($0.output.1)
      }
      if let code = hostile.code {
        #expect(codes.contains(code), "\(output.standardError.prefix(500))")
      } else {
        #expect(codes.isEmpty)
      }
      // However many there are, what is said stays readable.
      #expect(output.standardError.utf8.count < 1_000_000)
    }
  }

  @Test func `links in circles, pipes and devices are told apart, and nothing waits for them`()
    async throws
  {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      try workspace.write(Self.sound, to: "loop/in/a.yaml")
      #expect(symlink("..", path + "/loop/in/up") == 0)
      #expect(symlink(".", path + "/loop/self") == 0)
      #expect(
        try await run(workspace, "validate", "loop").lastLine == "Valid: 1 contact in 1 file."
      )
      #expect(symlink("me.yaml", path + "/me.yaml") == 0)
      #expect(mkfifo(path + "/pipe.yaml", 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: path + "/folder",
        withIntermediateDirectories: false
      )
      #expect(symlink("/dev/zero", path + "/folder/zero.yaml") == 0)
      for (name, code) in [
        ("me.yaml", "R0121"), ("pipe.yaml", "R0122"), ("/dev/zero", "R0122"), ("folder", "R0140"),
        ("/proc/self/mem", "R0121"), ("gone.yaml", "R0120"),
      ] {
        let output = try await run(workspace, "validate", name)
        #expect(output.status == 1 && firstCode(output) == code, "\(name): \(output)")
      }
    }
  }

  @Test func `an import waits for no pipe and reads no device`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      #expect(mkfifo(path + "/pipe.csv", 0o600) == 0)
      let pipe = try await run(workspace, "import", "pipe.csv")
      #expect(pipe.status == 1 && firstCode(pipe) == "R6001", "\(pipe)")
      let device = try await run(workspace, "import", "/dev/zero")
      #expect(device.status == 1 && firstCode(device) == "R0004", "\(device)")
      let folder = try await run(workspace, "import", ".")
      #expect(folder.status == 1 && firstCode(folder) == "R0004", "\(folder)")
      let large = open(path + "/large.csv", O_CREAT | O_WRONLY, 0o600)
      #expect(ftruncate(large, off_t(256 << 20) + 1) == 0)
      close(large)
      let refused = try await run(workspace, "import", "large.csv")
      #expect(refused.status == 1 && firstCode(refused) == "R0004", "\(refused)")
    }
  }

  @Test func `an import of very many rows that share identifiers ends soon`() async throws {
    try await withTemporaryDirectory { path in
      let workspace = Workspace(path: path)
      let addresses = (0..<20_000).map { "p\($0)@x.example" }
      try workspace.write(
        "email\n" + addresses.joined(separator: "\n") + "\n"
          + "\"\(addresses.joined(separator: ";"))\"\n",
        to: "cell.csv"
      )
      let chain = (0..<20_000).map { "q\($0 / 2)@x.example,linkedin.com/in/x\(($0 + 1) / 2)\n" }
      try workspace.write("email,linkedin\n" + chain.joined(), to: "chain.csv")
      let output = try await run(workspace, "import", "cell.csv", "chain.csv", "--out", "out.yaml")
      #expect(output.status == 0, "\(output.standardError.suffix(500))")
      #expect(output.standardError.contains("; contacts: 20001, companies: 0."))
    }
  }

  @Test(arguments: [
    "import <(printf 'email\\na@example.com\\n') --quiet",
    "import - --quiet < <(printf 'email\\na@example.com\\n')",
  ])
  func `an import reads what a program writes`(_ words: String) async throws {
    try await withTemporaryDirectory { path in
      let process = try RunningProcess(
        Workspace(path: path),
        ["-c", "exec '\(Workspace.binary)' \(words)"],
        executable: "/bin/bash"
      )
      let output = try await process.wait()
      #expect(output.status == 0 && output.standardOutput.contains("a@example.com"), "\(output)")
    }
  }
}
