/// A place in a file, as people and editors write it: `file:line:column`.
package struct SourceLocation: Hashable, Sendable {
  /// The path as given or found, relative if the user's was; `<stdin>` for standard input.
  package let file: String
  /// The line's number, 1-based.
  package let line: Int
  /// The column's number, 1-based, counted in Unicode scalars as libyaml does.
  package let column: Int

  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: Comparable {
  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.file, lhs.line, lhs.column) < (rhs.file, rhs.line, rhs.column)
  }
}

extension SourceLocation: CustomStringConvertible {
  package var description: String { "\(file):\(line):\(column)" }
}
