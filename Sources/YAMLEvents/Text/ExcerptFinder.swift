package import Diagnostics

/// Extracts the lines that diagnostics are about.
///
/// Asked in the order of the places, it reads the text once, even if all of them stand in one line
/// of hundreds of megabytes.
package struct ExcerptFinder {
  /// The longest excerpt, in Unicode scalars; longer lines are cut to a window of this width.
  package static let width = 120
  private static let before = 40

  private let text: YAMLText
  private var offset = 0
  private var line = 1
  private var column = 1

  package init(_ text: YAMLText) { self.text = text }

  /// The line at `start`, underlined up to before `end` or to the line's end.
  ///
  /// The result is `nil` when the text has no such line.
  package mutating func excerpt(from start: YAMLMark, to end: YAMLMark) -> SourceExcerpt? {
    let first = Int(start.column) > Self.width - Self.before ? Int(start.column) - Self.before : 1
    guard move(to: Int(start.line), first) else { return nil }
    let isCutBefore = column > 1
    var scalars: [Unicode.Scalar] = []
    let isCutAfter = take(&scalars)
    let caret = max(0, Int(start.column) - column)
    var stop = scalars.count
    while stop > caret + 1, stop > 0, scalars[stop - 1].properties.isWhitespace { stop -= 1 }
    let last = end.line == start.line ? min(stop, Int(end.column) - column) : stop
    var shown = String(String.UnicodeScalarView(scalars.map(Self.visible)))
    if isCutBefore { shown = "…" + shown }
    if isCutAfter { shown += "…" }
    return SourceExcerpt(
      line: shown,
      caretOffset: min(caret, scalars.count) + (isCutBefore ? 1 : 0),
      caretLength: max(1, last - caret)
    )
  }

  /// Moves to that place, or to the end of a shorter line; `false` if there is no such line.
  private mutating func move(to targetLine: Int, _ targetColumn: Int) -> Bool {
    if (targetLine, targetColumn) < (line, column) { (offset, line, column) = (0, 1, 1) }
    let bytes = text.utf8
    while line < targetLine {
      guard offset < bytes.count else { return false }
      let byte = bytes[offset]
      offset += 1
      guard byte == 0x0A || byte == 0x0D else { continue }
      if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
      (line, column) = (line + 1, 1)
    }
    while column < targetColumn, offset < bytes.count, !isBreak(bytes[offset]) {
      offset += length(at: offset)
      column += 1
    }
    return true
  }

  /// Takes up to `width` scalars from here, and returns whether the line goes on after them.
  private func take(_ scalars: inout [Unicode.Scalar]) -> Bool {
    let bytes = text.utf8
    var position = offset
    while position < bytes.count, !isBreak(bytes[position]) {
      if scalars.count == Self.width { return true }
      let next = min(position + length(at: position), bytes.count)
      scalars.append(
        String(decoding: bytes[position..<next], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
      )
      position = next
    }
    return false
  }

  /// The length of the character there, in bytes; 1 for a byte that begins none.
  private func length(at position: Int) -> Int {
    let bytes = text.utf8
    let expected =
      switch bytes[position] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    var length = 1
    while length < expected, position + length < bytes.count,
      bytes[position + length] & 0xC0 == 0x80
    {
      length += 1
    }
    return length == expected ? length : 1
  }

  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// The character, or a visible sign for one that has no width of one or would move the cursor.
  private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: "→"
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "␡"
    case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF: "\u{FFFD}"
    default: scalar
    }
  }
}
