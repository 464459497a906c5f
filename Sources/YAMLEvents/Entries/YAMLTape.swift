/// The events of anchored values, kept for their aliases.
struct YAMLTape {
  struct Entry {
    let kind: YAMLEvent.Kind
    let style: YAMLEvent.Style
    let tag: YAMLEvent.Tag
    let length: UInt32
    /// Where the text begins; for an alias, the anchor that it stands for.
    let reference: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var byteCount = 0
  /// Never moved, so that texts handed out stay where they are while more is recorded.
  private var chunks: [Chunk] = []

  mutating func append(_ event: YAMLEvent) {
    append(
      Entry(
        kind: event.kind,
        style: event.style,
        tag: event.tag,
        length: UInt32(event.text.count),
        reference: store(event.text.raw)
      )
    )
  }

  mutating func appendAlias(of anchor: Int) {
    append(Entry(kind: .alias, style: .none, tag: .none, length: 0, reference: anchor))
  }

  private mutating func append(_ entry: Entry) { entries.append(entry) }

  func text(of entry: Entry) -> YAMLBytes {
    guard entry.length > 0 else { return .none }
    let start = entry.reference % Chunk.maximumSize
    let chunk = chunks[entry.reference / Chunk.maximumSize]
    return YAMLBytes(
      UnsafeRawBufferPointer(rebasing: chunk.bytes[start..<start + Int(entry.length)])
    )
  }

  /// Returns the chunk's number times `maximumSize` and the offset in it.
  private mutating func store(_ text: UnsafeRawBufferPointer) -> Int {
    guard !text.isEmpty else { return 0 }
    if chunks.last.map({ $0.bytes.count - $0.used < text.count }) ?? true {
      let size = chunks.isEmpty ? 4096 : Chunk.usualSize
      chunks.append(Chunk(size: max(size, text.count)))
    }
    let chunk = chunks[chunks.count - 1]
    let start = chunk.used
    chunk.append(text)
    byteCount += text.count
    return (chunks.count - 1) * Chunk.maximumSize + start
  }

  private final class Chunk {
    static let usualSize = 1 << 18
    /// More than any scalar.
    static let maximumSize = 1 << 32

    let bytes: UnsafeMutableRawBufferPointer
    private(set) var used = 0

    init(size: Int) { bytes = .allocate(byteCount: size, alignment: 1) }

    deinit { bytes.deallocate() }

    func append(_ text: UnsafeRawBufferPointer) {
      UnsafeMutableRawBufferPointer(rebasing: bytes[used...]).copyMemory(from: text)
      used += text.count
    }
  }
}
