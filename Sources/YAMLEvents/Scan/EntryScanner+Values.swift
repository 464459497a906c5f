/// Scans what follows a key; each method returns `nil` or `false` for an unusual form.
extension EntryScanner {
  /// Scans a value in a block mapping, and returns the offset just after it.
  mutating func value(_ start: Int, _ row: Int, _ column: Int) -> Int? {
    switch base[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quoted(start, row, column)
    case UInt8(ascii: "{"): flowMapping(start, row, column)
    case UInt8(ascii: "["): flowSequence(start, row, column)
    case let byte: Self.isPlainStart(byte) ? plain(start, row, column) : nil
    }
  }

  /// Scans a plain scalar to the end of its line.
  private mutating func plain(_ start: Int, _ row: Int, _ column: Int) -> Int? {
    var position = start + 1
    while true {
      let byte = base[position]
      if byte > UInt8(ascii: ":") {
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        break
      } else if byte == UInt8(ascii: ":") {
        guard base[position + 1] > UInt8(ascii: " ") else { return nil }
        position += 1
      } else if byte == UInt8(ascii: "#") {
        guard base[position - 1] != UInt8(ascii: " ") else { return nil }
        position += 1
      } else {
        guard byte >= UInt8(ascii: " ") else { return nil }
        position += 1
      }
    }
    guard base[position - 1] != UInt8(ascii: " ") else { return nil }
    append(.scalar, .plain, row, column, start, position)
    return position
  }

  /// Scans a quoted scalar on one line without escapes.
  private mutating func quoted(_ start: Int, _ row: Int, _ column: Int) -> Int? {
    let quote = base[start]
    var position = start + 1
    while base[position] != quote {
      guard base[position] >= UInt8(ascii: " "), base[position] != UInt8(ascii: "\\") else {
        return nil
      }
      position += 1
    }
    guard base[position + 1] != quote else { return nil }
    let style = quote == UInt8(ascii: "'") ? YAMLEvent.Style.singleQuoted : .doubleQuoted
    append(.scalar, style, row, column, start + 1, position, marks: 2)
    return position + 1
  }

  // MARK: Brackets

  private mutating func flowMapping(_ start: Int, _ row: Int, _ first: Int) -> Int? {
    var column = first
    bracket(.mappingStart, row, &column)
    var position = start + 1
    skipSpaces(&position, &column)
    if base[position] != UInt8(ascii: "}") {
      while true {
        guard hasRoom, Self.isKeyStart(base[position]) else { return nil }
        let key = position
        while Self.isKeyByte(base[position]) { position += 1 }
        guard base[position] == UInt8(ascii: ":"), base[position + 1] == UInt8(ascii: " "),
          position - key <= Self.keyLength
        else { return nil }
        append(.scalar, .plain, row, column, key, position)
        column += width(key, position) + 1
        position += 1
        skipSpaces(&position, &column)
        guard flowScalar(&position, row, &column) else { return nil }
        if base[position] == UInt8(ascii: "}") { break }
        guard base[position] == UInt8(ascii: ",") else { return nil }
        position += 1
        column += 1
        skipSpaces(&position, &column)
      }
    }
    bracket(.mappingEnd, row, &column)
    return position + 1
  }

  private mutating func flowSequence(_ start: Int, _ row: Int, _ first: Int) -> Int? {
    var column = first
    bracket(.sequenceStart, row, &column)
    var position = start + 1
    skipSpaces(&position, &column)
    if base[position] != UInt8(ascii: "]") {
      while true {
        guard hasRoom, flowScalar(&position, row, &column) else { return nil }
        if base[position] == UInt8(ascii: "]") { break }
        guard base[position] == UInt8(ascii: ",") else { return nil }
        position += 1
        column += 1
        skipSpaces(&position, &column)
      }
    }
    bracket(.sequenceEnd, row, &column)
    return position + 1
  }

  /// Scans a scalar in brackets, and moves past it and the spaces after it.
  private mutating func flowScalar(_ position: inout Int, _ row: Int, _ column: inout Int) -> Bool {
    let start = position
    if base[start] == UInt8(ascii: "\"") || base[start] == UInt8(ascii: "'") {
      guard let after = quoted(start, row, column) else { return false }
      column += width(start, after)
      position = after
    } else {
      guard Self.isFlowStart(base[start]) else { return false }
      position += 1
      var last = position
      while true {
        let byte = base[position]
        if Self.isKeyByte(byte) || byte == UInt8(ascii: ":") && Self.isAddress(base[position + 1]) {
          position += 1
          last = position
        } else if byte == UInt8(ascii: " ") {
          position += 1
        } else {
          break
        }
      }
      position = last
      append(.scalar, .plain, row, column, start, last)
      column += width(start, last)
    }
    skipSpaces(&position, &column)
    return true
  }

  private mutating func bracket(_ kind: YAMLEvent.Kind, _ row: Int, _ column: inout Int) {
    append(kind, .none, row, column, 0, 0, marks: 1)
    column += 1
  }

  private func skipSpaces(_ position: inout Int, _ column: inout Int) {
    while base[position] == UInt8(ascii: " ") {
      position += 1
      column += 1
    }
  }
}

/// Decides which characters are usual in which place.
extension EntryScanner {
  @inline(__always)
  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  @inline(__always)
  static func isKeyStart(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte >= 0x80 }

  @inline(__always)
  static func isKeyByte(_ byte: UInt8) -> Bool {
    if isLetterOrDigit(byte) || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"),
      UInt8(ascii: "+"), UInt8(ascii: "/"):
      return true
    default: return false
    }
  }

  /// Whether the byte can begin a plain scalar whatever follows it.
  @inline(__always)
  static func isPlainStart(_ byte: UInt8) -> Bool {
    if isLetterOrDigit(byte) || byte >= 0x80 { return true }
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "_"),
      UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "$"):
      return true
    default: return false
    }
  }

  @inline(__always)
  static func isFlowStart(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte >= 0x80 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
  }

  /// Whether the byte may follow a colon within a scalar, as in a URL.
  @inline(__always)
  static func isAddress(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "/")
  }
}
