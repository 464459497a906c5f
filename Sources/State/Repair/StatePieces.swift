import JSONText

/// The objects of a state, whether or not each still stands in a line of its own.
///
/// A shell may have joined the lines, a formatter may have wrapped them, an editor may have made
/// an array of them. The beginning of an object is like nothing else in a state, so a damaged
/// one hides no other.
struct StatePieces {
  /// An object, or text that is not one.
  struct Piece {
    /// The 1-based number of the line on which it begins.
    let line: Int
    let bytes: ArraySlice<UInt8>
  }

  /// The pieces in the order of the file; a blank line or a mark of a merge is a piece of its own.
  private(set) var pieces: [Piece] = []
  /// The first line that does not hold exactly one object; `nil` when each valid line does.
  private(set) var firstRelaidLine: Int?

  /// Splits `lines`, which are parts of `bytes`; `isApart` recognises those without
  /// an object by design.
  init(
    of lines: [ArraySlice<UInt8>],
    in bytes: [UInt8],
    isApart: (ArraySlice<UInt8>) -> Bool
  ) {
    var index = 0
    while index < lines.count {
      let first = index
      while index < lines.count, !isApart(lines[index]), !Self.isObject(lines[index]) { index += 1 }
      if index > first {
        take(bytes[lines[first].startIndex..<lines[index - 1].endIndex], from: first + 1)
      }
      if index < lines.count {
        pieces.append(Piece(line: index + 1, bytes: lines[index]))
        index += 1
      }
    }
  }

  /// Takes lines none of which is an object.
  private mutating func take(_ text: ArraySlice<UInt8>, from firstLine: Int) {
    var rest = text
    var line = firstLine
    // Searched once, and not again for each piece.
    var next = text.startIndex
    while let (gap, start) = Self.nextText(in: rest) {
      line += gap.count { $0 == .lineBreak }
      rest = rest[start...]
      if next <= start {
        next = Self.nextBeginning(in: rest.dropFirst()) ?? text.endIndex
      }
      let piece: ArraySlice<UInt8>
      if let object = Self.object(at: rest, before: next) {
        pieces.append(Piece(line: line, bytes: object.text))
        firstRelaidLine = firstRelaidLine ?? line
        piece = rest[..<object.end]
      } else {
        piece = rest[..<Self.endOfDamage(rest, before: next)]
        if piece.contains(where: Self.saysSomething) {
          pieces.append(Piece(line: line, bytes: piece))
        }
      }
      line += piece.count { $0 == .lineBreak }
      rest = rest[piece.endIndex...]
    }
  }

  // MARK: Objects

  /// Whether the text is a header, a contact or a last line, even with invalid content.
  private static func isObject(_ text: some Sequence<UInt8>) -> Bool {
    guard let members = try? JSONParser.parse(text).members else { return false }
    return members.contains { ["address", "format", "sha256"].contains($0.name) }
  }

  /// How far to search for the end of an object with an unusual beginning, such
  /// as a reordered header.
  private static let reach = 4096

  /// The object at that place, without line breaks that were put into its texts.
  private static func object(
    at text: ArraySlice<UInt8>,
    before next: Int
  ) -> (text: ArraySlice<UInt8>, end: Int)? {
    let limit = isBeginning(text) ? next : min(next, text.startIndex + reach)
    guard let end = closingBrace(of: text[..<limit]) else { return nil }
    let object = text[..<end]
    if isObject(object) { return (object, end) }
    let unfolded = object.filter { $0 != .lineBreak && $0 != UInt8(ascii: "\r") }
    return isObject(unfolded) ? (unfolded[...], end) : nil
  }

  /// The end of the object with which the text begins.
  private static func closingBrace(of text: ArraySlice<UInt8>) -> Int? {
    guard text.first == UInt8(ascii: "{") else { return nil }
    var depth = 0
    var (isInText, isEscaped) = (false, false)
    for index in text.indices {
      switch text[index] {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = isInText
      case UInt8(ascii: "\""): isInText.toggle()
      case _ where isInText: break
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return nil
  }

  // MARK: Damage

  /// The end of text that is no object: that of its line or, if it was wrapped, the next object.
  private static func endOfDamage(_ text: ArraySlice<UInt8>, before next: Int) -> Int {
    let lineEnd = text.firstIndex(of: .lineBreak) ?? text.endIndex
    let isWrapped = text[..<lineEnd].allSatisfy { $0 == UInt8(ascii: "{") || isBlank($0) }
    return isWrapped ? next : min(next, lineEnd)
  }

  private static func saysSomething(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "\""):
      true
    default: false
    }
  }

  // MARK: Between objects

  /// The text between objects, and the start of the next one; `nil` when there is none.
  private static func nextText(
    in text: ArraySlice<UInt8>
  ) -> (gap: ArraySlice<UInt8>, start: Int)? {
    var rest = text
    while let byte = rest.first {
      if isBlank(byte) || [UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]")].contains(byte) {
        rest = rest.dropFirst()
      } else if let mark = marks.first(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(mark.count)
      } else {
        return (text[..<rest.startIndex], rest.startIndex)
      }
    }
    return nil
  }

  /// The no-break space, the line separator and the byte-order mark, in UTF-8.
  private static let marks: [[UInt8]] = [[0xC2, 0xA0], [0xE2, 0x80, 0xA8], [0xEF, 0xBB, 0xBF]]

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  // MARK: Beginnings

  /// The start of the next object of a state.
  private static func nextBeginning(in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0] == UInt8(ascii: "{") && isBeginning(text[$0...]) }
  }

  private static func isBeginning(_ text: ArraySlice<UInt8>) -> Bool {
    if follows(["{", "\"address\"", ":", "\"contact."], text) != nil { return true }
    if follows(["{", "\"format\"", ":", "\"\(StateHeader.format)\""], text) != nil { return true }
    guard let count = follows(["{", "\"count\"", ":"], text) else { return false }
    let rest = count.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return follows([",", "\"sha256\""], rest) != nil
  }

  /// The text after these words, which may be separated by blanks.
  private static func follows(_ words: [String], _ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text
    for word in words {
      rest = rest.drop(while: isBlank)
      guard rest.starts(with: word.utf8) else { return nil }
      rest = rest.dropFirst(word.utf8.count)
    }
    return rest.drop(while: isBlank)
  }
}

extension UInt8 {
  fileprivate static let lineBreak = UInt8(ascii: "\n")
}
