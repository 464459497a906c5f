import YAMLEvents

/// A part of a file: from its first character to just after its last.
struct Span: Hashable, Sendable {
  var start: YAMLMark
  var end: YAMLMark

  init(_ start: YAMLMark, _ end: YAMLMark) { (self.start, self.end) = (start, end) }

  init(_ event: YAMLEvent) { self.init(event.start, event.end) }

  /// Stands for a part that is not known yet.
  static let none = Span(YAMLMark(line: 1, column: 1), YAMLMark(line: 1, column: 1))
}

/// A part of one of the files of the set.
struct Place: Hashable, Sendable {
  /// Index in the order of the set.
  let file: Int
  let span: Span
}

extension Place: Comparable {
  static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.file, lhs.span.start) < (rhs.file, rhs.span.start)
  }
}
