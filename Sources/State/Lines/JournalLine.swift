import JSONText
import Model

/// One entry of a journal, as the bytes of its line.
///
/// Its contact has the same bytes as in the state, so that applying the journal copies them instead
/// of encoding the contact again.
struct JournalLine: Sendable {
  enum Content: Sendable {
    /// The contact is recorded; its object has that range.
    case put(Range<Int>, at: Address, replacing: Address?)
    case remove(Address)
    case sending(Address)
  }

  /// The entry's number, 1-based; a gap in the numbers reveals a missing entry.
  let number: Int
  /// Whether the entry counts only together with the next.
  let isContinued: Bool
  let content: Content

  /// Whether the entry records the outcome for a contact.
  var isOutcome: Bool { if case .sending = content { false } else { true } }

  /// Writes an entry's line with its check and its line break.
  static func write(
    _ entry: StateEntry,
    number: Int,
    isContinued: Bool,
    to writer: inout JSONWriter
  ) {
    LineCheck.writeSealed(to: &writer) { writer in
      writer.member("n", number)
      if isContinued { writer.member("more", true) }
      switch entry {
      case .put(let contact, let replacing):
        writer.member("replacing", replacing?.description)
        writer.key(plain: "put")
        ContactLine.write(contact, to: &writer)
      case .remove(let address):
        writer.member("remove", address.description)
      case .sending(let address):
        writer.member("sending", address.description)
      }
    }
  }

  private static let numberStart = Array(#"{"n":"#.utf8)
  private static let more = Array(#","more":true"#.utf8)
  private static let replacing = Array(#","replacing":"#.utf8)
  private static let put = Array(#","put":"#.utf8)
  private static let remove = Array(#","remove":"#.utf8)
  private static let sending = Array(#","sending":"#.utf8)

  /// Reads a line whose check matches, from its bytes before the check.
  ///
  /// It fails when the line is not as roster writes it.
  init?(_ bytes: UnsafeRawBufferPointer, _ checked: Range<Int>) {
    var cursor = Cursor(bytes: bytes, position: checked.lowerBound, end: checked.upperBound)
    guard cursor.take(Self.numberStart), let number = cursor.takeNumber() else { return nil }
    self.number = number
    isContinued = cursor.take(Self.more)
    if cursor.take(Self.remove) {
      guard let address = cursor.takeAddress(), cursor.isAtEnd else { return nil }
      content = .remove(address)
      return
    }
    if cursor.take(Self.sending) {
      guard let address = cursor.takeAddress(), cursor.isAtEnd else { return nil }
      content = .sending(address)
      return
    }
    var replaced: Address?
    if cursor.take(Self.replacing) {
      guard let address = cursor.takeAddress() else { return nil }
      replaced = address
    }
    guard cursor.take(Self.put) else { return nil }
    let object = cursor.position..<checked.upperBound
    guard let keys = LeadingKeys(bytes, in: object),
      let address = keys.address(bytes), bytes[object.upperBound - 1] == UInt8(ascii: "}")
    else { return nil }
    content = .put(object, at: address, replacing: replaced)
  }

  /// A position in a line.
  private struct Cursor {
    let bytes: UnsafeRawBufferPointer
    var position: Int
    let end: Int

    var isAtEnd: Bool { position == end }

    mutating func take(_ text: [UInt8]) -> Bool {
      guard LeadingKeys.matches(text, bytes, at: position, before: end) else { return false }
      position += text.count
      return true
    }

    mutating func takeNumber() -> Int? {
      let digits = bytes[position..<end].prefix { (0x30...0x39).contains($0) }
      position += digits.count
      return Int(String(decoding: digits, as: UTF8.self))
    }

    /// Takes a quoted string that is an address.
    mutating func takeAddress() -> Address? {
      let first = position
      guard take([UInt8(ascii: "\"")]) else { return nil }
      while position < end, bytes[position] != UInt8(ascii: "\"") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < end else { return nil }
      position += 1
      return (try? JSONParser.parse(bytes[first..<position]).string).flatMap { Address($0) }
    }
  }
}
