import Diagnostics

/// Explanations for an error that the text's lines give.
extension YAMLText {
  /// The error for conflict marks that git leaves after a failed merge; `nil` for
  /// a text without any.
  var conflictError: YAMLError? {
    var lines: [Int] = []
    var count = 0
    forEachLine { number, bytes in
      guard Self.isConflictMarker(bytes) else { return true }
      count += 1
      if lines.count < 12 { lines.append(number) }
      return true
    }
    guard let first = lines.first else { return nil }
    return error(
      .yamlConflict,
      "The file holds merge conflict markers, in \(Self.list(lines, count: count)).",
      from: YAMLMark(line: first, column: 1),
      to: YAMLMark(line: first + 1, column: 1),
      hint: "Keep what is right of the lines between them, and delete the markers."
    )
  }

  private static func list(_ lines: [Int], count: Int) -> String {
    guard let last = lines.last, count > 1 else { return "line \(lines.first ?? 1)" }
    let more = count - lines.count
    let (head, tail) =
      more > 0 ? (lines[...], "\(more) more") : (lines.dropLast(), String(last))
    return "lines \(head.map(String.init).joined(separator: ", ")) and \(tail)"
  }

  /// Whether a line has seven signs at its beginning, as git writes them, alone or before a name.
  private static func isConflictMarker(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.count >= 7, let sign = line.first, "<|=>".utf8.contains(sign),
      line.prefix(7).allSatisfy({ $0 == sign })
    else { return false }
    return line.count == 7 || line[7] == UInt8(ascii: " ") && sign != UInt8(ascii: "=")
  }

  /// The error for the first misleading character in these lines; `nil` when there is none.
  ///
  /// It looks like a space or like nothing, and stands where YAML wants spaces.
  func unseenError(inLines lines: ClosedRange<Int>) -> YAMLError? {
    var found: (line: Int, column: Int, UnseenCharacter)?
    forEachLine { number, bytes in
      guard number <= lines.upperBound else { return false }
      guard lines.contains(number), bytes.contains(where: { $0 >= 0x80 }) else { return true }
      let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      guard let index = scalars.indices.first(where: { Self.isStructure(scalars, at: $0) }),
        let unseen = UnseenCharacter(scalars[index])
      else { return true }
      found = (number, index + 1, unseen)
      return false
    }
    guard let (line, column, unseen) = found else { return nil }
    return error(
      .yamlUnseen,
      unseen.isSpace
        ? "A space of another kind stands where YAML wants an ordinary one: \(unseen.name)."
        : "A character that cannot be seen stands where YAML wants a space: \(unseen.name).",
      from: YAMLMark(line: line, column: column),
      hint: unseen.isSpace ? "Replace it with an ordinary space." : "Delete it."
    )
  }

  /// Whether an invisible character stands there before a line's first word, or beside
  /// a sign of YAML's.
  private static func isStructure(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    guard UnseenCharacter(scalars[index]) != nil else { return false }
    let before = scalars[..<index].last { UnseenCharacter($0) == nil && $0 != " " }
    return before.map { ":-,{[\"'".unicodeScalars.contains($0) } ?? true
  }

  /// Whether a comment that seems to begin after that place in its line has a word
  /// right after its sign.
  func hasDoubtfulComment(after mark: YAMLMark) -> Bool {
    var hasComment = false
    forEachLine { number, bytes in
      guard number == Int(mark.line) else { return number < Int(mark.line) }
      let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
      hasComment = scalars.indices.dropLast().dropFirst(Int(mark.column)).contains {
        scalars[$0] == "#" && scalars[$0 - 1] == " " && scalars[$0 + 1] != " "
      }
      return false
    }
    return hasComment
  }

  /// Hands out each line's 1-based number and its bytes without the break,
  /// until `body` returns `false`.
  private func forEachLine(_ body: (Int, UnsafeRawBufferPointer) -> Bool) {
    var number = 1
    var start = 0
    while start < utf8.count {
      var end = start
      while end < utf8.count, utf8[end] != 0x0A, utf8[end] != 0x0D { end += 1 }
      guard body(number, UnsafeRawBufferPointer(rebasing: utf8[start..<end])) else { return }
      if end + 1 < utf8.count, utf8[end] == 0x0D, utf8[end + 1] == 0x0A { end += 1 }
      (start, number) = (end + 1, number + 1)
    }
  }
}
