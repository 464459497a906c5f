import Diagnostics
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

extension FileParser {
  // MARK: The file's own mapping, which is too large to be looked at as a whole

  /// Reads the sections of the mapping that has been opened, to its end.
  mutating func readSections() throws(YAMLError) {
    var seen: [String: Key] = [:]
    try readSections(isMerged: false, &seen)
  }

  private mutating func readSections(
    isMerged: Bool,
    _ seen: inout [String: Key]
  ) throws(YAMLError) {
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { return }
      guard event.kind == .scalar else {
        reportComplexKey(event)
        try cursor.skip(event)
        try cursor.skip(try cursor.next())
        continue
      }
      if event.isMergeKey {
        try readMergedSections(&seen)
        continue
      }
      let key = Key(event, isMerged: isMerged)
      guard admits(key, &seen) else {
        try cursor.skip(try cursor.next())
        continue
      }
      try readSection(key)
    }
  }

  private mutating func readMergedSections(_ seen: inout [String: Key]) throws(YAMLError) {
    let event = try cursor.next()
    switch event.kind {
    case .mappingStart: try readSections(isMerged: true, &seen)
    case .sequenceStart:
      while true {
        let item = try cursor.next()
        if item.kind == .sequenceEnd { return }
        if item.kind == .mappingStart {
          try readSections(isMerged: true, &seen)
        } else {
          reportMerge(item)
          try cursor.skip(item)
        }
      }
    default: reportMerge(event)
    }
  }

  /// Opens the value of `key`; `false` when it is null or, which is reported, no mapping.
  mutating func openMapping(_ key: Key, hint: String) throws(YAMLError) -> Bool {
    let event = try cursor.next()
    guard !isMapping(event, of: key, hint: hint) else { return true }
    try cursor.skip(event)
    return false
  }

  // MARK: Mappings as values

  /// Hands out the entries of a mapping in the order of the text, with those that merge keys bring in.
  ///
  /// A doubled key is reported. One that is written out comes after, and so instead of, one that is
  /// merged in.
  mutating func forEachEntry(
    of mapping: YAMLValue,
    _ body: (inout FileParser, Key, YAMLValue) -> Void
  ) {
    var seen: [String: Key] = [:]
    forEachEntry(of: mapping, isMerged: false, &seen, body)
  }

  private mutating func forEachEntry(
    of mapping: YAMLValue,
    isMerged: Bool,
    _ seen: inout [String: Key],
    _ body: (inout FileParser, Key, YAMLValue) -> Void
  ) {
    for (key, value) in mapping.pairs {
      let event = key.event
      if event.kind != .scalar {
        reportComplexKey(event)
      } else if event.isMergeKey {
        for mapping in mergedMappings(value) {
          forEachEntry(of: mapping, isMerged: true, &seen, body)
        }
      } else {
        let key = Key(event, isMerged: isMerged)
        if admits(key, &seen) { body(&self, key, value) }
      }
    }
  }

  /// The mappings that the value of `<<` stands for.
  mutating func mergedMappings(_ value: YAMLValue) -> [YAMLValue] {
    let event = value.event
    switch event.kind {
    case .mappingStart: return [value]
    case .sequenceStart:
      return value.content.filter { item in
        if item.event.kind == .mappingStart { return true }
        reportMerge(item.event)
        return false
      }
    default:
      reportMerge(event)
      return []
    }
  }

  private mutating func admits(_ key: Key, _ seen: inout [String: Key]) -> Bool {
    if let first = seen[key.text], key.isMerged || !first.isMerged {
      if !key.isMerged { reportDuplicate(key.text, key.span, first: first.span) }
      return false
    }
    seen[key.text] = key
    return true
  }

  /// Whether the value of `key` is a mapping; reported unless it is null.
  mutating func isMapping(_ value: YAMLValue, of key: Key, hint: String) -> Bool {
    isMapping(value.event, of: key, hint: hint)
  }

  private mutating func isMapping(_ event: YAMLEvent, of key: Key, hint: String) -> Bool {
    if event.kind == .mappingStart { return acceptsTag(event) || true }
    warnOfComment(after: event, isText: true)
    if event.isNull { return false }
    report(
      .error,
      .wrongShape,
      "`\(key.text)` is a mapping; this is \(Self.noun(event)).",
      Span(event),
      hint: hint
    )
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

  mutating func reportComplexKey(_ event: YAMLEvent) {
    report(
      .error,
      .yamlComplexKey,
      "A key is text; this is \(Self.noun(event)).",
      Span(event),
      hint: "Quote the key when the bracket or brace belongs to it."
    )
  }

  static func noun(_ event: YAMLEvent) -> String {
    switch event.kind {
    case .mappingStart: "a mapping"
    case .sequenceStart: "a list"
    default: event.isNull ? "nothing" : "the text \(quoted(event.text))"
    }
  }
}
