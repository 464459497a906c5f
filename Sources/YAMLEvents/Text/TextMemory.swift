#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file at one place in memory, which is freed with this object.
package final class TextMemory {
  private(set) var memory: UnsafeMutableRawBufferPointer
  /// How many bytes of the memory are the file's.
  package private(set) var count: Int

  /// Why a file could not be read.
  package enum Failure: Error {
    /// The file has at least this many bytes, which exceeds the limit.
    case tooLarge(Int)
    /// The system refused to read; the value is its error number.
    case system(Int32)
  }

  /// Copies these bytes into memory of its own.
  package init(_ bytes: [UInt8]) {
    memory = .allocate(byteCount: bytes.count, alignment: 16)
    memory.copyBytes(from: bytes)
    count = bytes.count
  }

  /// Reads an open file to its end.
  ///
  /// - Parameters:
  ///   - descriptor: The descriptor of the file, which stays open.
  ///   - size: How many bytes it probably has.
  ///   - limit: How many bytes it may have.
  /// - Throws: `Failure` when it has more, or cannot be read.
  package init(reading descriptor: Int32, expecting size: Int, limit: Int) throws(Failure) {
    guard size <= limit else { throw .tooLarge(size) }
    // One byte more allows to notice the end without another read.
    memory = .allocate(byteCount: size + 1, alignment: 16)
    count = 0
    while true {
      guard count <= limit else { throw .tooLarge(count) }
      if count == memory.count { grow() }
      let got = read(descriptor, memory.baseAddress.map { $0 + count }, memory.count - count)
      if got == 0 { return }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw .system(errno)
      }
    }
  }

  deinit { memory.deallocate() }

  /// The bytes of the file.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Calls `body` with the bytes, which must not be used after the call.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(bytes)
  }

  private func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count * 2, alignment: 16)
    larger.copyMemory(from: bytes)
    memory.deallocate()
    memory = larger
  }
}
