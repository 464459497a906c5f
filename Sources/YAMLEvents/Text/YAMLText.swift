import ParallelWork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one YAML text as valid UTF-8, without a byte-order mark, at one place in memory.
///
/// A reader borrows its events' bytes from here and from libyaml, whose input must not move.
package final class YAMLText: @unchecked Sendable {
  // Sendable: nobody writes to this memory after `init`, and only `deinit` frees it.

  /// The text's name in diagnostics, such as a path or `<stdin>`.
  package let file: String
  /// The bytes of the text, valid as long as this object lives.
  let utf8: UnsafeRawBufferPointer
  private let memory: TextMemory
  /// The offset of the text in the file and in `memory`; `nil` when the bytes are not the file's.
  private let offset: Int?
  /// Whether lines begin with `%`; only `init` writes it.
  var hasDirectives = false
  /// Whether lines end in LF only.
  private(set) var hasOnlyLineFeeds = true

  /// The whole text, without a byte-order mark.
  package var bytes: YAMLBytes { YAMLBytes(utf8) }

  /// Decodes a copy of these bytes.
  ///
  /// - Throws: `YAMLError` when they are not a text that YAML allows.
  package convenience init(_ bytes: [UInt8], file: String) throws(YAMLError) {
    try self.init(TextMemory(bytes), file: file)
  }

  /// Decodes the text that a file's bytes stand for.
  ///
  /// - Parameters:
  ///   - content: The bytes, which nobody else may change from now on.
  ///   - file: The text's name in diagnostics.
  ///   - meanwhile: Other work on the file's bytes that takes about as long as checking them; it is
  ///     done on another core.
  /// - Throws: `YAMLError` when they are not a text that YAML allows.
  package init(
    _ content: TextMemory,
    file: String,
    meanwhile: ((TextMemory) -> Void)? = nil
  ) throws(YAMLError) {
    self.file = file
    let bytes = content.bytes
    let encoding = TextEncoding(of: bytes)
    var rest = meanwhile
    if case .utf8 = encoding {
    } else {
      meanwhile?(content)
      rest = nil
    }
    switch encoding {
    case .utf8(let markLength):
      memory = content
      offset = markLength
      utf8 = UnsafeRawBufferPointer(rebasing: bytes[markLength...])
    case .utf16(let isBigEndian):
      offset = nil
      memory = TextMemory(UTF16Transcoder.utf8(of: bytes, isBigEndian: isBigEndian))
      utf8 = memory.bytes
    case .other(let name):
      memory = content
      offset = nil
      utf8 = UnsafeRawBufferPointer(start: nil, count: 0)
      throw error(
        .yamlEncoding,
        "The file is \(name), which is not read.",
        from: YAMLMark(line: 1, column: 1),
        hint: "Save it as UTF-8."
      )
    }
    let failures = concurrently(rest == nil ? 1 : 2) { task -> YAMLError? in
      guard task == 0 else {
        rest?(content)
        return nil
      }
      hasOnlyLineFeeds = !utf8.contains(byte: 0x0D)
      do throws(YAMLError) {
        try checkCharacters()
        return nil
      } catch {
        return error
      }
    }
    if let failure = failures[0] { throw failure }
  }

  /// Whether `release` and `restore` have an effect.
  package var isReleasable: Bool { offset != nil }

  /// Returns memory to the system; nobody may read that part of the text before `restore`.
  func release(_ range: Range<Int>) {
    guard let offset, let base = memory.memory.baseAddress else { return }
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    let start = UInt(bitPattern: base + offset + range.lowerBound)
    let end = UInt(bitPattern: base + offset + range.upperBound)
    let page = UInt(max(pageSize, 1))
    // Only whole pages, since others share the first and the last one.
    let (first, last) = ((start + page - 1) / page * page, end / page * page)
    guard last > first, let pages = UnsafeMutableRawPointer(bitPattern: first) else { return }
    // If the system refuses, the memory stays in use, which does no harm.
    _ = madvise(pages, Int(last - first), MADV_DONTNEED)
  }

  /// Restores the file's bytes, which must be the same as before.
  package func restore(_ content: TextMemory) {
    guard offset != nil else { return }
    memory.memory.copyMemory(from: content.bytes)
  }
}

/// The encoding of a file's bytes.
enum TextEncoding: Equatable {
  /// UTF-8 that begins with `markLength` bytes of a byte-order mark.
  case utf8(markLength: Int)
  /// UTF-16 with a byte-order mark.
  case utf16(isBigEndian: Bool)
  /// Another encoding, with its name for a message.
  case other(String)

  init(of bytes: UnsafeRawBufferPointer) {
    let start = Array(bytes.prefix(4))
    if start.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8(markLength: 3)
    } else if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] {
      self = .other("UTF-32")
    } else if start.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isBigEndian: false)
    } else if start.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBigEndian: true)
    } else if start.count == 4, (start[0] == 0) != (start[1] == 0),
      (start[2] == 0) != (start[3] == 0)
    {
      self = .other("UTF-16 without a byte-order mark")
    } else if start.starts(with: [0x1F, 0x8B]) || start == [0x50, 0x4B, 3, 4] {
      self = .other("an archive or a spreadsheet")
    } else {
      self = .utf8(markLength: 0)
    }
  }
}

/// Turns UTF-16 into UTF-8.
enum UTF16Transcoder {
  /// The UTF-8 of a text, without the byte-order mark.
  ///
  /// A broken surrogate pair or an odd last byte becomes the byte `0xFF`, which is not UTF-8 and is
  /// reported as such at its place.
  static func utf8(
    of bytes: UnsafeRawBufferPointer,
    isBigEndian: Bool
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var pendingHigh: UInt32?
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      let high = UInt32(bytes[isBigEndian ? index : index + 1])
      let unit = high << 8 | UInt32(bytes[isBigEndian ? index + 1 : index])
      if let first = pendingHigh {
        pendingHigh = nil
        if (0xDC00...0xDFFF).contains(unit),
          let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
        {
          result.append(contentsOf: UTF8.encode(scalar) ?? .init(repeating: 0xFF, count: 1))
          continue
        }
        result.append(0xFF)
      }
      if (0xD800...0xDBFF).contains(unit) {
        pendingHigh = unit
      } else if let scalar = Unicode.Scalar(unit), let encoded = UTF8.encode(scalar) {
        result.append(contentsOf: encoded)
      } else {
        result.append(0xFF)
      }
    }
    if pendingHigh != nil || bytes.count % 2 != 0 { result.append(0xFF) }
    return result
  }
}
