import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// Two states that grew from one, made one again.
@Suite struct MergeTests {
  private func state(_ contacts: [PriorContact], serial: Int = 2) -> PriorState {
    PriorState(
      lineage: lineage,
      serial: Serial(serial),
      endpoint: endpoint,
      team: team,
      contacts: contacts.sorted { $0.address < $1.address }
    )
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var base: [PriorContact]?
    let ours: [PriorContact]
    let theirs: [PriorContact]
    let merged: [PriorContact]
    let decisions: [String: StateMerge.Decision]
    var testDescription: String { name }
  }

  private static let old = contact("ada")
  private static let lead = contact("ada", jobTitle: "Lead")
  private static let boss = contact("ada", jobTitle: "Boss")
  private static let email: AttributeKey = .field(.email)

  static let cases: [Case] = [
    Case(
      name: "the same",
      base: [old],
      ours: [lead],
      theirs: [lead],
      merged: [lead],
      decisions: [:]
    ),
    Case(
      name: "changed by us alone",
      base: [old],
      ours: [lead],
      theirs: [old],
      merged: [lead],
      decisions: ["ada": .taken(.ours)]
    ),
    Case(
      name: "changed by them alone",
      base: [old],
      ours: [old],
      theirs: [boss],
      merged: [boss],
      decisions: ["ada": .taken(.theirs)]
    ),
    Case(
      name: "added by each",
      base: [],
      ours: [contact("bob")],
      theirs: [contact("zed")],
      merged: [contact("bob"), contact("zed")],
      decisions: ["bob": .taken(.ours), "zed": .taken(.theirs)]
    ),
    Case(
      name: "removed by them alone",
      base: [old],
      ours: [old],
      theirs: [],
      merged: [],
      decisions: ["ada": .removed(.theirs)]
    ),
    Case(
      name: "removed by both",
      base: [old],
      ours: [],
      theirs: [],
      merged: [],
      decisions: [:]
    ),
    Case(
      name: "removed by us, changed by them",
      base: [old],
      ours: [],
      theirs: [boss],
      merged: [boss],
      decisions: ["ada": .keptThoughRemoved(.theirs)]
    ),
    Case(
      name: "changed by both",
      base: [old],
      ours: [lead],
      theirs: [boss],
      merged: [old],
      decisions: ["ada": .joined([.field(.jobTitle)])]
    ),
    Case(
      name: "without a base every difference is a conflict",
      ours: [lead],
      theirs: [old],
      merged: [old],
      decisions: ["ada": .joined([.field(.jobTitle)])]
    ),
    Case(
      name: "without a base what one has is kept",
      ours: [],
      theirs: [old],
      merged: [old],
      decisions: ["ada": .taken(.theirs)]
    ),
    Case(
      name: "two contacts in the CRM",
      base: [],
      ours: [contact("ada", id: "ctc_1")],
      theirs: [contact("ada", id: "ctc_2")],
      merged: [],
      decisions: ["ada": .contradictory(ContactID("ctc_1"), ContactID("ctc_2"))]
    ),
    Case(
      name: "renamed by them",
      base: [old],
      ours: [old],
      theirs: [old.moved(to: address("ada-2"))],
      merged: [old.moved(to: address("ada-2"))],
      decisions: ["ada": .removed(.theirs), "ada-2": .taken(.theirs)]
    ),
    Case(
      name: "renamed by them, without a base",
      ours: [old],
      theirs: [old.moved(to: address("ada-2"))],
      merged: [old],
      decisions: ["ada": .taken(.ours), "ada-2": .renamed(to: address("ada"))]
    ),
    Case(
      name: "renamed by both",
      base: [old],
      ours: [lead.moved(to: address("ada-1"))],
      theirs: [boss.moved(to: address("ada-2"))],
      merged: [old.moved(to: address("ada-1"))],
      decisions: ["ada-1": .taken(.ours), "ada-2": .renamed(to: address("ada-1"))]
    ),
    Case(
      name: "two addresses of one contact that a state has itself",
      base: [],
      ours: [contact("a", id: "ctc_1"), contact("b", id: "ctc_1")],
      theirs: [],
      merged: [contact("a", id: "ctc_1"), contact("b", id: "ctc_1")],
      decisions: ["a": .taken(.ours), "b": .taken(.ours)]
    ),
  ]

  @Test(arguments: cases) func `the rule`(_ test: Case) throws {
    let merge = try StateMerge(
      ours: state(test.ours),
      theirs: state(test.theirs),
      base: test.base.map { state($0, serial: 1) }
    )
    #expect(merge.contacts == test.merged)
    let expected = test.decisions.sorted { $0.key < $1.key }
    #expect(merge.decisions.map(\.address.key) == expected.map(\.key))
    #expect(merge.decisions.map(\.decision) == expected.map(\.value))
  }

  @Test(arguments: 0..<40) func `either way round the same contacts come out`(seed: Int) throws {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: 12)
    let base = random.prior(of: first, findingOneIn: 5)
    let ours = random.prior(of: random.edited(first, edits: 4), findingOneIn: 5)
    let theirs = random.prior(of: random.edited(first, edits: 4), findingOneIn: 5)
    let one = try StateMerge(ours: ours, theirs: theirs, base: base)
    let other = try StateMerge(ours: theirs, theirs: ours, base: base)
    let known = Set(Array(ours.contacts.addresses) + theirs.contacts.addresses)
    #expect(one.contacts.map(\.address) == one.contacts.map(\.address).sorted())
    #expect(Set(one.contacts.map(\.address)).isSubset(of: known))
    #expect(one.sameCount == other.sameCount)
    #expect(one.decisions.map(\.address) == other.decisions.map(\.address))
    let itself = try StateMerge(ours: ours, theirs: ours, base: base)
    #expect(try itself.contacts == ours.contacts.all() && itself.decisions.isEmpty)
  }

  private func merge(
    _ path: String,
    _ other: String,
    base: String? = nil,
    confirmed: Bool = true
  ) async throws -> StateStore.Merge {
    try await StateStore(path: path).merge(other, base: base, holder: holder) { _ in confirmed }
  }

  @Test func `a merge is written above both serials, with a backup`() async throws {
    try await withTemporaryDirectory { folder in
      let (path, other, base) = (folder + "/s.jsonl", folder + "/o.jsonl", folder + "/b.jsonl")
      try await apply([.put(contact("ada")), .put(contact("bob"))], to: path)
      let start = try content(path)
      try write(start, to: base)
      try write(start, to: other)
      try await apply([.put(contact("carl"))], to: path)
      try await apply([.put(contact("bob", jobTitle: "Lead"))], to: other)
      try await apply([.remove(address("ada"))], to: other)
      let ours = try content(path)
      let theirs = try content(other)
      let declined = try await merge(path, other, base: base, confirmed: false)
      #expect(declined.serial == nil)
      #expect(try content(path) == ours)
      let merged = try await merge(path, other, base: base)
      #expect(merged.serial == Serial(4))
      #expect(merged.serials == (Serial(2), Serial(3), Serial(1)))
      #expect(try content(path + ".backup") == ours)
      #expect(try content(other) == theirs)
      let prior = try await read(path)
      #expect(try prior.contacts.all() == [contact("bob", jobTitle: "Lead"), contact("carl")])
      #expect(prior.serial == Serial(4))
      #expect(prior.lineage == lineage && prior.team == team && prior.endpoint == endpoint)
      let again = try await merge(path, other, base: other)
      #expect(again.serial == nil, "there is nothing new in it")
    }
  }

  @Test func `unsettled creations of both sides stay unsettled`() async throws {
    try await withTemporaryDirectory { folder in
      let (path, other) = (folder + "/s.jsonl", folder + "/o.jsonl")
      try await apply([.put(contact("ada"))], to: path)
      try write(try content(path), to: other)
      try await interruptedApply([.sending(address("zed"))], to: path)
      try await apply([.sending(address("bob")), .put(contact("eve"))], to: other)
      _ = try await merge(path, other)
      #expect(try await read(path).unsettled == [address("bob"), address("zed")])
    }
  }

  @Test(arguments: [
    (Lineage("another"), endpoint, team, "another"),
    (lineage, "https://other.example.com/api", team, "https://other.example.com/api"),
    (lineage, endpoint, TeamID("tea_2"), "tea_2"),
  ])
  func `states that did not grow from one are refused`(
    _ itsLineage: Lineage,
    _ itsEndpoint: String,
    _ itsTeam: TeamID,
    _ word: String
  ) async throws {
    try await withTemporaryDirectory { folder in
      let (path, other) = (folder + "/s.jsonl", folder + "/o.jsonl")
      try await apply([.put(contact("ada"))], to: path)
      let ours = try content(path)
      try await StateStore(path: other).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: itsLineage, endpoint: itsEndpoint, team: itsTeam)
        try session.record(.put(contact("ada")))
        _ = try await session.commit()
      }
      do {
        _ = try await merge(path, other)
        Issue.record("they were merged")
      } catch let error as StateError {
        #expect(error.code == .stateUnmergeable)
        #expect(error.diagnostics[0].message.contains(word))
      }
      #expect(try content(path) == ours)
    }
  }

  @Test func `a missing or damaged state is refused`() async throws {
    try await withTemporaryDirectory { folder in
      let (path, other) = (folder + "/s.jsonl", folder + "/o.jsonl")
      try await apply([.put(contact("ada"))], to: path)
      let ours = try content(path)
      await #expect(throws: StateError.self) { _ = try await merge(path, other) }
      try write(ours.replacingOccurrences(of: "ctc_ada", with: "ctc_eve"), to: other)
      do {
        _ = try await merge(path, other)
        Issue.record("a damaged state was merged")
      } catch let error as StateError {
        #expect(error.code == .stateEdited)
      }
      #expect(try content(path) == ours)
    }
  }

  @Test func `two states in one file are told from other damage`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let ours = try content(path)
      try write(
        ours + ours.replacingOccurrences(of: "\"serial\":1", with: "\"serial\":2"),
        to: path
      )
      do {
        _ = try await read(path)
        Issue.record("two states in one file were read")
      } catch let error as StateError {
        #expect(error.diagnostics.map(\.code) == [.stateMergeConflict])
        #expect(error.diagnostics[0].hint?.contains("--merge theirs.jsonl") == true)
      }
    }
  }

  @Test func `a repair keeps no contact under two addresses that a merge gave it`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada")), .put(contact("eve"))], to: path)
      let lines = try content(path).split(separator: "\n").map(String.init)
      let renamed = lines[1].replacingOccurrences(of: "contact.ada", with: "contact.ann")
      let merge = [
        "<<<<<<< HEAD", lines[0], lines[1], "=======", lines[0], renamed, ">>>>>>> other",
      ]
      try write((merge + lines[2...]).joined(separator: "\n") + "\n", to: path)
      let repair = try await StateStore(path: path).repair(
        holder: holder,
        lineage: lineage,
        endpoint: endpoint
      ) { _ in true }
      #expect(repair.inspection.renamed == [address("ada"), address("ann")])
      #expect(try await read(path).contacts.all() == [contact("eve")])
    }
  }
}
