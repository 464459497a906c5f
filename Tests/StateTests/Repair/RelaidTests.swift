import Foundation
import Model
import State
import TestSupport
import Testing

/// A state that an editor, a formatter or a shell laid out anew.
@Suite struct RelaidTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let relay: @Sendable (String) throws -> [UInt8]

    init(_ description: String, _ relay: @escaping @Sendable (String) throws -> String) {
      testDescription = description
      self.relay = { Array(try relay($0).utf8) }
    }

    init(_ description: String, bytes relay: @escaping @Sendable (String) throws -> [UInt8]) {
      (testDescription, self.relay) = (description, relay)
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init)
  }

  /// Each object over several lines.
  private static func pretty(_ text: String) throws -> [String] {
    try lines(text).map { line in
      // Objects of Foundation have no order: the sorted one stands for that of any formatter.
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let data = try JSONSerialization.data(
        withJSONObject: object,
        options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      )
      return String(decoding: data, as: UTF8.self)
    }
  }

  static let cases: [Case] = [
    Case("blanks") { $0.replacing("\n", with: " ") },
    Case("nothing") { $0.replacing("\n", with: "") },
    Case("commas") { $0.replacing("\n", with: ",") },
    Case("tabs") { $0.replacing("\n", with: "\t") },
    Case("no-break spaces") { $0.replacing("\n", with: "\u{A0}") },
    Case("line separators") { $0.replacing("\n", with: "\u{2028}") },
    Case("CR") { $0.replacing("\n", with: "\r") },
    Case("CR and a last line break") { $0.replacing("\n", with: "\r") + "\n" },
    Case("blanks and CR LF") { $0.replacing("\n", with: " ") + "\r\n" },
    Case("two of the lines joined") { text in
      var all = lines(text)
      all[1] += all.remove(at: 2)
      return all.joined(separator: "\n") + "\n"
    },
    Case("an array") { text in
      let objects = lines(text).joined(separator: ",\n")
      return "[\n" + objects + "\n]\n"
    },
    Case("an array in one line") { text in
      let objects = lines(text).joined(separator: ", ")
      return "[" + objects + "]"
    },
    Case("an array over many lines") { text in
      let objects = try pretty(text).joined(separator: ",\n")
      return "[\n" + objects + "\n]\n"
    },
    Case("objects over many lines") { text in
      try pretty(text).joined(separator: "\n") + "\n"
    },
    Case("lines of 60 characters") { text in lines(text).map(folded).joined() },
    Case("marks of a quotation") { text in
      lines(text).map { line in "> " + line + "\n" }.joined()
    },
    Case("blanks after a mark") { "\u{FEFF}" + $0.replacing("\n", with: " ") },
    Case("blanks in UTF-16", bytes: utf16),
  ]

  private static func folded(_ line: String) -> String {
    var (rest, text) = (line[...], "")
    while !rest.isEmpty {
      text += rest.prefix(60) + "\n"
      rest = rest.dropFirst(60)
    }
    return text
  }

  @Sendable private static func utf16(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in text.replacing("\n", with: " ").utf16 {
      bytes += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
    }
    return bytes
  }

  @Test(arguments: cases)
  func `however a state was laid out anew, each contact is kept`(_ relaid: Case) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      // What looks like the end of an object in a text is none.
      let bob = contact("bob", jobTitle: #"a } { "address": "contact.x", \"#)
      let all = [contact("ada"), bob, contact("eve", findings: [Finding(.ownerIgnored)])]
      try await apply(all.map { .put($0) }, to: path)
      try Data(try relaid.relay(try content(path))).write(to: URL(fileURLWithPath: path))
      await #expect(throws: StateError.self) { try await read(path) }
      let result = try await repair(path)
      #expect(result.inspection.lost.isEmpty && !result.inspection.isHeaderLost)
      #expect(result.serial == Serial(2))
      let prior = try await read(path)
      #expect(try prior.contacts.all() == all)
      #expect(prior.lineage == lineage && prior.endpoint == endpoint && prior.team == team)
    }
  }

  @Test(arguments: [" ", "", ",", "\t", "\n"])
  func `of joined lines, each contact that cannot be kept is named`(
    separator: String
  ) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(["ada", "bob", "eve", "zed"].map { .put(contact($0)) }, to: path)
      let text = try content(path)
        .replacing("ada@example.com", with: "ada@example.org")
        .replacing(
          #""usr_1","company":"cpn_1"}"# + "\n" + #"{"address":"contact.eve""#,
          with: #""usr_"# + "\n" + #"{"address":"contact.eve""#
        )
      try write(text.replacing("\n", with: separator), to: path)
      let result = try await repair(path)
      #expect(result.inspection.lost.map(\.address) == [address("ada"), address("bob")])
      #expect(result.inspection.lost.map(\.id) == [ContactID("ctc_ada"), ContactID("ctc_bob")])
      #expect(try await read(path).contacts.all() == [contact("eve"), contact("zed")])
    }
  }

  @Test(arguments: [" ", "\n"])
  func `a state of which no contact can be kept stays as it is`(separator: String) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(["ada", "bob"].map { .put(contact($0)) }, to: path)
      let damaged = try content(path).replacing("@example.com", with: "@example.org")
        .replacing("\n", with: separator)
      for text in [damaged, String(damaged.prefix { $0 != "}" }) + "}" + separator] {
        try write(text, to: path)
        let error = await #expect(throws: StateError.self) { try await repair(path) }
        #expect(error?.code == .stateLost)
        #expect(try content(path) == text && !exists(path + ".damaged"))
      }
    }
  }

  @Test func `contacts that only the count speaks of are counted as lost`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(["ada", "bob", "eve"].map { .put(contact($0)) }, to: path)
      let lines = Self.lines(try content(path))
      try write((lines[..<1] + lines[2...]).joined(separator: "\n") + "\n", to: path)
      let result = try await repair(path)
      #expect(result.inspection.lost.isEmpty && result.inspection.missing == 1)
    }
  }

  @Test(arguments: [" ", "", ",", "\t", "\r"], ["", "\n"])
  func `the joined lines of a journal are told apart, and never left out`(
    separator: String,
    end: String
  ) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      try await interruptedApply([.put(contact("bob")), .put(contact("zed"))], to: path)
      let journal = Self.lines(try content(path + ".journal")).joined(separator: separator)
      try write(journal + end, to: path + ".journal")
      let error = await #expect(throws: StateError.self) { try await read(path) }
      #expect(error?.code == .stateDamaged)
      let result = try await repair(path)
      #expect(result.inspection.lost.isEmpty && result.inspection.foldedEntries == 2)
      #expect(try await read(path).contacts.all() == ["ada", "bob", "zed"].map { contact($0) })
    }
  }

  private func repair(_ path: String) async throws -> StateStore.Repair {
    try await StateStore(path: path).repair(
      holder: holder,
      lineage: Lineage("new"),
      endpoint: "https://new.example.com"
    ) { _ in true }
  }
}
