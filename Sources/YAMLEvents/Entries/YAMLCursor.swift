import Diagnostics

/// Pulls a text's events, with aliases replaced by their values, within `YAMLLimits`.
///
/// Only anchored values are kept; everything else costs what `YAMLEventReader` costs.
package final class YAMLCursor {
  package let text: YAMLText
  private let reader: YAMLEventReader
  private let isPart: Bool
  private let limits: YAMLLimits
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var depth = 0
  @exclusivity(unchecked) private var writtenEvents = 0
  @exclusivity(unchecked) private var isReplaying = false
  @exclusivity(unchecked) private var isRecording = false
  private var expandedEvents = 0
  private var expandedBytes = 0

  /// Why the text cannot be read further, once an entry has ended in an error.
  package private(set) var failure: YAMLError?
  private let collector = EntryCollector()

  private var tape = YAMLTape()
  private var anchors: [Anchor] = []
  private var anchorNumbers: [String: Int] = [:]
  /// The anchors whose value has not been read to its end.
  private var openAnchors: [(number: Int, depth: Int)] = []

  private var replays: [Replay] = []
  /// The start of the alias in the text whose value is replayed.
  private var aliasStart = YAMLMark(line: 1, column: 1)
  private var aliasEnd = YAMLMark(line: 1, column: 1)

  private struct Anchor {
    let start: Int
    /// The index after the value; `nil` until it has been read to its end.
    var end: Int?
  }

  private struct Replay {
    var position: Int
    let end: Int
  }

  /// Starts at the beginning of a text.
  ///
  /// - Parameters:
  ///   - text: The text, which must stay in memory as long as this object.
  ///   - limits: The limits for the text.
  ///   - usesLibYAMLOnly: Whether libyaml reads everything, for comparison.
  /// - Throws: `YAMLError` when there is no memory for it.
  package init(
    _ text: YAMLText,
    limits: YAMLLimits = YAMLLimits(),
    usesLibYAMLOnly: Bool = false
  ) throws(YAMLError) {
    self.text = text
    self.limits = limits
    reader = try YAMLEventReader(text, usesLibYAMLOnly: usesLibYAMLOnly)
    isPart = false
  }

  /// Starts at the beginning of a part, at the depth of its entries.
  ///
  /// Reading fails when it is no part after all, or when anchors would connect it to other parts.
  package init(_ part: YAMLPart, limits: YAMLLimits = YAMLLimits()) throws(YAMLError) {
    text = part.text
    self.limits = limits
    reader = try YAMLEventReader(part)
    isPart = true
    depth = 2
  }

  /// Approximately how many bytes of the text come after the last event.
  package var remainingBytes: Int { reader.remainingBytes }

  /// Cuts the rest of a large mapping into parts that can be read concurrently.
  ///
  /// The last event must have been the beginning of the mapping. The last part goes on to the end
  /// of the text; this cursor stays where it is.
  ///
  /// - Parameter count: The most parts to make.
  /// - Returns: `nil` when this is not such a place, or when the text must be read in one go.
  package func parts(_ count: Int) -> [YAMLPart]? {
    anchors.isEmpty && !isReplaying ? reader.parts(count) : nil
  }

  /// The next event, never an alias, whose bytes stay valid until the next call.
  ///
  /// - Throws: `YAMLError` when the text breaks a rule of YAML or a limit; nothing more
  ///   can be read then.
  package func next() throws(YAMLError) -> YAMLEvent {
    if isReplaying { return try nextReplayed() }
    let event = try reader.next()
    writtenEvents += 1
    if event.kind == .alias { return try enter(event) }
    if event.text.count > limits.scalarLength { throw tooLong(event) }
    if event.anchor != nil { try openAnchor(event) }
    if isRecording { try record(event) }
    try countDepth(event)
    if isRecording { closeAnchors(event) }
    return event
  }

  /// The next key of the current mapping with its whole value, valid until the next call.
  ///
  /// - Returns: `nil` at the end of the mapping, which is then left.
  /// - Throws: What `next` throws when nothing of an entry could be read. An entry that ends in an
  ///   error is returned as far as it goes, and `failure` says why.
  package func entry() throws(YAMLError) -> YAMLEntry? {
    if !isReplaying, !isRecording, let entry = reader.entry() {
      writtenEvents += entry.count
      return entry
    }
    let key = try next()
    guard key.kind != .mappingEnd else { return nil }
    collector.removeAll()
    collector.append(key)
    return collected(hasKey: true) { () throws(YAMLError) in
      try collectContent(of: key)
      let value = try next()
      collector.append(value)
      try collectContent(of: value)
    }
  }

  /// The next whole value, as an entry without a key, valid until the next call.
  ///
  /// - Throws: What `entry` throws.
  package func value() throws(YAMLError) -> YAMLEntry {
    let event = try next()
    collector.removeAll()
    collector.append(event)
    return collected(hasKey: false) { () throws(YAMLError) in try collectContent(of: event) }
  }

  private func collected(
    hasKey: Bool,
    _ collect: () throws(YAMLError) -> Void
  ) -> YAMLEntry {
    do throws(YAMLError) {
      try collect()
    } catch {
      failure = error
      let mark = YAMLMark(line: error.location?.line ?? 1, column: error.location?.column ?? 1)
      collector.close(at: mark, hasKey: hasKey)
    }
    return collector.entry
  }

  private func collectContent(of event: YAMLEvent) throws(YAMLError) {
    guard event.opensCollection else { return }
    let outer = depth - 1
    while depth > outer { collector.append(try next()) }
  }

  /// The comment after an unquoted value that may have been meant as part of it.
  ///
  /// - Parameter event: The last event.
  /// - Returns: `nil` when there is none, and for a value that replaces an alias.
  package func doubtfulComment(after event: YAMLEvent) -> DoubtfulComment? {
    // The scanner does not read values with a comment.
    event.isPlain && !event.isAliased ? reader.doubtfulComment(after: event.end) : nil
  }

  /// Skips the value whose first event was `event`.
  package func skip(_ event: YAMLEvent) throws(YAMLError) {
    guard event.opensCollection else { return }
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  private func countDepth(_ event: YAMLEvent) throws(YAMLError) {
    switch event.kind {
    case .sequenceStart, .mappingStart:
      depth += 1
      guard depth > limits.depth else { return }
      throw text.error(
        .yamlDepth,
        "Values are nested more than \(limits.depth) deep.",
        from: event.start,
        hint: "Correct the brackets or the indentation."
      )
    case .sequenceEnd, .mappingEnd: depth -= 1
    default: return
    }
  }

  private func tooLong(_ event: YAMLEvent) -> YAMLError {
    text.error(
      .yamlScalarLength,
      "A key or value of \(event.text.count) bytes is longer than \(limits.scalarLength) bytes.",
      from: event.start,
      to: event.end,
      hint: event.style == .plain ? "Shorten it." : "Shorten it, or close its quote."
    )
  }

  // MARK: Anchors

  private func openAnchor(_ event: YAMLEvent) throws(YAMLError) {
    guard let name = event.anchor else { return }
    if isPart { throw YAMLPart.mismatch(text) }
    anchorNumbers[String(cString: name)] = anchors.count
    openAnchors.append((anchors.count, depth))
    isRecording = true
    anchors.append(Anchor(start: tape.entries.count, end: nil))
  }

  private func record(_ event: YAMLEvent) throws(YAMLError) {
    tape.append(event)
    guard tape.entries.count > limits.recordedEvents || tape.byteCount > limits.recordedBytes
    else { return }
    throw text.error(
      .yamlRecording,
      "The values marked with anchors are more than are kept.",
      from: event.start,
      hint: "Remove anchors that no alias uses, or mark smaller parts."
    )
  }

  /// Closes the anchors whose value ends with this event.
  private func closeAnchors(_ event: YAMLEvent) {
    guard !event.opensCollection else { return }
    while let open = openAnchors.last, open.depth == depth {
      anchors[open.number].end = tape.entries.count
      openAnchors.removeLast()
    }
    isRecording = !openAnchors.isEmpty
  }

  // MARK: Aliases

  private func enter(_ alias: YAMLEvent) throws(YAMLError) -> YAMLEvent {
    let name = alias.string
    guard let number = anchorNumbers[name] else { throw unknownAnchor(name, alias) }
    guard let end = anchors[number].end else {
      throw text.error(
        .yamlCyclicAlias,
        "The alias `*\(name)` stands inside the value that it stands for.",
        from: alias.start,
        to: alias.end,
        hint: "Move `&\(name)` to the part that is meant."
      )
    }
    if isRecording {
      tape.appendAlias(of: number)
      closeAnchors(alias)
    }
    (aliasStart, aliasEnd) = (alias.start, alias.end)
    replays.append(Replay(position: anchors[number].start, end: end))
    isReplaying = true
    return try nextReplayed()
  }

  private func unknownAnchor(_ name: String, _ alias: YAMLEvent) -> YAMLError {
    let suggestion = Suggestion.nearest(to: name, among: anchorNumbers.keys.sorted())
    return text.error(
      .yamlUnknownAnchor,
      "The alias `*\(name)` names no anchor of this file.",
      from: alias.start,
      to: alias.end,
      hint: suggestion.map { "Did you mean `*\($0)`?" }
        ?? "Mark the value with `&\(name)` above, or quote the value when the `*` belongs to it."
    )
  }

  private func nextReplayed() throws(YAMLError) -> YAMLEvent {
    while true {
      let entry = tape.entries[replays[replays.count - 1].position]
      replays[replays.count - 1].position += 1
      if replays[replays.count - 1].position == replays[replays.count - 1].end {
        replays.removeLast()
      }
      try countExpansion(entry)
      if entry.kind == .alias {
        let anchor = anchors[entry.reference]
        replays.append(Replay(position: anchor.start, end: anchor.end ?? anchor.start))
        continue
      }
      isReplaying = !replays.isEmpty
      let event = YAMLEvent(
        kind: entry.kind,
        style: entry.style,
        tag: entry.tag,
        isAliased: true,
        marks: 0,
        start: aliasStart,
        knownEnd: aliasEnd,
        text: tape.text(of: entry),
        anchor: nil
      )
      try countDepth(event)
      return event
    }
  }

  private func countExpansion(_ entry: YAMLTape.Entry) throws(YAMLError) {
    expandedEvents += 1
    expandedBytes += Int(entry.length)
    let factor = limits.expansionFactor
    guard
      expandedEvents > limits.expandedEvents + factor * writtenEvents
        || expandedBytes > limits.expandedBytes + factor * text.utf8.count
    else { return }
    throw text.error(
      .yamlExpansion,
      "The aliases of this file stand for too much.",
      from: aliasStart,
      to: aliasEnd,
      hint: "Use fewer aliases within aliases."
    )
  }
}
