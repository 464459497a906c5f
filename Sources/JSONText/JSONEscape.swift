/// Which characters of a string are escaped, and how.
enum JSONEscape {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest = ones &* 0x80

  /// Whether there may be one; looks at eight bytes at once.
  static func mayBeNeeded(_ utf8: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    var found: UInt64 = 0
    while index + 8 <= utf8.count {
      found |= marks(utf8.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    if found != 0 { return true }
    while index < utf8.count {
      if isCandidate(utf8[index]) { return true }
      index += 1
    }
    return false
  }

  /// Not zero when one of eight bytes may need an escape, or is the first of three of the kind that do.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let below = ~((word | highest) &- (ones &* 0x20)) & ~word
    return
      (below | equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\"))
      | equal(word, 0x7F) | equal(word, 0xE2)) & highest
  }

  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return ~((difference | highest) &- ones) & ~difference
  }

  private static func isCandidate(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      || byte == 0xE2
  }

  /// What stands for the scalar at `index`, and how many bytes it replaces; `nil` when it may stand.
  static func of(_ utf8: UnsafeRawBufferPointer, at index: Int) -> (String, Int)? {
    guard isCandidate(utf8[index]) else { return nil }
    switch utf8[index] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    case 0xE2:
      guard index + 2 < utf8.count, utf8[index + 1] == 0x80 else { return nil }
      if utf8[index + 2] == 0xA8 { return ("\\u2028", 3) }
      return utf8[index + 2] == 0xA9 ? ("\\u2029", 3) : nil
    case let byte:
      let digits = String(byte, radix: 16)
      return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, 1)
    }
  }
}
