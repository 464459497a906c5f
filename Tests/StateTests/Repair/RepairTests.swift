import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

@Suite struct RepairTests {
  private func repair(_ path: String, confirmed: Bool = true) async throws -> StateStore.Repair {
    try await StateStore(path: path).repair(
      holder: holder,
      lineage: Lineage("new"),
      endpoint: "https://new.example.com"
    ) { _ in confirmed }
  }

  @Test func `a sound state, or none, is left alone`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      #expect(try await StateStore(path: path).inspect().isSound)
      try await apply([.put(contact("ada"))], to: path)
      try await interruptedApply([.put(contact("bob"))], to: path)
      let before = try content(path)
      let result = try await repair(path)
      #expect(result.inspection.isSound)
      #expect(try result.inspection.salvage.contacts.all() == [contact("ada"), contact("bob")])
      #expect(result.serial == nil)
      #expect(try content(path) == before)
      #expect(exists(path + ".journal"))
    }
  }

  @Test(arguments: [Int.max, Int.max - 1, 9_007_199_254_740_991, 9_007_199_254_740_990])
  func `a serial that cannot be raised is lost, and no contact is`(_ serial: Int) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let state = try content(path)
      try write(state.replacing("\"serial\":1,", with: "\"serial\":\(serial),"), to: path)
      let result = try await repair(path)
      #expect(result.serial == Serial(1))
      #expect(result.inspection.lost.isEmpty)
      let prior = try await read(path)
      #expect(try prior.contacts.all() == [contact("ada")])
      #expect(prior.lineage == Lineage("new"))
      #expect(prior.endpoint == endpoint)
      #expect(prior.team == team)
    }
  }

  @Test func `a sound state whose serial cannot be raised is repaired, and the one below is sound`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let state = try content(path)
      let last = Serial.highest.rawValue - 2
      try write(withSerial(last, state), to: path)
      #expect(try await repair(path).inspection.isSound)
      #expect(try await apply([.put(contact("bob"))], to: path) == Serial(last + 1))
      #expect(try await read(path).contacts.count == 2)
      let result = try await repair(path)
      #expect(result.serial == Serial(1) && result.inspection.lost.isEmpty)
      #expect(try await read(path).contacts.count == 2)
    }
  }

  @Test func `a damaged line is lost, and all others are kept`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(["ada", "bob", "eve"].map { .put(contact($0)) }, to: path)
      try await interruptedApply([.put(contact("zed"))], to: path)
      let damaged = try content(path).replacingOccurrences(of: "bob@example.com", with: "b\"b")
      try write(damaged, to: path)
      let declined = try await repair(path, confirmed: false)
      #expect(declined.serial == nil)
      #expect(try content(path) == damaged)
      let result = try await repair(path)
      #expect(
        result.inspection.lost == [
          StateInspection.LostLine(
            file: path,
            line: 3,
            address: address("bob"),
            id: ContactID("ctc_bob")
          )
        ]
      )
      #expect(result.inspection.foldedEntries == 1)
      #expect(result.serial == Serial(2))
      #expect(result.setAside == [path + ".damaged", path + ".journal.damaged"])
      #expect(try content(path + ".damaged") == damaged)
      #expect(try mode(path + ".damaged") == 0o600)
      let prior = try await read(path)
      #expect(try prior.contacts.all() == ["ada", "eve", "zed"].map { contact($0) })
      #expect(prior.lineage == lineage)
      #expect(prior.endpoint == endpoint)
      #expect(prior.team == team)
      #expect(!exists(path + ".journal"))
    }
  }

  @Test func `line ends that a program converted are repaired without a loss`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada")), .put(fullContact)], to: path)
      let sound = try content(path)
      try write(sound.replacingOccurrences(of: "\n", with: "\r\n"), to: path)
      let result = try await repair(path)
      #expect(result.inspection.lost == [] && result.inspection.problems.count == 1)
      #expect(try await read(path).contacts.all() == [contact("ada"), fullContact])
      #expect(result.serial == Serial(2))
      let lines = try content(path).split(separator: "\n")
      #expect(lines.dropFirst().dropLast() == sound.split(separator: "\n").dropFirst().dropLast())
    }
  }

  @Test func `a journal whose line ends were converted is folded in, with its state's or not`()
    async throws
  {
    for isStateConverted in [false, true] {
      try await withTemporaryDirectory { folder in
        let path = folder + "/s.jsonl"
        try await apply([.put(contact("ada"))], to: path)
        try await interruptedApply([.put(contact("bob")), .put(fullContact)], to: path)
        let files = isStateConverted ? [path, path + ".journal"] : [path + ".journal"]
        for file in files {
          try write(try content(file).replacingOccurrences(of: "\n", with: "\r\n"), to: file)
        }
        let result = try await repair(path)
        #expect(result.inspection.lost == [])
        #expect(result.inspection.problems.map(\.code) == (isStateConverted ? [.stateEdited] : []))
        #expect(
          try result.inspection.salvage.contacts.all() == [
            contact("ada"), contact("bob"), fullContact,
          ]
        )
        #expect(
          try await read(path).contacts.all() == [contact("ada"), contact("bob"), fullContact]
        )
        // The next apply takes over from there, and writes both as they should be.
        try await apply([.put(contact("eve"))], to: path)
        #expect(try await read(path).contacts.count == 4)
        #expect(try !content(path).utf8.contains(0x0D))
        #expect(!exists(path + ".journal"))
      }
    }
  }

  @Test func `both sides of a merge are kept, and what they disagree on is planned again`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply(["ada", "bob"].map { .put(contact($0)) }, to: path)
      let base = try content(path)
      try await apply([.put(contact("bob", jobTitle: "Lead")), .put(contact("carl"))], to: path)
      let ours = try content(path).split(separator: "\n").map(String.init)
      try write(base, to: path)
      try await apply(
        [.put(contact("bob", jobTitle: "Boss")), .put(contact("carl", id: "ctc_x"))]
          + [.put(contact("zed"))],
        to: path
      )
      try await apply([.put(contact("zed2"))], to: path)
      let theirs = try content(path).split(separator: "\n").map(String.init)
      let merge =
        ["<<<<<<< HEAD", ours[0], "=======", theirs[0], ">>>>>>> other", ours[1], "<<<<<<< HEAD"]
        + ours[2...] + ["======="] + theirs[2...] + [">>>>>>> other"]
      try write(merge.joined(separator: "\n") + "\n", to: path)
      let result = try await repair(path)
      let inspection = result.inspection
      #expect(inspection.problems.first?.code == .stateMergeConflict)
      #expect(inspection.joined == [address("bob")])
      #expect(inspection.contradictory == [address("carl")])
      #expect(inspection.lost.isEmpty)
      #expect(result.serial == Serial(4))
      let prior = try await read(path)
      #expect(try prior.contacts.all() == ["ada", "bob", "zed", "zed2"].map { contact($0) })
    }
  }

  @Test func `a journal of another serial is joined with the state`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada")), .put(contact("bob"))], to: path)
      let old = try content(path)
      try await apply([.put(contact("carl"))], to: path)
      try await interruptedApply(
        [.put(contact("bob", jobTitle: "Lead")), .put(contact("zed"))],
        to: path
      )
      try write(old, to: path)
      let result = try await repair(path)
      #expect(result.inspection.problems.map(\.code) == [.journalMismatch])
      #expect(result.inspection.joined == [address("bob")])
      #expect(result.serial == Serial(3))
      let prior = try await read(path)
      #expect(try prior.contacts.all() == ["ada", "bob", "zed"].map { contact($0) })
    }
  }

  @Test func `a journal of another lineage is set aside`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      try await interruptedApply([.put(contact("bob"))], to: path)
      let other = try content(path).replacingOccurrences(of: lineage.rawValue, with: "other")
      try write(other, to: path)
      let result = try await repair(path)
      #expect(result.inspection.foldedEntries == 0)
      #expect(try await read(path).contacts.all() == [contact("ada")])
      #expect(exists(path + ".journal.damaged"))
    }
  }

  @Test func `sound entries around damaged ones are kept`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await interruptedApply(["ada", "bob", "eve"].map { .put(contact($0)) }, to: path)
      let journal = try content(path + ".journal").replacingOccurrences(of: "ctc_bob", with: "x")
      try write(journal, to: path + ".journal")
      let result = try await repair(path)
      #expect(
        result.inspection.lost == [
          StateInspection.LostLine(file: path + ".journal", line: 3, address: nil)
        ]
      )
      #expect(try await read(path).contacts.all() == [contact("ada"), contact("eve")])
      #expect(try await read(path).serial == Serial(1))
    }
  }

  @Test func `a state without a readable header takes the given lineage and endpoint`()
    async throws
  {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let lines = try content(path).split(separator: "\n")
      try write("?\n" + lines.dropFirst().joined(separator: "\n") + "\n", to: path)
      let result = try await repair(path)
      #expect(result.serial == Serial(1))
      let prior = try await read(path)
      #expect(prior.lineage == Lineage("new"))
      #expect(prior.endpoint == "https://new.example.com")
      #expect(try prior.contacts.all() == [contact("ada")])
    }
  }

  @Test func `what was only written in another encoding is repaired without a loss`() async throws {
    let utf16 = { (text: String) in text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }
    let changes: [(String) -> [UInt8]] = [
      { [0xEF, 0xBB, 0xBF] + Array($0.utf8) },
      { [0xEF, 0xBB, 0xBF] + Array($0.replacingOccurrences(of: "\n", with: "\r\n").utf8) },
      { [0xFF, 0xFE] + utf16($0) }, utf16,
      { [0xFE, 0xFF] + $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } },
      { Array(($0 + "\n\n").utf8) }, { Array($0.dropLast().utf8) },
      { Array($0.replacing("\n", with: "\n\n").utf8) }, { Array(("# edited\n" + $0).utf8) },
      { Array($0.replacing("\n", with: "\r").utf8) },
      { Array(($0.prefix { $0 != "\n" } + "\n" + $0).utf8) },
    ]
    for (index, change) in changes.enumerated() {
      try await withTemporaryDirectory { folder in
        let path = folder + "/s.jsonl"
        try await apply([.put(contact("ada")), .put(fullContact)], to: path)
        let damaged = change(try content(path))
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        await #expect(throws: StateError.self, "\(index)") { try await read(path) }
        let result = try await StateStore(path: path).repair(
          holder: holder,
          lineage: Lineage("new"),
          endpoint: nil
        ) { _ in true }
        #expect(result.inspection.lost == [], "\(index)")
        #expect(!result.inspection.isHeaderLost && result.serial == Serial(2), "\(index)")
        let prior = try await read(path)
        #expect(try prior.contacts.all() == [contact("ada"), fullContact], "\(index)")
        #expect(prior.lineage == lineage && prior.endpoint == endpoint && prior.team == team)
      }
    }
  }

  @Test func `where the header's line is gone, no contact is`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada")), .put(contact("bob"))], to: path)
      let lines = try content(path).split(separator: "\n").dropFirst()
      try write(lines.joined(separator: "\n") + "\n", to: path)
      let result = try await repair(path)
      #expect(result.inspection.lost == [] && result.inspection.isHeaderLost)
      #expect(try await read(path).contacts.all() == [contact("ada"), contact("bob")])
    }
  }

  /// How much of the header is left, and what is kept of it.
  @Test(arguments: [
    (#","count""#, true, true, true), (#","team""#, true, true, false),
    (#"","team""#, true, false, false), (#","endpoint""#, false, false, false),
    (#","serial""#, false, false, false),
  ])
  func `what is left of a header that was cut is kept, and an endpoint is never made up`(
    _ end: String,
    _ keepsLineage: Bool,
    _ keepsEndpoint: Bool,
    _ keepsTeam: Bool
  ) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let lines = try content(path).split(separator: "\n").map(String.init)
      let cut = lines[0].prefix(upTo: try #require(lines[0].range(of: end)).lowerBound)
      let damaged = ([String(cut)] + lines.dropFirst()).joined(separator: "\n") + "\n"
      try write(damaged, to: path)
      let attempt = {
        try await StateStore(path: path).repair(
          holder: holder,
          lineage: Lineage("new"),
          endpoint: nil
        ) { _ in true }
      }
      if keepsEndpoint {
        _ = try await attempt()
      } else {
        let error = await #expect(throws: StateError.self) { try await attempt() }
        #expect(error?.code == .stateHeaderLost)
        #expect(try content(path) == damaged)
        _ = try await repair(path)
      }
      let prior = try await read(path)
      #expect(try prior.contacts.all() == [contact("ada")])
      #expect(prior.lineage == (keepsLineage ? lineage : Lineage("new")))
      #expect(prior.endpoint == (keepsEndpoint ? endpoint : "https://new.example.com"))
      #expect(prior.team == (keepsTeam ? team : nil))
    }
  }

  @Test(arguments: [
    "contacts:\n  ada: {}\n", "not a state", #"{"format":"roster-state","version":2}"# + "\n",
  ])
  func `what is no state, or a newer one, is never made one`(_ text: String) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try write(text, to: path)
      await #expect(throws: StateError.self) { try await repair(path) }
      #expect(try content(path) == text && !exists(path + ".damaged"))
    }
  }

  @Test func `repairing twice sets aside under another name`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      for _ in 0..<2 {
        try write(try content(path).replacing("\"sha256\"", with: "\"sha"), to: path)
        _ = try await repair(path)
      }
      #expect(exists(path + ".damaged"))
      #expect(exists(path + ".damaged.2"))
    }
  }

  @Test(arguments: [FaultyFileSystem.Fault.failure, .cutBefore, .cutWithin, .cutAfter])
  func `a repair that is cut off at any step loses nothing`(
    fault: FaultyFileSystem.Fault
  ) async throws {
    try await forEachStep(of: fault) { system, folder in
      let path = folder + "/s.jsonl"
      let sound = FaultyFileSystem.sound
      try await apply([.put(contact("ada")), .put(contact("bob"))], to: path, fileSystem: sound)
      try await interruptedApply([.put(contact("zed"))], to: path, fileSystem: sound)
      try write(try content(path).replacingOccurrences(of: "ctc_bob", with: "\""), to: path)
      let store = StateStore(path: path, fileSystem: system, clock: InstantClock())
      _ = try? await store.repair(holder: holder, lineage: lineage, endpoint: endpoint) { _ in
        true
      }
      _ = try await repair(path)
      #expect(
        try await read(path).contacts.all() == [contact("ada"), contact("zed")],
        "\(fault) after \(system.steps)"
      )
    }
  }
}
