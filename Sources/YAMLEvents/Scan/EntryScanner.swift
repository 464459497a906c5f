#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads entries of a block mapping in the usual form, with libyaml's events at a
/// fraction of its cost.
///
/// In the usual form a line has one key and value, plain or in quotes without escapes, mappings are
/// nested by indentation, and lists and mappings in brackets stand on one line. At the first sign
/// of anything else the entry is left to libyaml, so the scanner decides nothing that YAML leaves
/// open. An entry counts only when the line after it begins with a key of the same mapping, since
/// libyaml then cannot have found an error before its end.
struct EntryScanner {
  /// The offset of the next entry's line, in bytes.
  private(set) var offset = 0
  /// The number of that line, 1-based.
  private(set) var line = 1
  /// The indentation of the entries' keys, in spaces.
  private(set) var indent = 0
  /// How many events the last entry has.
  private(set) var count = 0

  /// The last entry, valid until the next one is scanned.
  var entry: YAMLEntry {
    YAMLEntry(
      events: UnsafeBufferPointer(start: events, count: count),
      details: nil,
      base: UnsafeRawPointer(base)
    )
  }

  /// The events of the last entry; `deallocate` frees them.
  let events: UnsafeMutablePointer<YAMLEntry.Event>
  private static let capacity = 512
  private static let depth = 4
  /// The longest key that is scanned, in bytes; libyaml reads longer ones, too.
  static let keyLength = 200

  let base: UnsafePointer<UInt8>
  /// The offset just after the last line break, so that each line has an end.
  private let end: Int

  /// Fails for a text with other line ends than LF, or with directives.
  init?(_ text: YAMLText) {
    guard text.hasOnlyLineFeeds, !text.hasDirectives,
      let base = text.utf8.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let last = text.utf8.lastIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    self.base = base
    end = last + 1
    events = .allocate(capacity: Self.capacity)
  }

  func deallocate() { events.deallocate() }

  // MARK: Moving

  /// Moves to a known place.
  mutating func move(to offset: Int, line: Int, indent: Int) {
    (self.offset, self.line, self.indent) = (offset, line, indent)
    count = 0
  }

  /// Moves forward to that line, or to the next one with content; `false` at the end.
  mutating func move(toLine target: Int, indent: Int) -> Bool {
    self.indent = indent
    guard line <= target else { return false }
    while line < target {
      guard offset < end else { return false }
      offset = lineEnd(offset) + 1
      line += 1
    }
    return skipToContent(&offset, &line) != nil
  }

  /// Whether a line holds only blanks and a comment from that column on.
  ///
  /// Moves forward to the line.
  mutating func isBlank(line target: Int, from column: Int) -> Bool {
    while line < target {
      guard offset < end else { return false }
      offset = lineEnd(offset) + 1
      line += 1
    }
    guard line == target, offset < end else { return false }
    var position = offset
    var current = 1
    while current < column {
      if base[position] == UInt8(ascii: "\n") { return false }
      position += 1
      while base[position] & 0xC0 == 0x80 { position += 1 }
      current += 1
    }
    let start = position
    while base[position] == UInt8(ascii: " ") { position += 1 }
    return base[position] == UInt8(ascii: "\n")
      || base[position] == UInt8(ascii: "#") && position > start
  }

  /// The next offset at which a line seems to begin with a key of this
  /// indentation; `nil` without one.
  func likelyEntry(from start: Int) -> Int? {
    guard start < end else { return nil }
    var position = lineEnd(start) + 1
    while position < end {
      if spaces(at: position) == indent, keyEnd(position + indent) != nil { return position }
      position = lineEnd(position) + 1
    }
    return nil
  }

  private func lineEnd(_ position: Int) -> Int {
    guard let found = memchr(base + position, 0x0A, end - position) else { return end - 1 }
    return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
  }

  private func spaces(at position: Int) -> Int {
    var place = position
    while base[place] == UInt8(ascii: " ") { place += 1 }
    return place - position
  }

  /// Moves to the beginning of the next line with content, and returns its indentation.
  ///
  /// The result is `nil` at the end, and where a tab stands.
  private func skipToContent(_ position: inout Int, _ line: inout Int) -> Int? {
    while position < end {
      let indentation = spaces(at: position)
      switch base[position + indentation] {
      case UInt8(ascii: "\n"): position += indentation + 1
      case UInt8(ascii: "#"): position = lineEnd(position + indentation) + 1
      case UInt8(ascii: "\t"): return nil
      default: return indentation
      }
      line += 1
    }
    return nil
  }

  // MARK: Scanning

  /// Scans the entry whose line begins at `offset`, and moves to the next one.
  ///
  /// It returns `false`, and changes nothing, when the entry does not have the usual form or
  /// is the last one.
  mutating func scan() -> Bool {
    count = 0
    var position = offset
    var row = line
    guard position < end, spaces(at: position) == indent,
      let next = entry(&position, &row, indent, depth: 0), next == indent,
      keyEnd(position + indent) != nil
    else {
      count = 0
      return false
    }
    (offset, line) = (position, row)
    return true
  }

  /// Scans a key and its value, moves to the line after them, and returns that line's indentation.
  private mutating func entry(
    _ position: inout Int,
    _ row: inout Int,
    _ indent: Int,
    depth: Int
  ) -> Int? {
    let start = position + indent
    guard let colon = keyEnd(start) else { return nil }
    append(.scalar, .plain, row, indent + 1, start, colon)
    var value = colon + 1
    guard base[value] == UInt8(ascii: " ") else {
      position = value + 1
      row += 1
      return nested(&position, &row, indent, depth: depth)
    }
    while base[value] == UInt8(ascii: " ") { value += 1 }
    let column = indent + 1 + width(start, colon) + value - colon
    guard let after = self.value(value, row, column), base[after] == UInt8(ascii: "\n") else {
      return nil
    }
    position = after + 1
    row += 1
    guard let next = skipToContent(&position, &row), next <= indent, hasRoom else { return nil }
    return next
  }

  /// Scans the mapping that stands below its key.
  private mutating func nested(
    _ position: inout Int,
    _ row: inout Int,
    _ outer: Int,
    depth: Int
  ) -> Int? {
    guard depth < Self.depth, let indent = skipToContent(&position, &row), indent > outer, hasRoom
    else { return nil }
    appendEmpty(.mappingStart, row, indent + 1)
    while true {
      guard let next = entry(&position, &row, indent, depth: depth + 1) else { return nil }
      if next == indent { continue }
      guard next < indent else { return nil }
      // libyaml ends a mapping where the next key begins.
      appendEmpty(.mappingEnd, row, next + 1)
      return next
    }
  }

  /// The offset of the colon after the key that begins there; `nil` when that is not a usual key.
  private func keyEnd(_ start: Int) -> Int? {
    guard Self.isKeyStart(base[start]) else { return nil }
    var position = start + 1
    while Self.isKeyByte(base[position]) { position += 1 }
    guard base[position] == UInt8(ascii: ":"), position - start <= Self.keyLength else {
      return nil
    }
    let next = base[position + 1]
    return next == UInt8(ascii: " ") || next == UInt8(ascii: "\n") ? position : nil
  }

  // MARK: Events

  /// Whether there is room for the events of another line.
  var hasRoom: Bool { count < Self.capacity - 8 }

  private mutating func appendEmpty(_ kind: YAMLEvent.Kind, _ row: Int, _ column: Int) {
    append(kind, .none, row, column, 0, 0)
  }

  /// Adds an event whose text stands from `start` to before `stop`.
  ///
  /// - Parameters:
  ///   - kind: The kind of the event.
  ///   - style: How a scalar is written.
  ///   - row: The number of its line, 1-based.
  ///   - column: The column at which it begins, including its quote or bracket.
  ///   - start: The offset of its text, in bytes.
  ///   - stop: The offset just after its text.
  ///   - marks: How many characters it has beside its text: quotes, or a bracket.
  mutating func append(
    _ kind: YAMLEvent.Kind,
    _ style: YAMLEvent.Style,
    _ row: Int,
    _ column: Int,
    _ start: Int,
    _ stop: Int,
    marks: UInt8 = 0
  ) {
    events[count] = YAMLEntry.Event(
      kind: kind,
      style: style,
      marks: marks,
      line: UInt32(clamping: row),
      column: UInt32(clamping: column),
      length: UInt32(stop - start),
      offset: start
    )
    count += 1
  }

  /// The width of a text, in Unicode scalars.
  func width(_ start: Int, _ stop: Int) -> Int {
    var width = 0
    for position in start..<stop where base[position] & 0xC0 != 0x80 { width &+= 1 }
    return width
  }
}
