/// Keeps the events of one entry together, in memory that is reused for the next one.
final class EntryCollector {
  private let events = GrowingMemory<YAMLEntry.Event>()
  private let details = GrowingMemory<YAMLEntry.Detail>()
  private let texts = GrowingMemory<UInt8>()

  func removeAll() {
    events.count = 0
    details.count = 0
    texts.count = 0
  }

  func append(_ event: YAMLEvent) {
    let offset = texts.count
    texts.append(event.text.raw)
    events.append(
      YAMLEntry.Event(
        kind: event.kind,
        style: event.style,
        marks: 0,
        line: event.start.line,
        column: event.start.column,
        length: UInt32(event.text.count),
        offset: offset
      )
    )
    details.append(
      YAMLEntry.Detail(tag: event.tag, isAliased: event.isAliased, end: event.end)
    )
  }

  /// Closes what is open where the text becomes unreadable; a key without a value is left out.
  ///
  /// - Parameters:
  ///   - mark: Where reading ended.
  ///   - hasKey: Whether the first value is a key, which then lacks its own value.
  func close(at mark: YAMLMark, hasKey: Bool) {
    /// Collections without an end, with the number of their values and the index of the last one.
    var open: [(end: YAMLEvent.Kind, values: Int, last: Int)] = []
    for index in 0..<events.count {
      let kind = events[index].kind
      if kind == .mappingEnd || kind == .sequenceEnd {
        open.removeLast()
        continue
      }
      if let outer = open.indices.last {
        open[outer].values += 1
        open[outer].last = index
      }
      if kind == .mappingStart { open.append((.mappingEnd, 0, 0)) }
      if kind == .sequenceStart { open.append((.sequenceEnd, 0, 0)) }
    }
    for collection in open.reversed() {
      if collection.end == .mappingEnd, !collection.values.isMultiple(of: 2) {
        (events.count, details.count) = (collection.last, collection.last)
      }
      append(Self.event(collection.end, at: mark))
    }
    if hasKey, entry.after(0) == events.count { append(Self.event(.scalar, at: mark)) }
  }

  private static func event(_ kind: YAMLEvent.Kind, at mark: YAMLMark) -> YAMLEvent {
    YAMLEvent(
      kind: kind,
      style: kind == .scalar ? .plain : .none,
      tag: .none,
      isAliased: false,
      marks: 0,
      start: mark,
      knownEnd: mark,
      text: .none,
      anchor: nil
    )
  }

  /// The appended events as an entry, valid until another event is appended.
  var entry: YAMLEntry {
    YAMLEntry(
      events: UnsafeBufferPointer(start: events.start, count: events.count),
      details: UnsafePointer(details.start),
      base: UnsafeRawPointer(texts.start)
    )
  }
}
