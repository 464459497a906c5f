/// Tells in which order the words of a full name stand, where they do not begin with the first name.
enum NameOrder {
  /// First and last name of words that begin with the last name, or that hold a patronymic.
  ///
  /// - Parameter words: The words of a name, without titles.
  /// - Returns: `nil` where nothing says otherwise than that the first word is the first name.
  static func names(of words: [String]) -> (first: String, last: String)? {
    guard words.count > 1 else { return nil }
    if words.allSatisfy(isEastAsian) {
      // Foreign names, which are written in kana alone, keep their own order.
      return words.joined().unicodeScalars.allSatisfy(isKana) ? nil : split(words, last: 1)
    }
    if let count = capitals(of: words) { return split(words, last: count) }
    return slavic(words)
  }

  /// Whether a single word holds both names, so that nobody can say where one of them ends.
  static func isBoth(_ word: String) -> Bool {
    isEastAsian(word) && word.count > 2 && !word.unicodeScalars.allSatisfy(isKana)
  }

  private static func split(_ words: [String], last count: Int) -> (first: String, last: String) {
    (words.dropFirst(count).joined(separator: " "), words.prefix(count).joined(separator: " "))
  }

  /// The number of words in capitals that a name begins with: `FALK Ida`, as French lists have it.
  ///
  /// Two letters, as in `JP Falk`, are initials.
  private static func capitals(of words: [String]) -> Int? {
    let leading = words.prefix(while: isInCapitals)
    guard !leading.isEmpty, leading.count < words.count, leading.contains(where: { $0.count > 2 }),
      words.dropFirst(leading.count).allSatisfy({ $0 != $0.uppercased() && $0.count > 1 })
    else { return nil }
    return leading.count
  }

  private static func isInCapitals(_ word: String) -> Bool {
    word == word.uppercased() && word != word.lowercased() && !word.contains(".")
  }

  /// `Иванова Мария Петровна` and `Мария Петровна Иванова`, and `Иванова Мария` where the endings
  /// leave no doubt.
  private static func slavic(_ words: [String]) -> (first: String, last: String)? {
    guard words.allSatisfy({ $0.unicodeScalars.contains { (0x400...0x52F).contains($0.value) } })
    else { return nil }
    if words.count == 3 {
      if isPatronymic(words[1]) {
        return (words[0] + " " + words[1], words[2])
      }
      return isPatronymic(words[2]) ? split(words, last: 1) : nil
    }
    guard words.count == 2, isFamilyName(words[0]), !isFamilyName(words[1]) else { return nil }
    return split(words, last: 1)
  }

  private static func isPatronymic(_ word: String) -> Bool {
    ["вна", "вич", "ична", "ьич"].contains(where: word.lowercased().hasSuffix)
  }

  private static func isFamilyName(_ word: String) -> Bool {
    word.count > 4
      && ["ова", "ева", "ёва", "ов", "ев", "ёв", "ский", "ская", "цкий", "цкая", "енко"]
        .contains(where: word.lowercased().hasSuffix)
  }

  private static func isEastAsian(_ word: String) -> Bool {
    !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0x3400...0x9FFF, 0xF900...0xFAFF, 0xAC00...0xD7A3, 0x20000...0x323AF, 0x3005: true
        default: isKana(scalar)
        }
      }
  }

  private static func isKana(_ scalar: Unicode.Scalar) -> Bool {
    (0x3041...0x30FF).contains(scalar.value)
  }
}
