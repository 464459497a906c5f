/// A name without what stands in quotes or brackets inside of it: `Ida "Idi" Falk`.
struct Nicknames {
  private(set) var name: String
  /// As they stand there, with their quotes.
  private(set) var leftOut: [String] = []
  /// Why it is not certain what the quotes are for, a clause.
  private(set) var doubt: String?

  init(_ text: String) {
    name = text
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    while let range = Self.quoted(words) {
      var quoted = words[range].joined(separator: " ")
      words.removeSubrange(range)
      guard !words.isEmpty else {
        // The whole name stands in quotes.
        words = [String(quoted.dropFirst().dropLast())]
        continue
      }
      guard range.lowerBound > 0 || words.count > 1 else {
        doubt = "it is not certain which name stands in quotes"
        return
      }
      if range.lowerBound > 0, quoted.hasSuffix(",") {
        quoted.removeLast()
        words[range.lowerBound - 1] += ","
      }
      leftOut.append(quoted)
    }
    if !leftOut.isEmpty || text.contains(where: Self.marks.contains) {
      name = words.joined(separator: " ")
    }
    if name.contains(where: Self.marks.contains) { doubt = "quotes in it are open or empty" }
  }

  private static let pairs: [(opening: Character, closing: Character)] = [
    ("\"", "\""), ("“", "”"), ("„", "“"), ("„", "”"), ("”", "”"), ("«", "»"), ("»", "«"),
    ("‘", "’"), ("'", "'"), ("(", ")"), ("[", "]"), ("「", "」"),
  ]

  /// Those that are in no name; an apostrophe may be.
  private static let marks: [Character] = ["\"", "“", "”", "„", "«", "»", "「", "」"]

  /// The first words of which one opens quotes and the last closes them.
  private static func quoted(_ words: [String]) -> ClosedRange<Int>? {
    for start in words.indices {
      for pair in pairs where words[start].first == pair.opening {
        let end = words[start...].indices.first { index in
          let word = words[index].hasSuffix(",") ? words[index].dropLast() : words[index][...]
          return word.last == pair.closing && (index > start || word.count > 2)
        }
        if let end { return start...end }
      }
    }
    return nil
  }
}
