/// Which characters of a string are escaped, and how.
enum JSONEscape {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest = ones &* 0x80

  /// Copies bytes into memory with room for them; `false`, which voids the copy, if one
  /// may need an escape.
  @inline(__always)
  static func copy(_ utf8: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Bool {
    guard let source = utf8.baseAddress else { return true }
    let count = utf8.count
    guard count >= 8 else {
      for index in 0..<count {
        if isCandidate(utf8[index]) { return false }
        target.storeBytes(of: utf8[index], toByteOffset: index, as: UInt8.self)
      }
      return true
    }
    var found: UInt64 = 0
    var index = 0
    while index + 8 <= count {
      found |= copyWord(at: index, source, target)
      index += 8
    }
    // The last eight bytes, some of them for the second time.
    if index < count { found |= copyWord(at: count - 8, source, target) }
    return found == 0
  }

  @inline(__always)
  private static func copyWord(
    at offset: Int,
    _ source: UnsafeRawPointer,
    _ target: UnsafeMutableRawPointer
  ) -> UInt64 {
    let word = source.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    target.storeBytes(of: word, toByteOffset: offset, as: UInt64.self)
    return marks(word)
  }

  /// Not zero when one of eight bytes may need an escape or may begin a three-byte
  /// scalar that needs one.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let below = ~((word | highest) &- (ones &* 0x20)) & ~word
    return
      (below | equal(word, UInt8(ascii: "\"")) | equal(word, UInt8(ascii: "\\"))
      | equal(word, 0x7F) | equal(word, 0xC2) | equal(word, 0xE2)) & highest
  }

  @inline(__always)
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return ~((difference | highest) &- ones) & ~difference
  }

  @inline(__always)
  private static func isCandidate(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      || byte == 0xC2 || byte == 0xE2
  }

  /// The escape for the scalar at `index` and how many bytes it replaces; `nil` if it needs none.
  static func of(_ utf8: UnsafeRawBufferPointer, at index: Int) -> (String, Int)? {
    guard isCandidate(utf8[index]) else { return nil }
    switch utf8[index] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    case 0xC2:
      guard index + 1 < utf8.count, (0x80...0x9F).contains(utf8[index + 1]) else { return nil }
      return (escape(UInt32(utf8[index + 1])), 2)
    case 0xE2:
      guard index + 2 < utf8.count else { return nil }
      let scalar = 0x2000 + UInt32(utf8[index + 1] & 0x3F) << 6 + UInt32(utf8[index + 2] & 0x3F)
      switch scalar {
      // Line breaks, and the controls that change the direction of the text after them.
      case 0x2028...0x202E, 0x2066...0x2069: return (escape(scalar), 3)
      default: return nil
      }
    case let byte: return (escape(UInt32(byte)), 1)
    }
  }

  private static func escape(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
