import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// What the state keeps of a creation whose answer was never recorded.
@Suite struct UnsettledTests {
  /// Records the entries in a session that ends without a commit, as a killed process does.
  private func leave(_ entries: [StateEntry], at path: String) async throws {
    try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
      try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
      for entry in entries { try session.record(entry) }
    }
  }

  @Test func `a creation that was sent and not answered stays unsettled`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/state.jsonl"
      try await leave(
        [.sending(address("a")), .sending(address("b")), .put(contact("a"))],
        at: path
      )
      let read = try await StateStore(path: path).read()
      #expect(read.prior.unsettled == [address("b")])
      #expect(read.notices.first?.message.contains("1 outcome") == true)
      // Folded to the disk by the next writer, and still known after that.
      try await StateStore(path: path).withExclusiveLock(holder: holder) { session in
        #expect(session.snapshot.prior.unsettled == [address("b")])
      }
      let again = try await StateStore(path: path).read()
      #expect(again.prior.unsettled == [address("b")])
      #expect(try again.prior.contacts.all().map(\.address) == [address("a")])
      #expect(again.notices.isEmpty)
    }
  }

  @Test(arguments: [StateEntry.put(contact("b")), .remove(address("b"))])
  func `an outcome settles it`(_ outcome: StateEntry) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/state.jsonl"
      try await leave([.sending(address("b"))], at: path)
      try await apply([outcome], to: path)
      #expect(try await StateStore(path: path).read().prior.unsettled.isEmpty)
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      #expect(!text.contains("unsettled"))
    }
  }

  @Test func `a creation that was refused changes nothing`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/state.jsonl"
      try await apply([.put(contact("a"))], to: path)
      let before = try Data(contentsOf: URL(fileURLWithPath: path))
      let serial = try await apply([.sending(address("b")), .remove(address("b"))], to: path)
      #expect(serial == nil)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }
  }
}
