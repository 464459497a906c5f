import Foundation

/// Tells in which order the words of a full name stand, where they need not begin with the first
/// name.
enum NameOrder {
  /// What the words say about their order.
  enum Reading: Hashable {
    case names(first: String, last: String?)
    /// It is not certain which word is what; a clause says why.
    case doubtful(String)
  }

  /// First and last name of words that begin with the last name, or that hold a patronymic.
  ///
  /// - Parameter words: The words of a name, without titles.
  /// - Returns: `nil` where nothing says otherwise than that the first word is the first name.
  static func reading(of words: [String]) -> Reading? {
    guard !words.isEmpty else { return nil }
    if words.contains(where: EastAsianName.isWritten) { return EastAsianName.reading(of: words) }
    guard words.count > 1 else { return nil }
    return capitals(words) ?? SlavicName.reading(of: words) ?? familyName(words)
  }

  /// The last name as so many words before all others.
  static func split(_ words: [String], last count: Int = 1) -> Reading {
    .names(
      first: words.dropFirst(count).joined(separator: " "),
      last: words.prefix(count).joined(separator: " ")
    )
  }

  static let eitherOrder = "it is not certain which of its words is the first name"

  // MARK: Capitals

  /// Words in capitals that a name begins with: `FALK Ida`, as French lists have it.
  private static func capitals(_ words: [String]) -> Reading? {
    let particles = words.prefix(while: Self.particles.contains)
    let leading = words[particles.endIndex...].prefix(while: isInCapitals)
    let rest = words[leading.endIndex...]
    guard !leading.isEmpty, let next = rest.first else { return nil }
    if leading.allSatisfy({ $0.count < 3 }) { return short(leading) }
    // What follows may be initials, `MARIA da Silva`, or in capitals itself.
    let isName = next.first?.isUppercase == true && rest.contains { !isInitials($0) }
    guard isName, !rest.contains(where: isInCapitals), leading.contains(where: hasVowel),
      !roles.contains(leading[leading.startIndex])
    else {
      return .doubtful(eitherOrder)
    }
    return split(words, last: particles.count + leading.count)
  }

  private static let particles: Set<String> = [
    "de", "la", "le", "du", "des", "van", "von", "vom", "zu", "zur", "den", "der", "di", "da", "do",
    "dos", "del", "della", "ter", "ten", "te", "af", "av", "el", "al",
  ]

  private static let roles: Set<String> = [
    "CEO", "CTO", "CFO", "COO", "CIO", "CMO", "VIP", "EVP", "SVP",
  ]

  /// Two letters, as in `JP Falk`, are initials, but those of `LI Na` may be a last name.
  private static func short(_ words: ArraySlice<String>) -> Reading? {
    let mayBeName = words.contains { word in
      word.count == 2 && !hasVowel(String(word.prefix(1))) && hasVowel(String(word.suffix(1)))
        || word == "NG"
    }
    return mayBeName ? .doubtful(eitherOrder) : nil
  }

  static func isInitials(_ word: String) -> Bool {
    word.count == 1 || word.contains(".") && word.split(separator: ".").allSatisfy { $0.count == 1 }
  }

  private static func isInCapitals(_ word: String) -> Bool {
    let prefix = ["Mc", "Mac"].first(where: word.hasPrefix) ?? ""
    let letters = word.dropFirst(prefix.count).filter(\.isLetter)
    return letters.count > 1 && !word.contains(".")
      && letters.allSatisfy { $0.isUppercase || $0 == "ß" }
  }

  /// Whether it has a vowel, or letters of which that is not known.
  private static func hasVowel(_ word: String) -> Bool {
    word.decomposed.contains { "AEIOUYÆØŒ".unicodeScalars.contains($0) || $0.value >= 0x370 }
  }

  // MARK: Family names

  /// Names that are last names, and where they stand first, most likely stand so by a country's
  /// custom.
  private static func familyName(_ words: [String]) -> Reading? {
    familyNames.contains(words[0].lowercased().precomposed) ? .doubtful(eitherOrder) : nil
  }

  private static let familyNames: Set<String> = [
    "nguyễn", "nguyen", "trần", "phạm", "huỳnh", "đặng", "bùi", "đỗ", "ngô", "dương", "lê", "hoàng",
    "vũ", "võ", "hồ", "nagy", "kovács", "szabó", "tóth", "horváth", "németh", "takács", "juhász",
  ]
}

extension String {
  fileprivate var decomposed: String.UnicodeScalarView {
    uppercased().decomposedStringWithCanonicalMapping.unicodeScalars
  }

  fileprivate var precomposed: String { precomposedStringWithCanonicalMapping }
}
