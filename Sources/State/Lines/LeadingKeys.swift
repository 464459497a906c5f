import JSONText
import Model

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a scan of the bytes learns of a contact's line without decoding it.
struct LeadingKeys {
  /// The range of the address's key as the line spells it, without `contact.` and quotes.
  private let key: Range<Int>
  /// Whether the key is printable ASCII only, so that its bytes are those of the address.
  private let isPlain: Bool
  let fingerprint: Fingerprint
  /// The offset after the fingerprint and its closing quote.
  private let end: Int

  private static let start = Array(#"{"address":"contact."#.utf8)
  private static let middle = Array(#"","fingerprint":""#.utf8)
  private static let id = Array(#","id":""#.utf8)
  private static let protection = Array(#","protected":true}"#.utf8)

  /// Reads the start of an object at `range`; fails when it is not as roster writes it.
  init?(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    guard Self.matches(Self.start, bytes, at: range.lowerBound, before: range.upperBound) else {
      return nil
    }
    var position = range.lowerBound + Self.start.count
    let first = position
    var isPlain = true
    while position < range.upperBound, bytes[position] != UInt8(ascii: "\"") {
      if !(0x20..<0x7F).contains(bytes[position]) { isPlain = false }
      if bytes[position] == UInt8(ascii: "\\") {
        isPlain = false
        position += 1
      }
      position += 1
    }
    let digits = position + Self.middle.count
    guard position > first, digits + 33 <= range.upperBound,
      Self.matches(Self.middle, bytes, at: position, before: range.upperBound),
      let fingerprint = Fingerprint(
        hexadecimal: UnsafeRawBufferPointer(rebasing: bytes[digits..<digits + 32])
      ),
      bytes[digits + 32] == UInt8(ascii: "\"")
    else { return nil }
    key = first..<position
    self.isPlain = isPlain && key.count <= Address.maximumKeyLength
    self.fingerprint = fingerprint
    end = digits + 33
  }

  /// The address; `nil` when the key is not valid.
  func address(_ bytes: UnsafeRawBufferPointer) -> Address? {
    guard !isPlain else { return Address(key: String(decoding: bytes[key], as: UTF8.self)) }
    let quoted = [UInt8(ascii: "\"")] + bytes[key] + [UInt8(ascii: "\"")]
    return (try? JSONParser.parse(quoted).string).flatMap { Address(key: $0) }
  }

  /// Hands out the UTF-8 of the address's key.
  ///
  /// - Returns: What `body` returns; `nil` when the key is not valid for an address.
  func withKey<Result>(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    if isPlain { return body(UnsafeRawBufferPointer(rebasing: bytes[key])) }
    return address(bytes).map { Array($0.key.utf8).withUnsafeBytes(body) }
  }

  /// The id that follows the fingerprint; `nil` when it is not printable ASCII without escapes.
  func id(_ bytes: UnsafeRawBufferPointer, before limit: Int) -> ContactID? {
    guard Self.matches(Self.id, bytes, at: end, before: limit) else { return nil }
    let rest = bytes[end + Self.id.count..<limit]
    let id = rest.prefix { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    guard id.endIndex < limit, bytes[id.endIndex] == UInt8(ascii: "\"") else { return nil }
    return ContactID(String(decoding: id, as: UTF8.self))
  }

  /// The contact's standing, from the end of its line, where `ContactLine`
  /// writes protection and findings.
  static func standing(
    _ bytes: UnsafeRawBufferPointer,
    of line: Range<Int>
  ) -> PriorContacts.Standing {
    guard line.count > 2 else { return .unsettled }
    switch bytes[line.upperBound - 2] {
    case UInt8(ascii: "\""), UInt8(ascii: "}"): return .settled
    default:
      let place = line.upperBound - protection.count
      let isProtected =
        place > line.lowerBound && matches(protection, bytes, at: place, before: line.upperBound)
      return isProtected ? .settledAndProtected : .unsettled
    }
  }

  static func matches(
    _ text: [UInt8],
    _ bytes: UnsafeRawBufferPointer,
    at position: Int,
    before end: Int
  ) -> Bool {
    guard position >= 0, position + text.count <= end, let base = bytes.baseAddress else {
      return false
    }
    return text.withUnsafeBytes { text in
      text.baseAddress.map { memcmp($0, base + position, text.count) == 0 } ?? true
    }
  }
}
