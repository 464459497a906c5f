/// The identity of a set of attributes: the first 16 bytes of the SHA-256 of their canonical bytes.
package struct Fingerprint: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Computes the fingerprint of canonical attribute bytes.
  package init(hashing bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Fingerprint(hashing: $0) }
  }

  /// Computes the fingerprint of canonical attribute bytes in borrowed memory.
  package init(hashing bytes: UnsafeRawBufferPointer) {
    self = SHA256.withDigest(of: bytes) { digest in
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
    guard let high = half(digits, from: start), let low = half(digits, from: start + 8) else {
      return nil
    }
    return high << 32 | low
  }

  /// Decodes 16 digits, eight at a time.
  private static func half(_ digits: UnsafeRawBufferPointer, from start: Int) -> UInt64? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let text = UInt64(bigEndian: digits.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    // Only letters have the bit 0x40.
    var value = (text & (ones &* 0x0F)) &+ ((text >> 6) & ones) &* 9
    let isLetter = ((value &+ ones &* 6) >> 4) & ones
    guard value & (ones &* 0xF0) == 0, value &+ ones &* 0x30 &+ isLetter &* 0x27 == text else {
      return nil
    }
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value >> 16) & 0xFFFF_FFFF
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }
}

extension Fingerprint: CustomStringConvertible {
  /// The fingerprint as 32 lower-case hexadecimal digits.
  package var description: String {
    String(unsafeUninitializedCapacity: 32) { digits in
      for place in 0..<16 {
        let shift = UInt64(60 - place * 4)
        digits[place] = hexadecimalDigit(UInt8(truncatingIfNeeded: high >> shift) & 0xF)
        digits[place + 16] = hexadecimalDigit(UInt8(truncatingIfNeeded: low >> shift) & 0xF)
      }
      return 32
    }
  }
}
