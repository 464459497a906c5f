/// Takes first and last names out of cells that hold more.
enum PersonName {
  /// A name's parts, and what stood beside them.
  struct Parts: Hashable {
    var first: String?
    var last: String?
    /// Titles and letters that are no part of a name, each with a clause that says why it is left out.
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
    var rest = inOneLine(text)
    var parts = Parts()
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
      guard words.count > 1 || !NameOrder.isBoth(name) else {
        return .doubtful("nothing says where its last name ends")
      }
      takeWords(words, &parts)
    }
    if !generations.isEmpty {
      parts.last = ([parts.last].compactMap(\.self) + generations).joined(separator: " ")
    }
    return .parts(parts)
  }

  private static func takeWords(_ all: [String], _ parts: inout Parts) {
    guard !isAddress(all) else {
      let reason = "it is a form of address, not a name"
      parts.leftOut.append(LeftOut(text: all.joined(separator: " "), reason: reason))
      return
    }
    var words = all
    let titles = dropTitles(&words)
    if !titles.isEmpty {
      parts.leftOut.append(LeftOut(text: titles.joined(separator: " "), reason: titleBefore))
    }
    dropCredentials(&words, &parts, minimum: 3)
    // `Frau Falk` is addressed by her last name.
    if words.count == 1, !titles.isEmpty {
      parts.last = words[0]
      return
    }
    dropNickname(&words, &parts)
    if let names = NameOrder.names(of: words) {
      (parts.first, parts.last) = names
    } else {
      parts.first = words.first
      if words.count > 1 { parts.last = words.dropFirst().joined(separator: " ") }
    }
  }

  /// Takes the nickname out of `Ida "Idi" Falk` and `Ida (Idi) Falk`.
  private static func dropNickname(_ words: inout [String], _ parts: inout Parts) {
    guard words.count > 2 else { return }
    let pairs: [(Character, Character)] = [
      ("\"", "\""), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'"), ("(", ")"),
    ]
    let inner = words.indices.dropFirst().dropLast()
    guard
      let index = inner.first(where: { index in
        let word = words[index]
        return word.count > 2 && pairs.contains { word.first == $0.0 && word.last == $0.1 }
      })
    else { return }
    let nickname = words.remove(at: index)
    parts.leftOut.append(
      LeftOut(text: nickname, reason: "it stands between the names, as a nickname")
    )
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
  static func single(_ cell: String) -> (text: String?, leftOut: [LeftOut]) {
    let text = inOneLine(cell)
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

  /// A name has no line breaks, which some exports put between its parts.
  private static func inOneLine(_ text: String) -> String {
    guard text.contains(where: \.isNewline) else { return text }
    return text.split(whereSeparator: \.isNewline).map { cleanedText(String($0)) }
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  // MARK: Names beside others

  /// Whether a cell for one name holds more than that: `Falk, Ida`, `Falk | Acme`.
  static func holdsMore(_ text: String, companies: @autoclosure () -> [String]) -> Bool {
    if withoutBar(text) != nil || withoutDash(text, companies()) != nil { return true }
    let segments = text.split(separator: ",").map { cleanedText(String($0)) }.filter { !$0.isEmpty }
    return segments.count > 1 && !segments.dropFirst().allSatisfy(isCertainSuffix)
  }

  private static let besideReason = "it stands beside the name"

  /// A name before a dash, as far as what follows is surely none: `Müller - Schmidt` is one.
  private static func withoutDash(
    _ text: String,
    _ companies: @autoclosure () -> [String]
  ) -> (name: String, aside: String)? {
    let dashes = [" - ", " – ", " — "].compactMap { text.firstRange(of: $0) }
    guard let dash = dashes.min(by: { $0.lowerBound < $1.lowerBound }) else { return nil }
    let name = cleanedText(String(text[..<dash.lowerBound]))
    let aside = cleanedText(String(text[dash.upperBound...]))
    let companies = companies()
    guard !name.isEmpty, !isPhrase(name), !isCompany(name, companies) else { return nil }
    return isPhrase(aside) || isCompany(aside, companies) ? (name, aside) : nil
  }

  private static func isCompany(_ text: String, _ companies: [String]) -> Bool {
    !text.isEmpty && companies.contains { $0.lowercased().hasPrefix(text.lowercased()) }
  }

  private static let bars: [Character] = ["|", "¦", "•", "·", "｜"]

  private static func bar(in text: String) -> Character { text.first(where: bars.contains) ?? "|" }

  /// What stands before the first bar, and the rest.
  private static func withoutBar(_ text: String) -> (name: String, aside: String)? {
    guard let bar = text.firstIndex(where: bars.contains) else { return nil }
    let isBetween = { (neighbour: Character?) in neighbour?.isWhitespace == true }
    let after = text.index(after: bar)
    // The middle dot of `Gal·la` is a letter's.
    let isApart =
      isBetween(text[..<bar].last) || isBetween(text[after...].first) || "|｜".contains(text[bar])
    let name = cleanedText(String(text[..<bar]))
    let aside = cleanedText(String(text[after...]))
    return isApart && !name.isEmpty && !aside.isEmpty ? (name, aside) : nil
  }

  /// Whether what stands behind a bar is a job or a company, and what stands before it is none.
  private static func isBeside(_ aside: String, _ name: String, _ companies: [String]) -> Bool {
    guard !isPhrase(name), !isCompany(name, companies) else { return false }
    if isPhrase(aside) || isCompany(aside, companies) { return true }
    return name.contains(" ") && !aside.contains(" ")
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

  private static func fold(_ word: String) -> String {
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
  private static func isCertainSuffix(_ text: String) -> Bool {
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
  private static func isPhrase(_ text: String) -> Bool {
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
