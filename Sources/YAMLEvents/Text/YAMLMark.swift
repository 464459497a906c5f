/// A place in a YAML text, in eight bytes: a `SourceLocation` without its file.
package struct YAMLMark: Hashable, Sendable, BitwiseCopyable {
  /// The line's number, 1-based; a line ends at LF, CR or CR LF.
  package let line: UInt32
  /// The column's number, 1-based, in Unicode scalars; a byte-order mark does not count.
  package let column: UInt32

  package init(line: Int, column: Int) {
    self.line = UInt32(clamping: line)
    self.column = UInt32(clamping: column)
  }

  /// Makes a mark of a line and a column, both 1-based.
  init(line: UInt32, column: UInt32) { (self.line, self.column) = (line, column) }
}

extension YAMLMark: Comparable {
  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}
