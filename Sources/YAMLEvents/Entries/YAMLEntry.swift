/// One key of a mapping and its value with everything in it, borrowed like an event's bytes.
///
/// First comes the key, then the value; aliases are replaced by what they stand for. Indices count events. A
/// value with its whole content is left behind by `after(_:)`.
package struct YAMLEntry {
  /// An event as a place in the text.
  struct Event: BitwiseCopyable {
    let kind: YAMLEvent.Kind
    let style: YAMLEvent.Style
    /// How many characters it has beside its text, where it stands on one line.
    let marks: UInt8
    /// 1-based.
    let line: UInt32
    /// 1-based, in Unicode scalars.
    let column: UInt32
    /// The length of its text, in bytes.
    let length: UInt32
    /// Where its text begins from `base` on, in bytes; 0 where there is none.
    let offset: Int
  }

  /// What libyaml knows of an event beyond what an entry in the usual way can have.
  struct Detail: BitwiseCopyable {
    let tag: YAMLEvent.Tag
    let isAliased: Bool
    let end: YAMLMark
  }

  let events: UnsafeBufferPointer<Event>
  /// One for each event; `nil` for an entry that is written in the usual way.
  let details: UnsafePointer<Detail>?
  let base: UnsafeRawPointer

  /// How many events it has.
  package var count: Int { events.count }

  /// Whether it is written in the usual way: without tags, anchors, aliases and comments.
  package var isUsual: Bool { details == nil }

  package func kind(_ index: Int) -> YAMLEvent.Kind { events[index].kind }

  /// Where the event begins.
  package func start(_ index: Int) -> YAMLMark {
    YAMLMark(line: events[index].line, column: events[index].column)
  }

  /// A scalar's bytes.
  package func text(_ index: Int) -> YAMLBytes {
    let event = events[index]
    return YAMLBytes(
      UnsafeRawBufferPointer(start: base + event.offset, count: Int(event.length))
    )
  }

  /// Whether it is a scalar that is text and not empty, whatever may be wrong with it.
  package func isText(_ index: Int) -> Bool {
    let event = events[index]
    guard event.kind == .scalar, event.length > 0, details == nil else { return false }
    guard event.style == .plain, event.length == 1 || event.length == 4 else { return true }
    return !self[index].isNull
  }

  /// Whether an alias stands there for it.
  package func isAliased(_ index: Int) -> Bool { details?[index].isAliased ?? false }

  /// Whether it is the key `<<`.
  package func isMergeKey(_ index: Int) -> Bool { details != nil && self[index].isMergeKey }

  /// Whether a scalar is written without quotes or block sign.
  package func isPlain(_ index: Int) -> Bool { events[index].style == .plain }

  /// The event, whole.
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

/// A value inside an entry, with everything in it; borrowed like the entry.
package struct YAMLValue {
  package let entry: YAMLEntry
  /// The index of its first event.
  package let index: Int

  package init(_ entry: YAMLEntry, at index: Int) { (self.entry, self.index) = (entry, index) }

  /// The event that it is or begins with.
  package var event: YAMLEvent { entry[index] }

  /// What a collection holds: the values of a sequence, or a mapping's keys and values by turns.
  ///
  /// Nothing for a scalar.
  package var content: Content {
    Content(entry: entry, index: index + 1, isEmpty: !event.opensCollection)
  }

  /// A mapping's keys with their values; nothing for anything else.
  package var pairs: Pairs { Pairs(content: entry.kind(index) == .mappingStart ? content : nil) }

  /// Goes through a collection's values, without going into them.
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

  /// Goes through a mapping's entries.
  package struct Pairs: Sequence, IteratorProtocol {
    fileprivate var content: Content?

    package mutating func next() -> (key: YAMLValue, value: YAMLValue)? {
      guard let key = content?.next(), let value = content?.next() else { return nil }
      return (key, value)
    }
  }
}
