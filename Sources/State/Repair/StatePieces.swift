import JSONText

/// The objects of a state, whether each still stands in a line of its own or not.
///
/// A shell may have joined the lines, a formatter may have wrapped them, an editor may have made an array of them.
/// An object has a beginning that nothing else in a state has, so that one that is damaged hides no other.
struct StatePieces {
  /// An object, or text that is none.
  struct Piece {
    /// 1-based, where it begins.
    let line: Int
    let bytes: ArraySlice<UInt8>
  }

  /// In the order of the file; a line that is blank or a mark of a merge is a piece of its own.
  private(set) var pieces: [Piece] = []
  /// The first line that does not hold exactly one object; `nil` when each line does, as far as it is sound.
  private(set) var firstRelaidLine: Int?

  /// `lines` are parts of `bytes`; `isApart` tells those that hold no object on purpose.
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
    // Looked for once, and not for each piece again.
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

  /// Whether that is a header, a contact or a last line, whatever is wrong with its content.
  private static func isObject(_ text: some Sequence<UInt8>) -> Bool {
    guard let members = try? JSONParser.parse(text).members else { return false }
    return members.contains { ["address", "format", "sha256"].contains($0.name) }
  }

  /// How far an object is looked for that does not begin as a state's do, such as a header in another order.
  private static let reach = 4096

  /// The object that begins there, without the line breaks that somebody put into its texts.
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

  /// Where the object that the text begins with ends.
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

  /// Where text that is no object ends: with its line, or, where a formatter wrapped it, with the next object.
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

  /// What stands between objects, and where the next text begins; `nil` when there is none.
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

  /// A no-break space, the line separator and the byte-order mark.
  private static let marks: [[UInt8]] = [[0xC2, 0xA0], [0xE2, 0x80, 0xA8], [0xEF, 0xBB, 0xBF]]

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  // MARK: Beginnings

  /// Where the next object of a state begins.
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

  /// What follows these words, between which there may be blanks.
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
