/// The events of anchored values, kept for their aliases.
struct YAMLTape {
  struct Entry {
    let kind: YAMLEvent.Kind
    let style: YAMLEvent.Style
    let tag: YAMLEvent.Tag
    let length: UInt32
    /// The offset of the text; for an alias, the number of its anchor.
    let reference: Int
  }

  private(set) var entries: [Entry] = []
  private let texts = GrowingMemory<UInt8>()

  var byteCount: Int { texts.count }

  mutating func append(_ event: YAMLEvent) {
    entries.append(
      Entry(
        kind: event.kind,
        style: event.style,
        tag: event.tag,
        length: UInt32(event.text.count),
        reference: texts.count
      )
    )
    texts.append(event.text.raw)
  }

  mutating func appendAlias(of anchor: Int) {
    entries.append(Entry(kind: .alias, style: .none, tag: .none, length: 0, reference: anchor))
  }

  /// The text of an entry, valid until the next event is appended.
  func text(of entry: Entry) -> YAMLBytes {
    guard entry.length > 0 else { return .none }
    return YAMLBytes(
      UnsafeRawBufferPointer(start: texts.start + entry.reference, count: Int(entry.length))
    )
  }
}
