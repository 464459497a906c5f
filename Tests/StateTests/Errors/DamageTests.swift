import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// States and journals that are not as roster wrote them, and what is said about them.
///
/// `Golden/NAME.in.jsonl` is the file, `Golden/NAME.out.txt` what reading it says.
@Suite struct DamageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let codes: [DiagnosticCode]
    let damage: @Sendable ([String]) -> String

    /// `damage` makes the damaged text of the sound lines.
    init(
      _ name: String,
      _ codes: [DiagnosticCode],
      _ damage: @escaping @Sendable ([String]) -> String
    ) {
      self.name = name
      self.codes = codes
      self.damage = damage
    }

    var testDescription: String { name }
  }

  private static let sound: [StateEntry] = [
    .put(contact("ada")), .put(contact("bob", jobTitle: "Lead")), .put(fullContact),
  ]

  private static func joined(_ lines: [String]) -> String {
    lines.joined(separator: "\n") + "\n"
  }

  /// These lines, the digest's left out, with the digest that they have now.
  private static func sealed(_ lines: [String], count: Int) -> String {
    let body = joined(lines)
    let digest = hexadecimal(SHA256.digest(of: Array(body.utf8)))
    return body + #"{"count":\#(count),"sha256":"\#(digest)"}"# + "\n"
  }

  private static func replacing(_ index: Int, _ text: String, by other: String)
    -> @Sendable ([String]) -> String
  {
    { lines in
      var lines = lines
      lines[index] = lines[index].replacingOccurrences(of: text, with: other)
      return joined(lines)
    }
  }

  static let states: [Case] = [
    Case("state-sound", []) { joined($0) },
    Case("state-empty", [.stateDamaged]) { _ in "" },
    Case("state-of-something-else", [.notAState]) { _ in "contacts:\n  ada:\n" },
    Case(
      "state-from-the-future",
      [.stateFromFuture],
      replacing(0, #""version":1"#, by: #""version":2,"shards":["a"]"#)
    ),
    Case("state-header-damaged", [.stateDamaged]) { lines in
      replacing(0, #""serial":1"#, by: #""serial":-1"#)(lines)
    },
    Case("state-merge-conflict", [.stateMergeConflict]) { lines in
      joined(
        ["<<<<<<< HEAD", lines[0], lines[1], "======="]
          + [lines[0].replacingOccurrences(of: #""serial":1"#, with: #""serial":2"#)]
          + [">>>>>>> other", lines[2], lines[3], lines[4]]
      )
    },
    Case(
      "state-value-edited",
      [.stateFingerprint],
      replacing(2, "Lead", by: "Boss")
    ),
    Case("state-id-edited", [.stateEdited], replacing(1, "ctc_ada", by: "ctc_eve")),
    Case("state-line-missing", [.stateEdited]) { lines in
      joined([lines[0], lines[1], lines[3], lines[4]])
    },
    Case("state-lines-out-of-order", [.stateOrder]) { lines in
      joined([lines[0], lines[2], lines[1], lines[3], lines[4]])
    },
    Case("state-line-doubled", [.stateOrder, .stateEdited]) { lines in
      joined([lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]])
    },
    Case("state-line-doubled-and-sealed", [.stateOrder]) { lines in
      let header = lines[0].replacingOccurrences(of: #""count":3"#, with: #""count":4"#)
      return sealed([header, lines[1], lines[1], lines[2], lines[3]], count: 4)
    },
    Case("state-count-wrong-and-sealed", [.stateEdited]) { lines in
      sealed([lines[0], lines[1], lines[2]], count: 2)
    },
    Case("state-of-no-version", [.stateDamaged]) { lines in
      let header = lines[0].replacingOccurrences(of: #""version":1"#, with: #""version":0"#)
      return sealed([header] + lines[1...3], count: 3)
    },
    Case("state-cut-off", [.stateDamaged, .stateDamaged]) { lines in
      String(joined(lines).prefix(700))
    },
    Case("state-cut-at-a-line", [.stateDamaged]) { joined(Array($0.dropLast())) },
    Case("state-without-last-line-break", [.stateDamaged]) { lines in
      lines.joined(separator: "\n")
    },
    Case("state-with-CRLF", [.stateEdited]) { $0.joined(separator: "\r\n") + "\r\n" },
    // The digest is over what stands before it, however its lines end.
    Case("state-with-CRLF-in-its-digest", [.stateEdited]) { lines in
      let body = lines.dropLast().joined(separator: "\r\n") + "\r\n"
      let digest = hexadecimal(SHA256.digest(of: Array(body.utf8)))
      return body + #"{"count":3,"sha256":"\#(digest)"}"# + "\r\n"
    },
    Case("state-with-CRLF-at-its-end", [.stateEdited]) { $0.joined(separator: "\n") + "\r\n" },
    Case("state-with-space-at-its-end", [.stateEdited]) { $0.joined(separator: "\n") + " \n" },
    Case("state-strange-member", [.stateDamaged]) { lines in
      replacing(1, #""owner""#, by: #""color":"red","owner""#)(lines)
    },
    Case("state-many-problems", [DiagnosticCode](repeating: .stateDamaged, count: 20)) { lines in
      joined([lines[0]] + (0..<50).map { "line \($0)" } + [lines[4]])
    },
  ]

  @Test(arguments: states)
  func `a state that is not as roster wrote it is explained`(_ damaged: Case) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/roster.state.jsonl"
      try await apply(Self.sound, to: path)
      let lines = try content(path).split(separator: "\n").map(String.init)
      try write(damaged.damage(lines), to: path)
      try await expectSaid(damaged, folder, file: path)
    }
  }

  static let journals: [Case] = [
    Case("journal-sound", [.journalFolded]) { joined($0) },
    Case("journal-torn", [.journalFolded]) { String(joined($0).dropLast(20)) },
    Case("journal-with-CRLF", [.journalFolded]) { $0.joined(separator: "\r\n") + "\r\n" },
    Case("journal-torn-with-CRLF", [.journalFolded]) { lines in
      String((lines.joined(separator: "\r\n") + "\r\n").unicodeScalars.dropLast(1))
    },
    Case("journal-entry-edited-with-CRLF", [.stateDamaged]) { lines in
      lines.map { $0.replacing("Lead", with: "Boss") + "\r\n" }.joined()
    },
    Case("journal-entry-edited", [.stateDamaged], replacing(2, "Lead", by: "Boss")),
    Case("journal-entry-missing", [.stateDamaged]) { joined([$0[0], $0[2], $0[3]]) },
    Case("journal-entries-swapped", [.stateDamaged]) { joined([$0[0], $0[2], $0[1], $0[3]]) },
    Case("journal-torn-in-the-middle", [.stateDamaged]) { lines in
      joined([lines[0], lines[1], String(lines[2].prefix(40)), lines[3]])
    },
    Case(
      "journal-header-edited",
      [.stateDamaged],
      replacing(0, #""serial":1"#, by: #""serial":2"#)
    ),
    Case("journal-of-something-else", [.stateDamaged]) { _ in "hello\nworld\n" },
    Case(
      "journal-from-the-future",
      [.stateFromFuture],
      replacing(0, #""version":1"#, by: #""version":7"#)
    ),
  ]

  @Test(arguments: journals)
  func `a journal that is not as roster wrote it is explained`(_ damaged: Case) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/roster.state.jsonl"
      try await apply([.put(contact("ada")), .put(contact("bob"))], to: path)
      try await interruptedApply(
        [.put(contact("ada2", id: "ctc_ada"), replacing: address("ada"))]
          + [.put(contact("bob", jobTitle: "Lead")), .remove(address("nobody"))],
        to: path
      )
      let lines = try content(path + ".journal").split(separator: "\n").map(String.init)
      try write(damaged.damage(lines), to: path + ".journal")
      try await expectSaid(damaged, folder, file: path + ".journal")
    }
  }

  private func expectSaid(_ damaged: Case, _ folder: String, file: String) async throws {
    let store = StateStore(path: folder + "/roster.state.jsonl")
    let before = try content(file)
    var diagnostics: [Diagnostic]
    do {
      let snapshot = try await store.read()
      diagnostics = snapshot.notices
      #expect(!snapshot.prior.contacts.isEmpty)
      #expect(try await store.inspect().isSound)
    } catch let error as StateError {
      diagnostics = error.diagnostics
      let again = await #expect(throws: StateError.self) {
        try await store.withExclusiveLock(holder: holder) { _ in }
      }
      #expect(again?.diagnostics == diagnostics)
      #expect(try await !store.inspect().isSound)
    }
    #expect(try content(file) == before)
    #expect(diagnostics.map(\.code) == damaged.codes)
    expectGolden(before, "\(damaged.name).in.jsonl")
    expectGolden(diagnostics.map { said($0, folder) }.joined(), "\(damaged.name).out.txt")
  }

  private func said(_ diagnostic: Diagnostic, _ folder: String) -> String {
    var text = "\(diagnostic.severity) \(diagnostic.code): \(diagnostic.message)\n"
    if let location = diagnostic.location { text += "  at \(location)\n" }
    if let detail = diagnostic.detail { text += "  \(detail)\n" }
    if let hint = diagnostic.hint { text += "  hint: \(hint)\n" }
    return text.replacingOccurrences(of: folder + "/", with: "")
  }

  @Test func `the sound golden state of an earlier build still reads`() async throws {
    try await withTemporaryDirectory { folder in
      let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden/state-sound.in.jsonl").path
      let path = folder + "/roster.state.jsonl"
      try write(try content(golden), to: path)
      let prior = try await read(path)
      #expect(
        try prior.contacts.all() == [contact("ada"), contact("bob", jobTitle: "Lead"), fullContact]
      )
    }
  }

  @Test func `codes have ids of their own in this module's range`() {
    let ids = DiagnosticCode.stateCodes.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids == ids.sorted())
    #expect(ids.allSatisfy { $0.hasPrefix("R20") && $0.count == 5 })
  }
}
