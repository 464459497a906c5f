import Model

/// A sound state as it stands in its file, scanned and not decoded.
struct StateFile: Sendable {
  let header: StateHeader
  /// Sorted by address, none twice.
  let lines: [StateLine]
  /// Lower-case hexadecimal SHA-256 of all before the last line, as the last line gives it.
  let sha256: String
  let bytes: [UInt8]

  /// Checks everything that takes no decoding of contacts: header, order, counts, digest.
  ///
  /// `nil` when anything is wrong; `StateInspector` then finds out what, and takes its time.
  init?(scanning bytes: [UInt8]) {
    let scan = bytes.withUnsafeBytes { Self.scan($0) }
    guard let scan else { return nil }
    header = scan.header
    lines = scan.lines
    sha256 = scan.sha256
    self.bytes = bytes
  }

  private struct Scan {
    let header: StateHeader
    let lines: [StateLine]
    let sha256: String
  }

  private static func scan(_ bytes: UnsafeRawBufferPointer) -> Scan? {
    guard let body = bodyRange(bytes),
      endsObject(bytes, at: body.lowerBound - 1), endsObject(bytes, at: bytes.count - 1),
      let header = try? StateHeader(line: bytes[..<(body.lowerBound - 1)]),
      let footer = StateFooter(line: bytes[body.upperBound..<(bytes.count - 1)]),
      let lines = scanLines(bytes, in: body, expecting: header.count),
      lines.count == header.count, footer.count == header.count,
      footer.sha256 == digest(of: UnsafeRawBufferPointer(rebasing: bytes[..<body.upperBound]))
    else { return nil }
    return Scan(header: header, lines: lines, sha256: footer.sha256)
  }

  static func digest(of bytes: UnsafeRawBufferPointer) -> String {
    hexadecimal(SHA256.digest(of: bytes))
  }

  /// The lines between the first and the last, with their line breaks; `nil` when a line break lacks.
  private static func bodyRange(_ bytes: UnsafeRawBufferPointer) -> Range<Int>? {
    guard bytes.last == UInt8(ascii: "\n"), let first = bytes.lineBreak(from: 0) else {
      return nil
    }
    let footer = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n"))
    guard let footer, footer >= first else { return nil }
    return (first + 1)..<(footer + 1)
  }

  private static func scanLines(
    _ bytes: UnsafeRawBufferPointer,
    in body: Range<Int>,
    expecting count: Int
  ) -> [StateLine]? {
    var lines: [StateLine] = []
    // The header is not verified yet: a line has at least 64 bytes, whatever it claims.
    lines.reserveCapacity(min(count, body.count / 64 + 1))
    var position = body.lowerBound
    while position < body.upperBound {
      guard let end = bytes.lineBreak(from: position), endsObject(bytes, at: end),
        let line = StateLine(bytes, in: position..<end)
      else { return nil }
      if let last = lines.last, !precedes(last, line, bytes) { return nil }
      lines.append(line)
      position = end + 1
    }
    return lines
  }

  /// Whether the line break follows the object at once: white space, such as the CR of a program that
  /// converts line ends, would pass for JSON, and the digest need not cover it.
  private static func endsObject(_ bytes: UnsafeRawBufferPointer, at lineBreak: Int) -> Bool {
    lineBreak > 0 && bytes[lineBreak - 1] == UInt8(ascii: "}")
  }

  private static func precedes(
    _ left: StateLine,
    _ right: StateLine,
    _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    let order = left.withKey(bytes) { leftKey in
      right.withKey(bytes) { rightKey in compareBytes(leftKey, rightKey) }
    }
    guard case .some(.some(let order)) = order else { return false }
    return order < 0
  }
}

extension StateFile {
  /// Where that address stands, or where its line would go.
  func position(of address: Address) -> (index: Int, isPresent: Bool) {
    var key = address.key
    return key.withUTF8 { key in
      bytes.withUnsafeBytes { bytes in
        var range = 0..<lines.count
        while !range.isEmpty {
          let middle = range.lowerBound + range.count / 2
          // The scan has unescaped every key once: it cannot fail here.
          let order =
            lines[middle].withKey(bytes) { compareBytes($0, UnsafeRawBufferPointer(key)) } ?? 0
          if order == 0 { return (middle, true) }
          range = order < 0 ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return (range.lowerBound, false)
      }
    }
  }

  /// The contact of that line.
  ///
  /// - Throws: when the line, though its digest holds, is no sound contact.
  func contact(at index: Int) throws(ContactLine.Defect) -> PriorContact {
    try ContactLine.read(bytes[lines[index].range])
  }
}
