import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// What is said when a state cannot be read, locked or written.
@Suite struct StateErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: DiagnosticCode
    let provoke: @Sendable (String) async throws -> Void

    init(
      _ name: String,
      _ code: DiagnosticCode,
      _ provoke: @escaping @Sendable (String) async throws -> Void
    ) {
      (self.name, self.code, self.provoke) = (name, code, provoke)
    }

    var testDescription: String { name }
  }

  private static func store(refusing refusals: [String: Int32], _ path: String) -> StateStore {
    StateStore(path: path, fileSystem: FaultyFileSystem(refusing: refusals))
  }

  static let cases: [Case] = [
    Case("locked", .stateLocked) { path in
      try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in
        _ = try await apply([], to: path)
      }
    },
    Case("lock-failed", .lockFailed) { path in
      try await store(refusing: ["lock": ENOTSUP], path).withExclusiveLock(holder: holder) { _ in }
    },
    Case("unreadable", .stateUnreadable) { path in
      _ = try await store(refusing: ["read": EIO], path).read()
    },
    Case("unwritable", .stateUnwritable) { path in
      let full = FaultyFileSystem(refusing: ["rename": ENOSPC])
      try await apply([.put(contact("bob"))], to: path, fileSystem: full)
    },
    Case("folder-missing", .stateFolderMissing) { path in
      _ = try await read(path + ".folder/roster.state.jsonl")
    },
    Case("link", .stateLink) { path in
      let link = path + ".link"
      try FileManager.default.createSymbolicLink(
        atPath: link,
        withDestinationPath: "/outside/roster.state.jsonl"
      )
      _ = try await read(link)
    },
    Case("not-regular", .stateNotRegular) { path in
      _ = try await read(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    },
    Case("endpoint-differs", .stateEndpointDiffers) { path in
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: "https://other.example", team: team)
      }
    },
    Case("team-differs", .stateTeamDiffers) { path in
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: TeamID("tea_2"))
      }
    },
    Case("changed-underneath", .stateChanged) { path in
      let first = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
        try session.record(.put(contact("eve")))
        try write(first, to: path)
        _ = try await session.commit()
      }
    },
    Case("serial-spent", .stateSerialSpent) { path in
      try write(withSerial(Serial.highest.rawValue - 1, try content(path)), to: path)
      #expect(try await read(path).contacts.count == 1)
      try await apply([.put(contact("bob"))], to: path)
    },
    Case("missing", .stateMissing) { path in
      try await StateStore(path: path + ".other").withExclusiveLock(holder: holder) { session in
        _ = try await session.replace(with: [])
      }
    },
    Case("journal-mismatch", .journalMismatch) { path in
      let first = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      try await interruptedApply([.put(contact("eve"))], to: path)
      try write(first, to: path)
      _ = try await read(path)
    },
  ]

  @Test(arguments: cases)
  func `what cannot be done with a state is said with the way out`(_ refused: Case) async throws {
    try await withTemporaryDirectory { folder in
      // As the system resolves it, so that links in the temporary folder's own path change nothing.
      let folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
      let path = folder + "/roster.state.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let error = try await #require(throws: StateError.self) { try await refused.provoke(path) }
      #expect(error.code == refused.code)
      expectGolden(
        error.diagnostics,
        "error-\(refused.name)",
        replacing: [folder + "/": "", folder: "FOLDER"]
      )
    }
  }

  @Test func `an older state than was here before is said, however it is read`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/roster.state.jsonl"
      let store = StateStore(path: path)
      try await apply([.put(contact("ada"))], to: path)
      let old = try content(path)
      try await apply([.put(contact("bob"))], to: path)
      #expect(try await store.read().notices.isEmpty)
      let newer = try content(path)
      try write(old, to: path)
      let notices = try await store.read().notices
      expectGolden(notices, "notice-went-back", replacing: [folder + "/": ""])
      try await store.withExclusiveLock(holder: holder) { session in
        #expect(session.snapshot.notices == notices && session.snapshot.lasting == notices)
      }
      // What is not older is none, nor is another lineage.
      try write(newer, to: path)
      #expect(try await store.read().notices.isEmpty)
      try write(old, to: path)
      try write(old.replacing(lineage.rawValue, with: "other"), to: path + ".backup")
      #expect(try await store.read().notices.isEmpty)
      try write("damaged", to: path + ".backup")
      #expect(try await store.read().notices.isEmpty)
      // After the next apply, the state is the newest again.
      try await apply([.put(contact("eve"))], to: path)
      #expect(try await store.read().notices.isEmpty)
    }
  }

  @Test func `what a journal adds is said`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/roster.state.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      try await interruptedApply([.put(contact("bob"))], to: path)
      let notices = try await StateStore(path: path).read().notices
      #expect(notices.map(\.code) == [.journalFolded])
      expectGolden(notices, "notice-journal-folded", replacing: [folder + "/": ""])
    }
  }
}
