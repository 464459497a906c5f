/// A run of entries of a large mapping, cut out of a text at lines that look like the beginnings of entries.
///
/// Whether they are shows when the part before is read: it must end exactly there.
package struct YAMLPart: Sendable {
  let text: YAMLText
  /// Where its first entry's line begins, in bytes.
  let start: Int
  /// Where the next part begins; `nil` for the last one, which goes on to the end of the text.
  let end: Int?
  /// The line of `start`, 1-based.
  private(set) var line: Int
  /// The indentation of its entries' keys, in spaces.
  let indent: Int

  /// Whether it goes on to the end of the text.
  package var isLast: Bool { end == nil }

  /// How many line feeds it holds, which the parts after it need to know.
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

  /// Gives its text's memory back; the text must be restored before it is read once more.
  package func releaseText() { text.release(start..<(end ?? text.utf8.count)) }

  /// The same part, so many lines further down.
  package func moved(byLines count: Int) -> YAMLPart {
    var part = self
    part.line += count
    return part
  }

  /// That a text cannot be read in these parts; never shown.
  static func mismatch(_ text: YAMLText) -> YAMLError {
    text.error(
      .yamlSyntax,
      "The file cannot be read in parts.",
      from: YAMLMark(line: 1, column: 1)
    )
  }
}
