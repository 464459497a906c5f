/// A comment that may have been meant as part of the value before it: YAML ends a value at ` #`.
///
/// It begins with a word right after the sign, as in `Ships fast #teamwork`, or holds only a number
/// or nothing at all. Ordinary comments have a space after the sign.
package struct DoubtfulComment: Equatable, Sendable {
  /// The place of its sign.
  package let start: YAMLMark
  /// The place just after its last character.
  package let end: YAMLMark
  /// The comment with its sign, cut after some hundred bytes.
  package let text: String
  /// Whether a space after the sign would remove the doubt.
  package let isWord: Bool
}

/// Finds doubtful comments in the order of the text.
///
/// It looks only at the signs, and counts lines only between those that matter, so that a text
/// without any costs one search.
struct DoubtfulCommentFinder {
  private struct Candidate {
    /// The place just after the last non-blank character before the comment.
    let contentEnd: YAMLMark
    let comment: DoubtfulComment
  }

  private let text: YAMLText
  /// The offset just after the last sign that was examined.
  private var searched: Int
  /// A place with a known mark, up to which lines and columns were counted.
  private var counted: (offset: Int, line: Int, column: Int)
  private var candidate: Candidate?
  private var isAtEnd = false

  /// Starts at the beginning of a line.
  ///
  /// - Parameters:
  ///   - text: The text, which must stay in memory as long as this value.
  ///   - offset: The offset of the line, in bytes.
  ///   - line: The number of the line, 1-based.
  init(_ text: YAMLText, from offset: Int = 0, line: Int = 1) {
    self.text = text
    searched = offset
    counted = (offset, line, 1)
  }

  /// The doubtful comment that is the whole rest of the line after a value.
  ///
  /// - Parameter end: The place just after the value; never before one that was asked for earlier.
  /// - Returns: `nil` when no comment follows, or an ordinary one.
  mutating func comment(after end: YAMLMark) -> DoubtfulComment? {
    while !isAtEnd, candidate.map({ $0.contentEnd < end }) ?? true { advance() }
    guard let candidate, candidate.contentEnd == end else { return nil }
    return candidate.comment
  }

  private mutating func advance() {
    let bytes = text.utf8
    candidate = nil
    while let found = UnsafeRawBufferPointer(rebasing: bytes[searched...])
      .firstIndex(byte: UInt8(ascii: "#"))
    {
      let sign = searched + found
      searched = sign + 1
      guard sign > 0, Self.isBlank(bytes[sign - 1]), let isWord = Self.isWord(bytes, after: sign)
      else { continue }
      var content = sign
      while content > 0, Self.isBlank(bytes[content - 1]) { content -= 1 }
      guard content > 0, !Self.isBreak(bytes[content - 1]) else { continue }
      candidate = make(sign, content, isWord: isWord)
      return
    }
    isAtEnd = true
  }

  private mutating func make(_ sign: Int, _ content: Int, isWord: Bool) -> Candidate {
    let bytes = text.utf8
    // No further, since there may be very many in one line.
    let limit = min(bytes.count, sign + 300)
    var end = sign
    while end < limit, !Self.isBreak(bytes[end]) { end += 1 }
    while Self.isBlank(bytes[end - 1]) { end -= 1 }
    count(to: content)
    let contentEnd = YAMLMark(line: counted.line, column: counted.column)
    let start = counted.column + sign - content
    let width = bytes[sign..<end].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return Candidate(
      contentEnd: contentEnd,
      comment: DoubtfulComment(
        start: YAMLMark(line: counted.line, column: start),
        end: YAMLMark(line: counted.line, column: start + width),
        text: String(decoding: bytes[sign..<end], as: UTF8.self),
        isWord: isWord
      )
    )
  }

  private mutating func count(to offset: Int) {
    let bytes = text.utf8
    if text.hasOnlyLineFeeds {
      while let found = UnsafeRawBufferPointer(rebasing: bytes[counted.offset..<offset])
        .firstIndex(byte: UInt8(ascii: "\n"))
      {
        counted = (counted.offset + found + 1, counted.line + 1, 1)
      }
    }
    while counted.offset < offset {
      let byte = bytes[counted.offset]
      counted.offset += 1
      switch byte {
      case 0x0D where bytes[counted.offset] == 0x0A: continue
      case 0x0A, 0x0D: counted = (counted.offset, counted.line + 1, 1)
      case 0x80...0xBF: continue
      default: counted.column += 1
      }
    }
  }

  /// Whether a word follows that sign; `false` for a lone number and for nothing.
  ///
  /// The result is `nil` when there is no doubt.
  private static func isWord(_ bytes: UnsafeRawBufferPointer, after sign: Int) -> Bool? {
    var position = sign + 1
    if position < bytes.count, isContent(bytes[position]) { return true }
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    return position == bytes.count || isBreak(bytes[position]) ? false : nil
  }

  /// Whether the byte may continue a value, unlike a ruler such as `#---`, `##` or `#══`.
  private static func isContent(_ byte: UInt8) -> Bool {
    if EntryScanner.isLetterOrDigit(byte) { return true }
    if byte >= 0x80 { return byte != 0xE2 }
    return "\"'($@<&?%[{".utf8.contains(byte)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
