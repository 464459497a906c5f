import ParallelWork

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of one YAML text as valid UTF-8, without a byte-order mark, kept at one place in memory.
///
/// A reader borrows its events' bytes from here and from libyaml, which wants the input to stay where it
/// is.
package final class YAMLText: @unchecked Sendable {
  // Sendable: memory that nobody writes to after `init` and that `deinit` alone frees.

  /// What diagnostics call it: a path, `<stdin>`.
  package let file: String
  /// Valid for as long as this object lives.
  let utf8: UnsafeRawBufferPointer
  private let memory: TextMemory
  /// Where the text begins in the file and in `memory`; `nil` where the two are not the same bytes.
  private let offset: Int?
  /// Whether lines begin with `%`; written by `init` only.
  var hasDirectives = false
  /// Whether lines end in LF only.
  private(set) var hasOnlyLineFeeds = true

  /// The whole text.
  package var bytes: YAMLBytes { YAMLBytes(utf8) }

  /// A copy of these bytes.
  ///
  /// - Throws: when they are not text that a YAML file may hold.
  package convenience init(_ bytes: [UInt8], file: String) throws(YAMLError) {
    try self.init(TextMemory(bytes), file: file)
  }

  /// The text that a file's bytes stand for.
  ///
  /// - Parameters:
  ///   - content: The bytes, which nobody else may change from here on.
  ///   - file: What diagnostics call it.
  ///   - meanwhile: What else is to be done with all bytes as they stand in the file, which takes about as
  ///     long as looking at them; done on another core.
  /// - Throws: when they are not text that a YAML file may hold.
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

  /// Whether `release` and `restore` work.
  package var isReleasable: Bool { offset != nil }

  /// Gives memory back to the system: nobody may read that part of the text before `restore`.
  func release(_ range: Range<Int>) {
    guard let offset, let base = memory.memory.baseAddress else { return }
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    let start = UInt(bitPattern: base + offset + range.lowerBound)
    let end = UInt(bitPattern: base + offset + range.upperBound)
    let page = UInt(max(pageSize, 1))
    // Whole pages only, as others have a part in the first and the last one.
    let (first, last) = ((start + page - 1) / page * page, end / page * page)
    guard last > first, let pages = UnsafeMutableRawPointer(bitPattern: first) else { return }
    // Where the system does not, the memory stays in use, which harms nothing.
    _ = madvise(pages, Int(last - first), MADV_DONTNEED)
  }

  /// Puts the file's bytes back where they were, all of them the same as before.
  package func restore(_ content: TextMemory) {
    guard offset != nil else { return }
    memory.memory.copyMemory(from: content.bytes)
  }
}

/// How the bytes of a file are to be read.
enum TextEncoding: Equatable {
  /// `markLength` bytes of byte-order mark first.
  case utf8(markLength: Int)
  /// With a byte-order mark.
  case utf16(isBigEndian: Bool)
  /// By its name, for a message.
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
  /// Without the byte-order mark; a broken pair of surrogates or a last odd byte
  /// becomes the byte `0xFF`, which is no UTF-8 and is reported as such at its place.
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
