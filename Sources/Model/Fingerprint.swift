import Crypto

/// The identity of a set of attributes: the first 16 bytes of the SHA-256 of their canonical bytes.
package struct Fingerprint: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Of these bytes.
  package init(hashing bytes: [UInt8]) {
    self = SHA256.hash(data: bytes).withUnsafeBytes { digest in
      Fingerprint(
        high: digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self).bigEndian,
        low: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian
      )
    }
  }

  /// Reads 32 lower-case hexadecimal digits; `nil` for anything else.
  package init?(hexadecimal text: String) {
    var text = text
    let fingerprint = text.withUTF8 { Self(hexadecimal: UnsafeRawBufferPointer($0)) }
    guard let fingerprint else { return nil }
    self = fingerprint
  }

  /// Reads the ASCII of 32 lower-case hexadecimal digits; `nil` for anything else.
  package init?(hexadecimal digits: UnsafeRawBufferPointer) {
    guard digits.count == 32, let high = Self.word(digits, from: 0),
      let low = Self.word(digits, from: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  private static func word(_ digits: UnsafeRawBufferPointer, from start: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in start..<start + 16 {
      let digit = digits[index]
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        word = word << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        word = word << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return word
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension Fingerprint: CustomStringConvertible {
  /// 32 lower-case hexadecimal digits.
  package var description: String {
    func digits(_ word: UInt64) -> String {
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return digits(high) + digits(low)
  }
}
