import JSONText
import Model

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a byte scan learns of a contact's line without decoding it.
struct LeadingKeys {
  /// The key of the address, without `contact.` and without quotes, as it stands in the line.
  let key: Range<Int>
  /// Whether the key holds a backslash, so that its bytes are not those of the address.
  let isEscaped: Bool
  let fingerprint: Fingerprint
  /// Where the fingerprint ends, its quote with it.
  let end: Int

  private static let start = Array(#"{"address":"contact."#.utf8)
  private static let middle = Array(#"","fingerprint":""#.utf8)

  /// Reads the start of an object at `range`; `nil` when it is not as roster writes it.
  init?(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    guard Self.matches(Self.start, bytes, at: range.lowerBound, before: range.upperBound) else {
      return nil
    }
    var position = range.lowerBound + Self.start.count
    let first = position
    var isEscaped = false
    while position < range.upperBound, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        isEscaped = true
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
    self.isEscaped = isEscaped
    self.fingerprint = fingerprint
    end = digits + 33
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

  /// The bytes of a key that holds escapes; `nil` when they are malformed.
  static func unescaped(_ bytes: UnsafeRawBufferPointer, _ key: Range<Int>) -> [UInt8]? {
    let quoted = [UInt8(ascii: "\"")] + bytes[key] + [UInt8(ascii: "\"")]
    guard let text = try? JSONParser.parse(quoted).string else { return nil }
    return Array(text.utf8)
  }
}
