import Foundation
import Model
import State
import TestSupport
import Testing

@Suite struct ProtectionTests {
  private let guarded = PriorContact(
    address: address("ada"),
    id: ContactID("ctc_ada"),
    attributes: Attributes([(.field(.email), .string("ada@example.com"))]),
    isProtected: true
  )

  @Test func `a protected contact comes back as one, and the others need no member`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      _ = try await apply([.put(guarded), .put(contact("bob"))], to: path)
      #expect(try await read(path).contacts.all() == [guarded, contact("bob")])
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text.components(separatedBy: #""protected":true"#).count == 2)
      #expect(!text.contains(#""protected":false"#))
    }
  }

  @Test func `lifting the protection alone changes the state`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      _ = try await apply([.put(guarded)], to: path)
      let freed = PriorContact(
        address: guarded.address,
        id: guarded.id,
        attributes: guarded.attributes
      )
      let serial = try await apply([.put(freed)], to: path)
      #expect(serial == Serial(2))
      #expect(try await read(path).contacts.all() == [freed])
    }
  }
}
