import Diagnostics
import Foundation
import Model
import ParallelWork

/// Finds keys of contacts that nobody can tell apart, though each of their characters is seen.
///
/// What holds a character that nobody sees is a `DoubtfulKey`.
struct LookAlikeKeys {
  private(set) var problems = ProblemList()

  /// - Parameters:
  ///   - contacts: In the order of the files.
  ///   - leftOut: Contacts that do not count, as another takes their place.
  init(_ contacts: DesiredContacts, leftOut: Set<Int>) {
    // As a rule all keys are ASCII, and two of those look alike only when they are the same.
    var looks: [String: [Int]] = [:]
    let unusual = concurrently(count: contacts.count, piece: 1 << 16) { range in
      range.filter { Self.isUnusual($0, contacts) }
    }
    for index in unusual.joined() where !leftOut.contains(index) {
      let key = contacts.address(index).key
      guard UnseenCharacter.look(of: key) == key else { continue }
      looks[Self.look(of: key), default: []].append(index)
    }
    guard !looks.isEmpty else { return }
    for index in contacts.indices where !Self.isUnusual(index, contacts) && !leftOut.contains(index)
    {
      let key = contacts.address(index).key
      if looks[key] != nil { looks[key]?.append(index) }
    }
    for group in looks.values where group.count > 1 { report(group, contacts) }
  }

  private static func isUnusual(_ index: Int, _ contacts: DesiredContacts) -> Bool {
    contacts.withKey(index) { key in key.contains { $0 >= 0x80 } }
  }

  /// What is seen of a key: composed, other scripts' letters as ours.
  private static func look(of key: String) -> String {
    var look = String.UnicodeScalarView()
    for scalar in key.precomposedStringWithCompatibilityMapping.unicodeScalars {
      if let letter = EmailCheck.lookAlikes[scalar] {
        look.append(contentsOf: letter.unicodeScalars)
      } else {
        look.append(scalar)
      }
    }
    return String(look)
  }

  private mutating func report(_ group: [Int], _ contacts: DesiredContacts) {
    let sorted = group.sorted {
      let (one, other) = (contacts.position($0), contacts.position($1))
      return (one.file, one.line, one.column) < (other.file, other.line, other.column)
    }
    let first = contacts[sorted[0]]
    for index in sorted.dropFirst() {
      let contact = contacts[index]
      problems.append(
        Problem(
          .warning,
          .keysLookAlike,
          "The key \(quoted(contact.address.key)) looks like another one and differs from it "
            + "(\(Self.difference(contact.address.key, first.address.key))).",
          hint: "Write one of the two otherwise; if they are one person, remove one.",
          address: contact.address.description,
          place: Place(
            contact.position,
            length: contact.address.key.unicodeScalars.count
          ),
          related: [
            .init(message: "the other one stands here", place: Place(first.position, length: 1))
          ]
        )
      )
    }
  }

  /// Where the two part, by their code points.
  private static func difference(_ key: String, _ other: String) -> String {
    "\(key.codePoints(differingFrom: other)) here, \(other.codePoints(differingFrom: key)) there"
  }
}
