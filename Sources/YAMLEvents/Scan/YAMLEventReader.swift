import Diagnostics

/// Pulls a text's events, one at a time, without copies or allocations of its own.
///
/// They equal libyaml's, places and errors included. Entries of large mappings in the usual
/// form are read by `EntryScanner`, at a tenth of the cost; libyaml reads everything else,
/// and starts anew where such a run of entries ends. Aliases are returned as they are
/// written; `YAMLCursor` resolves them.
package final class YAMLEventReader {
  package let text: YAMLText
  private var parser: YAMLParser?
  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private var scanner: EntryScanner?
  @exclusivity(unchecked) private var isScanning = false
  /// How many events of the scanner's last entry have been handed out.
  @exclusivity(unchecked) private var handedOut = 0
  @exclusivity(unchecked) private var shape = MappingShape()
  private var comments: DoubtfulCommentFinder
  /// Whether libyaml did not read everything in one go, so that its errors may name other places.
  private var hasLeftOut = false
  /// The offset at which a part ends, in bytes; `nil` when there is none.
  private let limit: Int?
  /// Whether the end of the part was already returned as the end of its mapping.
  private var isAtLimit = false

  /// Starts at the beginning of a text.
  ///
  /// - Parameters:
  ///   - text: The text, which must stay in memory as long as this object.
  ///   - usesLibYAMLOnly: Whether libyaml reads everything, for comparison.
  /// - Throws: `YAMLError` when there is no memory for it.
  package init(_ text: YAMLText, usesLibYAMLOnly: Bool = false) throws(YAMLError) {
    self.text = text
    limit = nil
    comments = DoubtfulCommentFinder(text)
    parser = try YAMLParser(text)
    scanner = usesLibYAMLOnly ? nil : EntryScanner(text)
  }

  /// Starts at the beginning of a part.
  ///
  /// Its events are those of its entries, then the end of their mapping; only the last part has
  /// what comes after that.
  init(_ part: YAMLPart) throws(YAMLError) {
    text = part.text
    limit = part.end
    comments = DoubtfulCommentFinder(text, from: part.start, line: part.line)
    scanner = EntryScanner(text)
    scanner?.move(to: part.start, line: part.line, indent: part.indent)
    isScanning = true
    hasLeftOut = true
    shape = .insideMapping(indent: part.indent)
  }

  deinit { scanner?.deallocate() }

  /// The next event, whose bytes stay valid until the next call; after the
  /// last one, `streamEnd` again.
  ///
  /// - Throws: `YAMLError` when the text breaks a rule of YAML; nothing more can be read then.
  package func next() throws(YAMLError) -> YAMLEvent {
    if let event = scanned() { return event }
    if isScanning {
      if isAtEndOfPart { return endOfPart() }
      if scan() { return try next() }
      try leaveScanner()
    } else if let boundary = shape.takeBoundary(), enterScanner(boundary) {
      if isAtEndOfPart { return endOfPart() }
      if let limit, let scanner, scanner.offset > limit { throw YAMLPart.mismatch(text) }
      if scan() {
        isScanning = true
        hasLeftOut = true
        parser = nil
        return try next()
      }
    }
    return try parse()
  }

  /// Returns the next entry and moves past it; `nil`, without moving, for an entry of unusual form.
  func entry() -> YAMLEntry? {
    guard isScanning, !isAtEndOfPart, let scanner, handedOut == scanner.count, scan(),
      let entry = self.scanner?.entry
    else { return nil }
    handedOut = entry.count
    return entry
  }

  private func scan() -> Bool {
    handedOut = 0
    return scanner?.scan() ?? false
  }

  /// The next event of the entry that was scanned last.
  private func scanned() -> YAMLEvent? {
    guard let scanner, handedOut < scanner.count else { return nil }
    defer { handedOut += 1 }
    return scanner.entry[handedOut]
  }

  /// The doubtful comment after a value that ends there; must be called in the text's order.
  func doubtfulComment(after end: YAMLMark) -> DoubtfulComment? { comments.comment(after: end) }

  // MARK: libyaml

  private func parse() throws(YAMLError) -> YAMLEvent {
    guard let parser else { preconditionFailure("there is a parser where nothing is scanned") }
    do throws(YAMLError) {
      let event = try parser.next()
      guard scanner != nil else { return event }
      shape.note(event, isBlockMapping: parser.beginsBlockMapping)
      // A mapping that ends before the part does is not the one that the part was cut from.
      if limit != nil, !shape.isInMapping { throw YAMLPart.mismatch(text) }
      return event
    } catch {
      // libyaml's messages name where things began; only reading the whole text finds all of these.
      throw hasLeftOut && limit == nil ? YAMLParser.firstError(in: text) ?? error : error
    }
  }

  private func leaveScanner() throws(YAMLError) {
    guard let scanner else { return }
    isScanning = false
    parser = try YAMLParser(
      text,
      from: scanner.offset,
      line: scanner.line,
      indent: scanner.indent
    )
  }

  /// Moves the scanner to the next entry; `false` when it cannot be found from here.
  private func enterScanner(_ boundary: MappingShape.Boundary) -> Bool {
    if let column = boundary.column {
      guard scanner?.isBlank(line: boundary.line, from: column) == true else { return false }
      return scanner?.move(toLine: boundary.line + 1, indent: shape.indent) ?? false
    }
    return scanner?.move(toLine: boundary.line, indent: shape.indent) ?? false
  }

  // MARK: Parts

  private var isAtEndOfPart: Bool { limit != nil && scanner?.offset == limit }

  private func endOfPart() -> YAMLEvent {
    isAtLimit = true
    let mark = YAMLMark(line: scanner?.line ?? 1, column: shape.indent + 1)
    return YAMLEvent(
      kind: .mappingEnd,
      style: .none,
      tag: .none,
      isAliased: false,
      marks: 0,
      start: mark,
      knownEnd: mark,
      text: .none,
      anchor: nil
    )
  }

  /// How many bytes come after the scanner's place; all of them without a scanner.
  var remainingBytes: Int { text.utf8.count - (scanner?.offset ?? 0) }

  /// Cuts the rest of a mapping that has just begun into at most `count` parts of similar size.
  ///
  /// The result is `nil` when this is not such a place, or the text must be read in one go.
  func parts(_ count: Int) -> [YAMLPart]? {
    guard !isScanning, let boundary = shape.boundary, boundary.column == nil,
      enterScanner(boundary), let scanner, !text.mayHoldAliases
    else { return nil }
    var starts = [scanner.offset]
    let size = (text.utf8.count - scanner.offset) / count
    for number in 1..<max(1, count) {
      let target = starts[0] + number * size
      guard let last = starts.last, target > last,
        let start = scanner.likelyEntry(from: target)
      else { continue }
      if start > last { starts.append(start) }
    }
    return starts.indices.map { index in
      YAMLPart(
        text: text,
        start: starts[index],
        end: index + 1 < starts.count ? starts[index + 1] : nil,
        line: scanner.line,
        indent: scanner.indent
      )
    }
  }
}
