/// A run of entries of a large mapping, cut out of a text at lines that seem to begin entries.
///
/// Whether they do shows when the previous part is read: it must end exactly there.
package struct YAMLPart: Sendable {
  let text: YAMLText
  /// The offset of its first entry's line, in bytes.
  let start: Int
  /// The offset of the next part; `nil` for the last one, which goes on to the end of the text.
  let end: Int?
  /// The line of `start`, 1-based.
  private(set) var line: Int
  /// The indentation of its entries' keys, in spaces.
  let indent: Int

  /// Whether the part goes on to the end of the text.
  package var isLast: Bool { end == nil }

  /// How many line feeds the part has, which the parts after it need to know.
  package var lineCount: Int {
    let bytes = UnsafeRawBufferPointer(rebasing: text.utf8[start..<(end ?? text.utf8.count)])
    var count = 0
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = EightBytes(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      count &+= word.equal(to: UInt8(ascii: "\n")).nonzeroBitCount
      offset += 8
    }
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\n") { count += 1 }
      offset += 1
    }
    return count
  }

  /// Releases the memory of its text, which must be restored before it is read again.
  package func releaseText() { text.release(start..<(end ?? text.utf8.count)) }

  /// The same part, that many lines further down.
  package func moved(byLines count: Int) -> YAMLPart {
    var part = self
    part.line += count
    return part
  }

  /// The error that a text cannot be read in these parts; it is never shown.
  static func mismatch(_ text: YAMLText) -> YAMLError {
    text.error(
      .yamlSyntax,
      "The file cannot be read in parts.",
      from: YAMLMark(line: 1, column: 1)
    )
  }
}
