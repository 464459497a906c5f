import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension YAMLText {
  /// Finds the first byte that is not UTF-8, or the first character that YAML forbids.
  ///
  /// libyaml checks most of this, too. Done here, the place is exact, nothing before it is half
  /// read, and separators that only libyaml takes for line breaks cannot shift line numbers.
  func checkCharacters() throws(YAMLError) {
    var directives = 0
    var offset = 0
    while true {
      offset = afterUsual(from: offset)
      guard offset < utf8.count else { return }
      let byte = utf8[offset]
      if byte >= 0x80 {
        offset += try checkSequence(at: offset)
      } else if byte == UInt8(ascii: "%") {
        try countDirective(at: offset, &directives)
        offset += 1
      } else {
        throw forbidden(Unicode.Scalar(byte), at: offset)
      }
    }
  }

  /// The offset of the next byte that needs a closer look; usual bytes are skipped
  /// sixteen at a time.
  private func afterUsual(from start: Int) -> Int {
    guard let base = utf8.baseAddress else { return start }
    let count = utf8.count
    var offset = start
    while offset < count {
      if offset + 16 <= count {
        let first = EightBytes(base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let second = EightBytes(base.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        if first.unusual | second.unusual == 0 {
          offset += 16
          continue
        }
      }
      let end = min(offset + 16, count)
      while offset < end {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        if Self.isUsual(byte) {
          offset += 1
        } else if byte >= 0xC3, byte < 0xE0, offset + 1 < count,
          base.load(fromByteOffset: offset + 1, as: UInt8.self) & 0xC0 == 0x80
        {
          // All characters from U+00C0 to U+07FF are allowed.
          offset += 2
        } else {
          return offset
        }
      }
    }
    return offset
  }

  private static func isUsual(_ byte: UInt8) -> Bool {
    byte >= 0x20
      ? byte < 0x7F && byte != UInt8(ascii: "%") : byte == 0x0A || byte == 0x09 || byte == 0x0D
  }

  /// Limits directives, since libyaml compares each with all before it, which is
  /// slow for very many.
  private func countDirective(at offset: Int, _ directives: inout Int) throws(YAMLError) {
    guard offset == 0 || utf8[offset - 1] == 0x0A || utf8[offset - 1] == 0x0D else { return }
    directives += 1
    hasDirectives = true
    guard directives > YAMLLimits.directives else { return }
    throw error(
      .yamlSyntax,
      "More than \(YAMLLimits.directives) lines begin with `%`, as only YAML directives do.",
      from: mark(at: offset),
      hint: "Quote text that begins with `%`."
    )
  }

  /// The length of the multi-byte character that begins there; an error if it is not allowed.
  private func checkSequence(at offset: Int) throws(YAMLError) -> Int {
    var decoder = UTF8()
    var bytes = utf8[offset..<min(offset + 4, utf8.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
      let digits = String(utf8[offset], radix: 16, uppercase: true)
      throw error(
        .yamlEncoding,
        "The file is not UTF-8: the byte 0x\(digits) does not stand for a character here.",
        from: mark(at: offset),
        hint: "Save the file as UTF-8. If it is in a Western European encoding:\n"
          + "    iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
      )
    }
    switch scalar.value {
    case 0x80...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
      throw forbidden(scalar, at: offset)
    default: return UTF8.width(scalar)
    }
  }

  private func forbidden(_ scalar: Unicode.Scalar, at offset: Int) -> YAMLError {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = scalar.codePoint
    let name =
      switch scalar.value {
      case 0: "a NUL byte"
      case 0x85, 0x2028, 0x2029: "the line separator \(code)"
      case 0xFEFF: "a byte-order mark (\(code)) inside the text"
      case 0xFFFE, 0xFFFF: "the code \(code), which is no character"
      default: "the control character \(code)"
      }
    let escape =
      scalar.value < 0x100 ? "\\x\(digits.count < 2 ? "0" : "")\(digits)" : "\\u\(digits)"
    return error(
      .yamlCharacter,
      "The file holds \(name).",
      from: mark(at: offset),
      hint: scalar.value == 0
        ? "Delete it; if there are many, the file is not text or not UTF-8."
        : "Delete it, or write it as \"\(escape)\" in double quotes."
    )
  }

  /// Whether the text may hold an anchor or an alias; signs in quotes or comments count, too.
  var mayHoldAliases: Bool {
    guard let base = utf8.baseAddress else { return false }
    for sign in [UInt8(ascii: "&"), UInt8(ascii: "*")] {
      var position = 0
      while position < utf8.count,
        let found = memchr(base + position, Int32(sign), utf8.count - position)
      {
        let index = UnsafeRawPointer(found) - base
        let isFirst = index == 0 || utf8[index - 1] <= 0x20 || "{[,".utf8.contains(utf8[index - 1])
        if isFirst, index + 1 < utf8.count, EntryScanner.isKeyStart(utf8[index + 1]) { return true }
        position = index + 1
      }
    }
    return false
  }

  /// The place just after the last character that is not white space.
  var endOfContent: YAMLMark {
    mark(at: (utf8.lastIndex { $0 > 0x20 } ?? -1) + 1)
  }

  /// The place of the character at that byte offset; takes time linear in `offset`.
  func mark(at offset: Int) -> YAMLMark {
    var line = 1
    var column = 1
    for index in 0..<offset {
      switch utf8[index] {
      case 0x0A:
        (line, column) = (line + 1, 1)
      case 0x0D:
        if index + 1 < utf8.count, utf8[index + 1] == 0x0A { continue }
        (line, column) = (line + 1, 1)
      case 0x80...0xBF: continue
      default: column += 1
      }
    }
    return YAMLMark(line: line, column: column)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether the memory contains that byte.
  func contains(byte: UInt8) -> Bool {
    firstIndex(byte: byte) != nil
  }

  /// The offset of the first such byte; `nil` when there is none.
  func firstIndex(byte: UInt8) -> Int? {
    guard let baseAddress, let found = memchr(baseAddress, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - baseAddress
  }
}
