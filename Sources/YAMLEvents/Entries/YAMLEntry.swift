/// One key of a mapping and its whole value, borrowed like an event's bytes.
///
/// The key comes first, then the value; aliases are replaced by their values. Indices are 0-based
/// and count events. `after(_:)` skips a value with its whole content.
package struct YAMLEntry {
  /// An event, given by its place in the text.
  struct Event: BitwiseCopyable {
    let kind: YAMLEvent.Kind
    let style: YAMLEvent.Style
    /// How many characters it has beside its text, if it stands on one line.
    let marks: UInt8
    /// The number of its line, 1-based.
    let line: UInt32
    /// The number of its column, 1-based, in Unicode scalars.
    let column: UInt32
    /// The length of its text, in bytes.
    let length: UInt32
    /// The offset of its text from `base`, in bytes; 0 without a text.
    let offset: Int
  }

  /// What libyaml knows of an event that an entry in the usual form cannot have.
  struct Detail: BitwiseCopyable {
    let tag: YAMLEvent.Tag
    let isAliased: Bool
    let end: YAMLMark
  }

  let events: UnsafeBufferPointer<Event>
  /// One detail for each event; `nil` for an entry in the usual form.
  let details: UnsafePointer<Detail>?
  let base: UnsafeRawPointer

  /// How many events it has.
  package var count: Int { events.count }

  /// Whether the entry has the usual form: without tags, anchors, aliases and comments.
  package var isUsual: Bool { details == nil }

  package func kind(_ index: Int) -> YAMLEvent.Kind { events[index].kind }

  /// Where the event at that index begins.
  package func start(_ index: Int) -> YAMLMark {
    YAMLMark(line: events[index].line, column: events[index].column)
  }

  /// The bytes of the scalar at that index.
  package func text(_ index: Int) -> YAMLBytes {
    let event = events[index]
    return YAMLBytes(
      UnsafeRawBufferPointer(start: base + event.offset, count: Int(event.length))
    )
  }

  /// Whether the event is a scalar that is a text and not empty, valid or not.
  package func isText(_ index: Int) -> Bool {
    let event = events[index]
    guard event.kind == .scalar, event.length > 0, details == nil else { return false }
    guard event.style == .plain, event.length == 1 || event.length == 4 else { return true }
    return !self[index].isNull
  }

  /// Whether the event replaces an alias.
  package func isAliased(_ index: Int) -> Bool { details?[index].isAliased ?? false }

  /// Whether the event is the key `<<`.
  package func isMergeKey(_ index: Int) -> Bool { details != nil && self[index].isMergeKey }

  /// Whether the event is a scalar without quotes or block sign.
  package func isPlain(_ index: Int) -> Bool { events[index].style == .plain }

  /// The event at that index, with all its properties.
  package subscript(index: Int) -> YAMLEvent {
    let event = events[index]
    let detail = details?[index]
    return YAMLEvent(
      kind: event.kind,
      style: event.style,
      tag: detail?.tag ?? .none,
      isAliased: detail?.isAliased ?? false,
      marks: event.marks,
      start: start(index),
      knownEnd: detail?.end,
      text: text(index),
      anchor: nil
    )
  }

  /// The index after the value that begins at this one.
  package func after(_ index: Int) -> Int {
    var position = index
    var depth = 0
    repeat {
      switch events[position].kind {
      case .mappingStart, .sequenceStart: depth += 1
      case .mappingEnd, .sequenceEnd: depth -= 1
      default: break
      }
      position += 1
    } while depth > 0
    return position
  }
}

/// A value within an entry, with everything in it; borrowed like the entry.
package struct YAMLValue {
  package let entry: YAMLEntry
  /// The index of its first event, 0-based.
  package let index: Int

  package init(_ entry: YAMLEntry, at index: Int) { (self.entry, self.index) = (entry, index) }

  /// The value's only or first event.
  package var event: YAMLEvent { entry[index] }

  /// The content of a collection: the values of a sequence, or alternately keys and values.
  ///
  /// It is empty for a scalar.
  package var content: Content {
    Content(entry: entry, index: index + 1, isEmpty: !event.opensCollection)
  }

  /// A mapping's keys with their values; empty for anything else.
  package var pairs: Pairs { Pairs(content: entry.kind(index) == .mappingStart ? content : nil) }

  /// Iterates over a collection's values, without descending into them.
  package struct Content: Sequence, IteratorProtocol {
    fileprivate let entry: YAMLEntry
    fileprivate var index: Int
    fileprivate let isEmpty: Bool

    package mutating func next() -> YAMLValue? {
      guard !isEmpty, entry.kind(index) != .mappingEnd, entry.kind(index) != .sequenceEnd else {
        return nil
      }
      defer { index = entry.after(index) }
      return YAMLValue(entry, at: index)
    }
  }

  /// Iterates over a mapping's entries.
  package struct Pairs: Sequence, IteratorProtocol {
    fileprivate var content: Content?

    package mutating func next() -> (key: YAMLValue, value: YAMLValue)? {
      guard let key = content?.next(), let value = content?.next() else { return nil }
      return (key, value)
    }
  }
}
