import Model
import YAMLEvents

/// The identifiers of contacts as hashes, from which those that may be shared are found.
struct IdentityTable {
  /// An identifier of a contact, in 16 bytes.
  struct Entry {
    /// The hash of the normalised identifier and its kind.
    let hash: Int
    /// The index of the contact.
    let contact: UInt32
    /// The number of the field.
    fileprivate let number: UInt8

    var field: Field { ResourceType.contact.fields[Int(number)] }
  }

  /// One of a contact's `additionalEmails`.
  struct AdditionalEmail {
    let hash: Int
    let contact: UInt32
    let span: Span
    let text: String
  }

  private(set) var entries: [Entry] = []
  private(set) var additionalEmails: [AdditionalEmail] = []

  /// Adds a value of `email`, `linkedinUrl` or `linkedinUrlSalesNav`.
  mutating func add(_ field: Field, _ text: YAMLBytes, contact: Int) {
    entries.append(
      Entry(hash: Self.hash(field, text), contact: UInt32(clamping: contact), number: field.number)
    )
  }

  /// Adds one of `additionalEmails`.
  mutating func add(_ email: ContactDraft.Email, contact: Int) {
    additionalEmails.append(
      AdditionalEmail(
        hash: Self.hash(.email, NormalizedIdentifier.email(email.text).utf8),
        contact: UInt32(clamping: contact),
        span: email.span,
        text: email.text
      )
    )
  }

  /// Adds another file's, whose contacts begin at `offset` in the whole set.
  mutating func append(_ other: IdentityTable, offset: Int) {
    let offset = UInt32(clamping: offset)
    entries.append(
      contentsOf: other.entries.lazy.map { entry in
        Entry(hash: entry.hash, contact: entry.contact + offset, number: entry.number)
      }
    )
    for email in other.additionalEmails {
      additionalEmails.append(
        AdditionalEmail(
          hash: email.hash,
          contact: email.contact + offset,
          span: email.span,
          text: email.text
        )
      )
    }
  }

  /// Makes room for so many identifiers in all.
  mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// Entries that have the same hash as others, each group in the order of the contacts.
  var entriesOfEqualHash: [[Entry]] {
    let sorted = candidates.sorted {
      $0.hash == $1.hash ? $0.contact < $1.contact : $0.hash < $1.hash
    }
    var groups: [[Entry]] = []
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].hash == sorted[start].hash { end += 1 }
      if end - start > 1 { groups.append(Array(sorted[start..<end])) }
      start = end
    }
    return groups
  }

  /// Entries whose hash may be another's, too: of many that all differ, about one in ten.
  ///
  /// Two marks for each of many remainders of the hashes find them in a small part of the time that
  /// sorting all takes.
  private var candidates: [Entry] {
    var slots = 1 << 10
    while slots < 8 * entries.count { slots *= 2 }
    var seen = BitSet(count: slots)
    var shared = BitSet(count: slots)
    for entry in entries {
      let slot = entry.hash & (slots - 1)
      if seen[slot] { shared[slot] = true } else { seen[slot] = true }
    }
    return entries.filter { shared[$0.hash & (slots - 1)] }
  }

  private static func hash(_ field: Field, _ text: YAMLBytes) -> Int {
    // What `NormalizedIdentifier` makes of it, without its strings where all is plain.
    if field == .email, UsualText.isPrintable(text), text.last != UInt8(ascii: ".") {
      return hash(field, text, lowercased: true)
    }
    if field == .linkedinUrl, LinkedInCheck.isUsual(text, .profile) {
      return hash(field, text.rest(from: schemeLength), lowercased: true)
    }
    if field == .linkedinUrlSalesNav, LinkedInCheck.isUsual(text, .salesNavigator) {
      return hash(field, text.rest(from: schemeLength))
    }
    return hash(field, NormalizedIdentifier(field, text.string).text.utf8)
  }

  /// Of `https://www.`, which normalisation takes away.
  private static let schemeLength = 12

  /// FNV-1a: equal hashes only group what is compared afterwards.
  private static func hash(
    _ field: Field,
    _ text: some Sequence<UInt8>,
    lowercased: Bool = false
  ) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(field.number)
    for byte in text {
      let isUpper = lowercased && byte &- UInt8(ascii: "A") < 26
      hash = (hash ^ UInt64(isUpper ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return Int(truncatingIfNeeded: hash)
  }
}

/// Numbers from 0 below a bound, in a bit each.
private struct BitSet {
  private var words: [UInt64]

  /// None of the numbers below a multiple of 64.
  init(count: Int) { words = Array(repeating: 0, count: count / 64) }

  subscript(number: Int) -> Bool {
    get { words[number / 64] & 1 << (number % 64) != 0 }
    set {
      if newValue {
        words[number / 64] |= 1 << (number % 64)
      } else {
        words[number / 64] &= ~(1 << (number % 64))
      }
    }
  }
}
