/// Eight bytes of a text, compared at once; results have the highest bit of each matching byte set.
struct EightBytes {
  private let word: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest = ones &* 0x80

  init(_ word: UInt64) { self.word = word }

  /// The bytes that equal this ASCII character.
  @inline(__always)
  func equal(to byte: UInt8) -> UInt64 {
    let difference = word ^ (Self.ones &* UInt64(byte))
    // With the highest bits set, nothing is borrowed from a neighbouring byte.
    return ~((difference | Self.highest) &- Self.ones) & ~difference & Self.highest
  }

  /// The bytes that are neither printable ASCII nor a line feed, and each `%`.
  @inline(__always)
  var unusual: UInt64 {
    let below = ~((word | Self.highest) &- (Self.ones &* 0x20)) & Self.highest
    return (below & ~equal(to: 0x0A)) | equal(to: 0x7F) | equal(to: UInt8(ascii: "%"))
      | (word & Self.highest)
  }
}
