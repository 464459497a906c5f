#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A journal's bytes: in memory, or, so that a long one takes none, still in its open file.
struct JournalText: Sendable {
  private enum Source: Sendable {
    case memory([UInt8])
    case file(OpenFile, path: String, any StateFileSystem)
  }

  private let source: Source
  /// How many bytes there are.
  let count: Int

  init(_ bytes: [UInt8]) {
    source = .memory(bytes)
    count = bytes.count
  }

  /// Those of a file that stays open, and as it is, as long as they are asked for.
  init(_ file: OpenFile, path: String, size: Int, _ fileSystem: any StateFileSystem) {
    source = .file(file, path: path, fileSystem)
    count = size
  }

  /// Its file is not what it was.
  var changed: SystemError {
    guard case .file(_, let path, _) = source else { return SystemError("read", "", code: EIO) }
    return SystemError("read", path, code: EIO)
  }

  /// How many bytes of a file are looked at at once; a longer line takes more.
  private static let windowSize = 1 << 20

  /// Hands out the bytes of that part.
  ///
  /// - Throws: when the file cannot be read, or has become shorter.
  func bytes(_ range: Range<Int>) throws(SystemError) -> ArraySlice<UInt8> {
    switch source {
    case .memory(let bytes): return bytes[range]
    case .file(let file, _, let fileSystem):
      let bytes = try FileContent.read(
        file,
        from: range.lowerBound,
        expecting: range.count,
        fileSystem
      )
      guard bytes.count == range.count else { throw changed }
      return bytes[...]
    }
  }

  /// Reads parts that mostly follow each other, a few hundred at once.
  struct Reader {
    private let text: JournalText
    private var window: ArraySlice<UInt8> = []
    private var start = 0

    fileprivate init(_ text: JournalText) { self.text = text }

    /// As `JournalText.bytes`.
    mutating func bytes(_ range: Range<Int>) throws(SystemError) -> ArraySlice<UInt8> {
      guard case .file = text.source else { return try text.bytes(range) }
      if range.lowerBound < start || range.upperBound > start + window.count {
        let end = min(text.count, max(range.upperBound, range.lowerBound + JournalText.readAhead))
        window = try text.bytes(range.lowerBound..<end)
        start = range.lowerBound
      }
      let first = window.startIndex + range.lowerBound - start
      return window[first..<first + range.count]
    }
  }

  var reader: Reader { Reader(self) }

  private static let readAhead = 1 << 17

  /// Hands out the bytes in order, in windows.
  ///
  /// - Parameter body: Gets a window and where it begins, and returns how many of its bytes are done with: the
  ///   rest comes again with what follows, unless nothing does. With `nil` it ends the walk.
  /// - Throws: when the file cannot be read, or has become shorter.
  func forEachWindow(
    _ body: (UnsafeRawBufferPointer, _ offset: Int) -> Int?
  ) throws(SystemError) {
    var offset = 0
    var size = Self.windowSize
    while offset < count {
      let window: ArraySlice<UInt8>
      switch source {
      case .memory(let bytes): window = bytes[offset...]
      case .file: window = try bytes(offset..<min(count, offset + size))
      }
      let isLast = offset + window.count == count
      guard let done = window.withUnsafeBytes({ body($0, offset) }), !isLast else { return }
      offset += done
      // A line that does not fit into the window.
      size = done == 0 ? size * 2 : Self.windowSize
    }
  }
}
