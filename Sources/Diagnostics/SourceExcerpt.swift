/// The source line that a diagnostic is about, and which part of it to underline.
package struct SourceExcerpt: Hashable, Sendable {
  /// The line's text without its line break; a long line is cut to a window around the token.
  package let line: String
  /// 0-based offset of the first underlined Unicode scalar within `line`.
  package let caretOffset: Int
  /// How many Unicode scalars of `line` are underlined; at least 1.
  package let caretLength: Int

  package init(line: String, caretOffset: Int, caretLength: Int) {
    self.line = line
    self.caretOffset = caretOffset
    self.caretLength = max(1, caretLength)
  }
}
