import Model

/// Where one contact's line stands in a state's bytes, and the two keys that lead it.
struct StateLine: Sendable {
  /// 0-based, in bytes from the start of the file.
  let start: Int
  /// Without the line break.
  private let byteCount: UInt32
  /// The key's length in the line; the highest bit says that it holds escapes.
  private let keyByteCount: UInt32
  let fingerprint: Fingerprint

  private static let escapeBit: UInt32 = 1 << 31
  /// The length of what stands before the key: `{"address":"contact.`.
  private static let keyOffset = 20

  /// `nil` for what does not start as a contact's line does, or is longer than a gigabyte.
  init?(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) {
    guard range.count < 1 << 30, let keys = LeadingKeys(bytes, in: range) else { return nil }
    start = range.lowerBound
    byteCount = UInt32(range.count)
    keyByteCount = UInt32(keys.key.count) | (keys.isEscaped ? Self.escapeBit : 0)
    fingerprint = keys.fingerprint
  }

  /// Without the line break.
  var range: Range<Int> { start..<start + Int(byteCount) }

  /// The UTF-8 bytes of the address's key, as addresses are ordered by.
  ///
  /// - Returns: what `body` returns; `nil` when the key's escapes are malformed.
  func withKey<Result>(
    _ bytes: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    let first = start + Self.keyOffset
    let range = first..<first + Int(keyByteCount & ~Self.escapeBit)
    guard keyByteCount & Self.escapeBit != 0 else {
      return body(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
    return LeadingKeys.unescaped(bytes, range)?.withUnsafeBytes(body)
  }
}
