import YAMLEvents

/// A key of a mapping, apart from the event that it came with.
struct Key {
  let text: String
  let span: Span
  /// Whether a merge key brought it in.
  let isMerged: Bool
}

extension Key {
  init(_ event: YAMLEvent, isMerged: Bool) {
    self.init(text: event.string, span: Span(event), isMerged: isMerged)
  }
}

/// Where a key of a contact comes from.
struct KeySource {
  /// A merge key brought it in.
  let isMerged: Bool
  /// Its problems were reported where it is written.
  let isQuiet: Bool
}
