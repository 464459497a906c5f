/// Takes first and last names out of cells that hold more.
enum PersonName {
  /// A name's parts, and what stood beside them.
  struct Parts: Hashable {
    var first: String?
    var last: String?
    /// Titles and letters that are no part of a name, each with a clause that says why it is left
    /// out.
    var leftOut: [LeftOut] = []
  }

  /// A piece of a cell that is not imported.
  struct LeftOut: Hashable {
    let text: String
    /// A clause.
    let reason: String
  }

  /// What became of a full name.
  enum Reading: Hashable {
    case parts(Parts)
    /// It is not certain which part is the first name; a clause says why.
    case doubtful(String)
  }

  private static let conjunctions: Set<String> = ["and", "und", "et", "&", "+"]

  static let titleBefore = "the API has no field for titles before a name"
  static let titleAfter = "the API has no field for titles after a name"

  // MARK: Full names

  /// First and last name of `Falk, Ida`, `Dr. Ida Falk`, `Ida Falk, PhD` and `Ida Falk | Acme`.
  ///
  /// `companies` are the names of the person's company, which may stand beside the name.
  static func reading(_ text: String, companies: [String] = []) -> Reading {
    guard !isCompanyName(text, companies) else {
      return .doubtful("it is the company's name, not a person's")
    }
    var rest = inOneLine(text)
    var parts = Parts()
    if let (name, aside) = withoutLines(text, companies) {
      rest = name
      parts.leftOut.append(LeftOut(text: aside, reason: besideReason))
    } else if text.contains(where: \.isNewline), mayStandBeside(text) {
      return .doubtful("it is not certain whether all of its lines are the name's")
    }
    if let (name, aside) = withoutDash(rest, companies) {
      rest = name
      parts.leftOut.append(LeftOut(text: aside, reason: besideReason))
    } else if let (name, aside) = withoutBar(rest) {
      guard isBeside(aside, name, companies) else {
        return .doubtful(
          "it is not certain on which side of the `\(bar(in: text))` the name stands"
        )
      }
      rest = name
      parts.leftOut.append(LeftOut(text: aside, reason: besideReason))
    }
    if let (name, aside) = withoutBrackets(rest) {
      rest = name
      parts.leftOut.append(LeftOut(text: aside, reason: "it stands in brackets after the name"))
    }
    let nicknames = Nicknames(rest)
    if let doubt = nicknames.doubt { return .doubtful(doubt) }
    rest = nicknames.name
    parts.leftOut += nicknames.leftOut.map {
      LeftOut(text: $0, reason: "it stands beside the names, as a nickname")
    }
    var segments = rest.split(separator: ",", omittingEmptySubsequences: true)
      .map { cleanedText(String($0)) }.filter { !$0.isEmpty }
    var suffixes: [String] = []
    while segments.count > 1, let last = segments.last, isSuffix(last, of: segments) {
      suffixes.insert(last, at: 0)
      segments.removeLast()
    }
    let generations = suffixes.filter(isGeneration)
    parts.leftOut += suffixes.filter { !isGeneration($0) }
      .map { LeftOut(text: $0, reason: titleAfter) }
    let words = rest.split(whereSeparator: \.isWhitespace)
    guard !words.contains(where: { conjunctions.contains($0.lowercased()) }) else {
      return .doubtful("it names several people")
    }
    guard segments.count <= 2 else { return .doubtful("it has more than two parts with commas") }
    if segments.count == 2, isHonorific(segments[1]) {
      parts.leftOut.append(LeftOut(text: segments[1], reason: titleBefore))
      parts.last = segments[0]
    } else if segments.count == 2 {
      guard !isPhrase(segments[1]) else {
        return .doubtful("what follows the comma does not look like a first name")
      }
      (parts.last, parts.first) = (segments[0], segments[1])
      strip(&parts)
    } else if let name = segments.first {
      let words = name.split(whereSeparator: \.isWhitespace).map(String.init)
      guard words.count > 1 || suffixes.isEmpty else {
        return .doubtful("one name stands before a title, and may be the first or the last one")
      }
      if let doubt = takeWords(words, &parts) { return .doubtful(doubt) }
    }
    if !generations.isEmpty {
      parts.last = ([parts.last].compactMap(\.self) + generations).joined(separator: " ")
    }
    return .parts(parts)
  }

  /// - Returns: why it is not certain what the words are, a clause, or `nil`.
  private static func takeWords(_ all: [String], _ parts: inout Parts) -> String? {
    guard !isAddress(all) else {
      let reason = "it is a form of address, not a name"
      parts.leftOut.append(LeftOut(text: all.joined(separator: " "), reason: reason))
      return nil
    }
    var words = all.filter { !isSymbol($0) }
    let symbols = all.filter(isSymbol)
    if !symbols.isEmpty {
      let reason = "it is no part of a name"
      parts.leftOut.append(LeftOut(text: symbols.joined(separator: " "), reason: reason))
    }
    let titles = dropTitles(&words)
    if !titles.isEmpty {
      parts.leftOut.append(LeftOut(text: titles.joined(separator: " "), reason: titleBefore))
    }
    dropCredentials(&words, &parts, minimum: 3)
    // `Frau Falk` is addressed by her last name.
    if words.count == 1, !titles.isEmpty {
      parts.last = words[0]
      return nil
    }
    if let title = EastAsianName.dropTitle(&words) {
      parts.leftOut.append(LeftOut(text: title, reason: titleAfter))
    }
    if let word = words.first(where: isSeparator) {
      return "\(quoted(word)) in it may part a name from something else"
    }
    switch NameOrder.reading(of: words) {
    case .names(let first, let last): (parts.first, parts.last) = (first, last)
    case .doubtful(let reason): return reason
    case nil:
      parts.first = words.first
      if words.count > 1 { parts.last = words.dropFirst().joined(separator: " ") }
    }
    return nil
  }

  /// Whether a word is of pictures and the like only.
  private static func isSymbol(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .otherSymbol, .modifierSymbol, .nonspacingMark, .enclosingMark, .format: true
      default: false
      }
    }
  }

  /// Whether a word has no letters, or begins or ends with a sign that parts one thing from
  /// another.
  private static func isSeparator(_ word: String) -> Bool {
    let signs = "-‐‑‒–—―−/:;~<>»«"
    return !word.contains(where: \.isLetter)
      || [word.first, word.last].contains { $0.map(signs.contains) == true }
  }

  /// Titles before the first and letters after the last of two names that a comma parts.
  private static func strip(_ parts: inout Parts) {
    for path in [\Parts.first, \Parts.last] {
      guard let text = parts[keyPath: path] else { continue }
      var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
      let titles = dropTitles(&words)
      if !titles.isEmpty {
        parts.leftOut.append(LeftOut(text: titles.joined(separator: " "), reason: titleBefore))
      }
      dropCredentials(&words, &parts, minimum: 2)
      parts[keyPath: path] = words.joined(separator: " ")
    }
  }

  // MARK: Single names

  /// A first or a last name without titles before it and letters after it.
  ///
  /// - Returns: `nil` for the text when nothing of a name is left.
  static func single(_ text: String) -> (text: String?, leftOut: [LeftOut]) {
    if isAddress(text.split(separator: " ").map(String.init)) {
      return (nil, [LeftOut(text: text, reason: "it is a form of address, not a name")])
    }
    var parts = Parts()
    var segments = text.split(separator: ",").map { cleanedText(String($0)) }
    var generations: [String] = []
    while segments.count > 1, let last = segments.last, isCertainSuffix(last) {
      if isGeneration(last) {
        generations.insert(last, at: 0)
      } else {
        parts.leftOut.insert(LeftOut(text: last, reason: titleAfter), at: 0)
      }
      segments.removeLast()
    }
    var words = segments.joined(separator: ", ").split(separator: " ").map(String.init)
    let titles = dropTitles(&words)
    if !titles.isEmpty {
      parts.leftOut.insert(
        LeftOut(text: titles.joined(separator: " "), reason: titleBefore),
        at: 0
      )
    }
    dropCredentials(&words, &parts, minimum: 2)
    guard !parts.leftOut.isEmpty else { return (text, []) }
    return ((words + generations).joined(separator: " "), parts.leftOut)
  }

  // MARK: Titles

  /// Whether that is how somebody is addressed, and nothing more: `Ms`, `Prof. Dr.`.
  static func isHonorific(_ text: String) -> Bool {
    let words = text.split { $0.isWhitespace || $0 == "/" }.map(String.init)
    return !words.isEmpty && words.count <= 5
      && words.enumerated().allSatisfy { index, word in
        let folded = fold(word)
        return honorifics.contains(folded) || dotted.contains(folded)
          || index > 0 && degreeWords.contains(folded)
      }
  }

  /// Whether a name is nothing but a form of address; `M.` may be an initial, and `Ing` a name.
  private static func isAddress(_ words: [String]) -> Bool {
    isHonorific(words.joined(separator: " "))
      && words.allSatisfy { word in
        honorifics.contains(fold(word)) || word.hasSuffix(".") && fold(word) != "m"
      }
  }

  /// Takes titles away from the front, of which something has to be left.
  private static func dropTitles(_ words: inout [String]) -> [String] {
    var titles: [String] = []
    while words.count > 1 {
      let folded = fold(words[0])
      let isTitle =
        honorifics.contains(folded) || dotted.contains(folded) && words[0].hasSuffix(".")
        || !titles.isEmpty && degreeWords.contains(folded) && words[0].hasSuffix(".")
      // `M.` may be an initial.
      guard isTitle, folded != "m" else { break }
      titles.append(words.removeFirst())
    }
    return titles
  }

  private static func dropCredentials(_ words: inout [String], _ parts: inout Parts, minimum: Int) {
    var dropped: [String] = []
    while words.count >= minimum, let last = words.last, isCertainSuffix(last),
      !isGeneration(last), isWrittenAsLetters(last)
    {
      dropped.insert(words.removeLast(), at: 0)
    }
    if !dropped.isEmpty {
      parts.leftOut.append(LeftOut(text: dropped.joined(separator: " "), reason: titleAfter))
    }
  }

  /// Whether that is no last name without a comma before it, as `Med` may be.
  private static func isWrittenAsLetters(_ word: String) -> Bool {
    let folded = fold(word)
    let isLong = folded.utf8.count > 2 && word.count(where: \.isUppercase) > 1
    return folded == "phd" || isLong || word.contains(".") || word == "MD"
  }

  static func fold(_ word: String) -> String {
    word.lowercased().filter { !".,()".contains($0) }
  }

  /// Without regard to case and dots.
  private static let honorifics: Set<String> = Set(
    """
    mr mrs ms miss mx dr prof herr frau fräulein mme mlle monsieur madame mademoiselle sra srta señor señora \
    señorita signor signora sig.ra sigra dhr mevr mevrouw meneer sir messrs dr-ing dring drmed drrernat drjur \
    drphil profdr mm г-н г-жа pán paní monsignore familie famille fam
    """.split(separator: " ").map(String.init)
  )

  /// Titles with a full stop, without which they may be names: `Sr. García`, but `Fr Falk`.
  private static let dotted: Set<String> = [
    "m", "sr", "hr", "fr", "sig", "ing", "mag", "rev", "hon", "dipl-ing", "dipl-kfm", "lic", "dott",
    "bc", "mgr",
  ]

  /// What may follow `Dr.`.
  private static let degreeWords: Set<String> = [
    "med", "dent", "vet", "rer", "nat", "pol", "oec", "phil", "jur", "ing", "habil", "hc", "theol",
  ]

  // MARK: Letters after a name

  private static func isGeneration(_ text: String) -> Bool {
    ["jr", "sr", "ii", "iii", "iv", "junior", "senior"].contains(fold(text))
  }

  /// Whether a part after a comma is no first name, as far as the parts before it tell.
  private static func isSuffix(_ text: String, of segments: [String]) -> Bool {
    if isCertainSuffix(text) { return true }
    // `Ida Falk, CISM` has the name already; `FALK, IDA` has not.
    let before = segments[0]
    let words = text.split(separator: " ")
    return before.contains(" ") && before != before.uppercased()
      && words.allSatisfy { word in
        (2...8).contains(word.utf8.count)
          && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
              UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"):
              true
            default: false
            }
          }
      }
  }

  /// Whether these are letters after a name, whatever stands before them.
  static func isCertainSuffix(_ text: String) -> Bool {
    let words = text.split(separator: " ").map(String.init)
    return !words.isEmpty
      && words.allSatisfy { word in
        let folded = fold(word)
        if isGeneration(word) { return true }
        guard credentials.contains(folded) else { return false }
        // `Md` and `Ma` are first names, `MD` and `M.A.` are not.
        let isCapitalized =
          word.first?.isUppercase == true && word.dropFirst().allSatisfy(\.isLowercase)
        return folded.utf8.count > 3 || !isCapitalized || folded == "phd"
      }
  }

  /// Without regard to case and dots.
  private static let credentials: Set<String> = Set(
    """
    phd dphil mphil mba emba dba pmp msc bsc md jd llm llb ma ba bs ms mfa med edd psyd mph msw lcsw meng beng \
    bcom mcom cpa cfa cfp cma aca acca fca cima cissp cism cisa csm pmi-acp capm shrm-cp shrm-scp phr sphr \
    esq pe rn np do dds dmd dvm od mrcp frcp frcs facs ceng mice obe mbe cbe rpa aia leed ap ra mai crna lpc \
    lmft bba mpa mdiv mtech btech bcs mcs dipl-ing dipl-kfm dipl-inf licsw cpc pcc mcc cipd mcipd fcipd assoc \
    six-sigma cscp cpim cipp ccna ccnp itil
    """.split(separator: " ").map(String.init)
  )

  // MARK: What is no name

  /// Whether that is a job or a company rather than first names.
  static func isPhrase(_ text: String) -> Bool {
    let words = text.lowercased().split(whereSeparator: { $0.isWhitespace })
      .map { $0.filter { !".,()".contains($0) } }
    return words.count > 4 || text.contains(where: \.isNumber)
      || words.contains(where: phraseWords.contains)
  }

  private static let phraseWords: Set<String> = Set(
    """
    of at the for and & bei chez und et für im gmbh ag inc ltd llc plc sa sas sarl bv corp company group head \
    director manager engineer founder co-founder president officer chief lead leiter leiterin partner \
    consultant developer sales marketing freelance student retired
    """.split(separator: " ").map(String.init)
  )

  /// The name before a last pair of brackets, and what stands in it.
  private static func withoutBrackets(_ text: String) -> (name: String, aside: String)? {
    guard let last = text.last, last == ")" || last == "]",
      let open = text.lastIndex(of: last == ")" ? "(" : "[")
    else { return nil }
    let name = cleanedText(String(text[..<open]))
    return name.isEmpty ? nil : (name, String(text[open...]))
  }
}
