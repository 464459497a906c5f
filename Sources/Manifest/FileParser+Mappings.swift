import Diagnostics
import YAMLEvents

/// A key of a mapping, apart from the event that it came with.
struct Key {
  let text: String
  let span: Span
  /// Whether a merge key brought it in.
  let isMerged: Bool
}

extension FileParser {
  typealias EntryReader = (inout FileParser, Key) throws(YAMLError) -> Void

  /// Reads the entries of a mapping that has been opened, to its end.
  ///
  /// `body` reads exactly the value. A doubled key is reported; one that is written out is given to
  /// `body` after, and so instead of, one that is merged in.
  mutating func readEntries(_ body: EntryReader) throws(YAMLError) {
    var seen: [String: Key] = [:]
    try readEntries(isMerged: false, &seen, body)
  }

  private mutating func readEntries(
    isMerged: Bool,
    _ seen: inout [String: Key],
    _ body: EntryReader
  ) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
        try skipComplexKey(event)
        continue
      }
      if event.isMergeKey {
        try readMerge { (parser) throws(YAMLError) in
          try parser.readEntries(isMerged: true, &seen, body)
        }
        continue
      }
      let key = Key(text: event.string, span: Span(event), isMerged: isMerged)
      if let first = seen[key.text], isMerged || !first.isMerged {
        if !isMerged { reportDuplicate(key.text, key.span, first: first.span) }
        try cursor.skip(try cursor.next())
        continue
      }
      seen[key.text] = key
      try body(&self, key)
    }
  }

  /// Reads the value of `<<`, whose mappings `body` reads to their ends.
  mutating func readMerge(
    _ body: (inout FileParser) throws(YAMLError) -> Void
  ) throws(YAMLError) {
    let event = try cursor.next()
    switch event.kind {
    case .mappingStart: try body(&self)
    case .sequenceStart:
      while true {
        let item = try cursor.next()
        if item.kind == .sequenceEnd { return }
        if item.kind == .mappingStart {
          try body(&self)
        } else {
          reportMerge(item)
          try cursor.skip(item)
        }
      }
    default: reportMerge(event)
    }
  }

  private mutating func reportMerge(_ event: YAMLEvent) {
    report(
      .error,
      .yamlMerge,
      "`<<` merges a mapping, or a list of mappings; this is \(Self.noun(event)).",
      Span(event),
      hint: event.kind == .scalar
        ? "Write `<<: *name`, with `&name` at a mapping above." : "Write `<<: [*one, *other]`."
    )
  }

  mutating func skipComplexKey(_ event: YAMLEvent) throws(YAMLError) {
    report(
      .error,
      .yamlComplexKey,
      "A key is text; this is \(Self.noun(event)).",
      Span(event),
      hint: "Quote the key when the bracket or brace belongs to it."
    )
    try cursor.skip(event)
    try cursor.skip(try cursor.next())
  }

  /// Opens the value of `key`; `false` when it is null or, which is reported, no mapping.
  mutating func openMapping(_ key: Key, hint: String) throws(YAMLError) -> Bool {
    let event = try cursor.next()
    if event.kind == .mappingStart { return acceptsTag(event) || true }
    if event.isNull {
      warnOfComment(after: event, isText: false)
      return false
    }
    report(
      .error,
      .wrongShape,
      "`\(key.text)` is a mapping; this is \(Self.noun(event)).",
      Span(event),
      hint: hint
    )
    try cursor.skip(event)
    return false
  }

  /// Reports a tag that the value's shape does not have.
  mutating func acceptsTag(_ event: YAMLEvent) -> Bool {
    if case .none = event.tag { return true }
    switch (event.tag, event.kind) {
    case (.nonSpecific, _), (.string, .scalar), (.null, .scalar),
      (.mapping, .mappingStart), (.sequence, .sequenceStart):
      return true
    default:
      report(
        .error,
        .yamlTag,
        "The tag of this value has no meaning here.",
        Span(event),
        hint: event.kind == .scalar
          ? "Remove the tag, or quote the value when the `!` belongs to it." : "Remove the tag."
      )
      return false
    }
  }

  static func noun(_ event: YAMLEvent) -> String {
    switch event.kind {
    case .mappingStart: "a mapping"
    case .sequenceStart: "a list"
    default: event.isNull ? "nothing" : "the text \(quoted(event.text))"
    }
  }
}
