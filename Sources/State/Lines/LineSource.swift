import ParallelWork

/// The bytes of a state or a journal, in memory or, to save memory, in an open file.
package struct LineSource: Sendable {
  private enum Storage: Sendable {
    case memory([UInt8])
    case file(ReadableFile)
  }

  private let storage: Storage
  /// How many bytes there are.
  let count: Int
  /// The path that the bytes come from, for errors.
  let path: String

  /// Takes bytes in memory; `path` is their name in errors.
  package init(_ bytes: [UInt8], path: String = "") {
    storage = .memory(bytes)
    count = bytes.count
    self.path = path
  }

  init(_ file: ReadableFile) {
    storage = .file(file)
    count = file.size
    path = file.path
  }

  /// How many bytes of a file are processed at once; a longer line takes more.
  private static let windowSize = 1 << 20
  /// How many bytes are read at least, since what follows is usually asked for next.
  private static let readAhead = 1 << 14

  /// The bytes in that range.
  ///
  /// - Throws: `SystemError` when the file cannot be read, or has become shorter.
  func bytes(_ range: Range<Int>) throws(SystemError) -> ArraySlice<UInt8> {
    switch storage {
    case .memory(let bytes): return bytes[range]
    case .file(let file):
      let bytes = try file.bytes(range)
      guard bytes.count == range.count else { throw .changed(path) }
      return bytes[...]
    }
  }

  /// All bytes, read into memory.
  ///
  /// - Throws: `SystemError` when the file can no longer be read.
  package var content: [UInt8] {
    get throws(SystemError) { Array(try bytes(0..<count)) }
  }

  /// Reads parts that usually follow each other, with many bytes at once.
  struct Reader {
    private let source: LineSource
    private var window: ArraySlice<UInt8> = []
    private var start = 0

    fileprivate init(_ source: LineSource) { self.source = source }

    /// The bytes in that range, as `LineSource.bytes(_:)` returns them.
    mutating func bytes(_ range: Range<Int>) throws(SystemError) -> ArraySlice<UInt8> {
      guard case .file = source.storage else { return try source.bytes(range) }
      if range.lowerBound < start || range.upperBound > start + window.count {
        let ahead = min(source.count, range.lowerBound + LineSource.readAhead)
        window = try source.bytes(range.lowerBound..<max(range.upperBound, ahead))
        start = range.lowerBound
      }
      let first = window.startIndex + range.lowerBound - start
      return window[first..<first + range.count]
    }
  }

  var reader: Reader { Reader(self) }

  /// Hands out the lines in order, in windows of bytes.
  ///
  /// - Parameter body: Called with a window and its offset; returns how many of its bytes are done.
  ///   The rest comes again with the bytes that follow, if there are any. `nil` ends the walk.
  /// - Throws: `SystemError` when the file cannot be read, or has become shorter.
  func forEachWindow(
    _ body: (UnsafeRawBufferPointer, _ offset: Int) -> Int?
  ) throws(SystemError) {
    var offset = 0
    var size = Self.windowSize
    var ahead: ArraySlice<UInt8>?
    while offset < count {
      let window: ArraySlice<UInt8>
      if let ahead { window = ahead } else { window = try self.window(at: offset, size) }
      let isLast = offset + window.count == count
      // The next window is read meanwhile; it begins behind the last line of this one.
      let next =
        isLast
        ? nil
        : window.lastIndex(of: UInt8(ascii: "\n"))
          .map { offset + window.distance(from: window.startIndex, to: $0) + 1 }
      let tasks = concurrently(next == nil ? 1 : 2) {
        task -> (Int?, Result<ArraySlice<UInt8>, SystemError>?) in
        if task == 0 { return (window.withUnsafeBytes { body($0, offset) }, nil) }
        return (
          nil,
          next.map { next in
            Result { () throws(SystemError) in try self.window(at: next, Self.windowSize) }
          }
        )
      }
      guard let done = tasks[0].0, !isLast else { return }
      offset += done
      ahead = offset == next ? try tasks[1].1?.get() : nil
      // A line does not fit into the window.
      size = done == 0 ? size * 2 : Self.windowSize
    }
  }

  /// The bytes from that offset on, up to so many; of bytes in memory all that follow.
  private func window(at offset: Int, _ size: Int) throws(SystemError) -> ArraySlice<UInt8> {
    switch storage {
    case .memory(let bytes): bytes[offset...]
    case .file: try bytes(offset..<min(count, offset + size))
    }
  }
}
