/// Small changes to a text, of the kinds that editors, scripts and accidents make.
package enum Mutation {
  /// What upsets readers of YAML and JSON most.
  private static let tokens: [String] = [
    "&a ", "*a", "<<: ", "- ", "? ", ": ", "{", "}", "[", "]", ",", "#", "|\n", ">-\n", "'", "\"",
    "\\", "!", "!!str ", "%", "@", "`", "\t", "\r", "\n", "\r\n", " ", "---\n", "...\n", "~",
    "null",
    "\u{0}", "\u{FEFF}", "\u{2028}", "\u{85}", "é", "😀", "\u{301}", "0", "-1", "1e999",
    "99999999999999999999",
    "\\u0000", "\\uD800", "contacts:\n", "  jane: {email: j@example.com}\n", "\"v\":", "true",
  ]

  /// One change: bytes removed, doubled, replaced, moved, or taken from another text or the list of tokens.
  package static func apply(
    to bytes: inout [UInt8],
    others: [[UInt8]],
    using generator: inout some RandomNumberGenerator
  ) {
    let start = Int.random(in: 0...bytes.count, using: &generator)
    let length = Int.random(in: 0...min(16, bytes.count - start), using: &generator)
    let range = start..<(start + length)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: Array(bytes[range]), at: start)
    case 2:
      guard start < bytes.count else { return }
      bytes[start] = UInt8.random(in: 0...255, using: &generator)
    case 3:
      guard start < bytes.count else { return }
      bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 4:
      let other = others.randomElement(using: &generator) ?? []
      let from = Int.random(in: 0...other.count, using: &generator)
      bytes.replaceSubrange(range, with: other[from...].prefix(64))
    case 5:
      let part = Array(bytes[range])
      bytes.removeSubrange(range)
      bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &generator))
    default:
      let token = tokens.randomElement(using: &generator) ?? ""
      bytes.replaceSubrange(start..<start, with: token.utf8)
    }
  }
}
