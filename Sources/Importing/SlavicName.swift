/// Names of eastern Europe, which lists have with the last name first, and whose endings tell it.
enum SlavicName {
  /// - Returns: `nil` where nothing says otherwise than that the first word is the first name.
  static func reading(of words: [String]) -> NameOrder.Reading? {
    let isCyrillic = words.allSatisfy { word in
      word.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic || isCyrillicLetter($0) }
    }
    if let patronymic = words.lastIndex(where: isPatronymic), patronymic > 0 {
      return withPatronymic(words, at: patronymic, isCyrillic)
    }
    return isCyrillic ? withoutPatronymic(words) : nil
  }

  /// `Иванова Мария Петровна`, `Мария Петровна Иванова` and `Мария Петровна`.
  private static func withPatronymic(
    _ words: [String],
    at index: Int,
    _ isCyrillic: Bool
  ) -> NameOrder.Reading? {
    // In Latin letters, `Petrovich` may be a last name; `Petrovna` is none.
    let isSure = isWomans(words[index]) || turkic.contains(words[index].lowercased())
    switch (words.count, index) {
    case (2, 1):
      if isSure { return .names(first: words.joined(separator: " "), last: nil) }
      return isCyrillic ? .doubtful("its second word is a last name or a patronymic") : nil
    case (3, 2) where isPatronymic(words[1]): return middle(words)
    case (3, 1): return middle(words)
    case (3, 2),
      (4, 3) where turkic.contains(words[index].lowercased()):
      guard isSure || isCyrillic || isFamilyName(words[0]) else {
        return .doubtful(NameOrder.eitherOrder)
      }
      return NameOrder.split(words)
    default: return .doubtful(NameOrder.eitherOrder)
    }
  }

  private static func middle(_ words: [String]) -> NameOrder.Reading {
    .names(first: words[0] + " " + words[1], last: words[2])
  }

  private static func withoutPatronymic(_ words: [String]) -> NameOrder.Reading? {
    // `Иванов И. П.`
    if words.dropFirst().allSatisfy(NameOrder.isInitials) {
      return isFirstName(words[0]) ? nil : NameOrder.split(words)
    }
    guard words.count == 2, !isFirstName(words[0]) else { return nil }
    if isFirstName(words[1]) {
      return isFamilyName(words[0]) ? NameOrder.split(words) : .doubtful(NameOrder.eitherOrder)
    }
    return isFamilyName(words[0]) ? .doubtful(NameOrder.eitherOrder) : nil
  }

  // MARK: Endings

  private static let turkic: Set<String> = ["оглы", "кызы", "оглу", "гызы", "ogly", "kyzy", "oglu"]

  private static func isPatronymic(_ word: String) -> Bool {
    let word = word.lowercased()
    return isWomans(word) || turkic.contains(word)
      || ["вич", "ьич", "мич", "ovich", "evich", "ovych", "evych"].contains(where: word.hasSuffix)
  }

  private static func isWomans(_ word: String) -> Bool {
    ["овна", "евна", "івна", "ївна", "ична", "ovna", "evna", "ivna", "ichna"]
      .contains(where: word.lowercased().hasSuffix)
  }

  private static func isFamilyName(_ word: String) -> Bool {
    word.count > 4
      && [
        "ова", "ева", "ёва", "ов", "ев", "ёв", "ский", "ская", "цкий", "цкая", "енко", "ova", "eva",
        "ov", "ev", "sky", "skiy", "skij", "skaya", "enko", "in", "ina",
      ].contains(where: word.lowercased().hasSuffix)
  }

  private static func isCyrillicLetter(_ scalar: Unicode.Scalar) -> Bool {
    (0x400...0x52F).contains(scalar.value)
  }

  private static func isFirstName(_ word: String) -> Bool {
    firstNames.contains(word.lowercased().replacing("ё", with: "е"))
  }

  /// The usual ones.
  private static let firstNames: Set<String> = Set(
    """
    александр александра алексей алена алина алиса алла анастасия анатолий ангелина андрей анжела анна антон \
    анфиса арсений артем артур богдан борис вадим валентин валентина валерий валерия варвара василий василиса \
    вера вероника виктор виктория виталий владимир владислав владислава всеволод вячеслав галина геннадий \
    георгий герман глеб григорий дарья даниил данил дарина денис диана дмитрий ева евгений евгения егор \
    екатерина елена елизавета ефим жанна захар зинаида зоя иван игорь илья инна иосиф ирина карина кирилл \
    кира клара константин кристина ксения лариса лев леонид лидия лилия любов любовь людмила макар максим \
    маргарита марина мария марк марта матвей милана мирон михаил надежда наталия наталья никита николай нина \
    оксана олег олена олеся ольга павел петр платон полина прасковья раиса регина роман руслан рустам савелий \
    светлана святослав семен сергей софия софья станислав степан таисия тамара тарас татьяна тетяна тимофей \
    тимур ульяна федор филипп эдуард элеонора эльвира эмма юлия юрий яков яна ярослав олександр олександра \
    андрій сергій дмитро микола михайло петро павло юрій ірина юлія наталія катерина анастасія марія василь \
    володимир ігор віктор вікторія тетяна іван євген світлана
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )
}
