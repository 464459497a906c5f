/// What stands in a cell beside a name: on other lines, behind a dash or a bar.
extension PersonName {
  // MARK: Lines

  static let lineReason = "a line break stands in it"

  /// A name has no line breaks, which some exports put between its parts.
  static func inOneLine(_ text: String) -> String { lines(text).joined(separator: " ") }

  private static func lines(_ text: String) -> [String] {
    guard text.contains(where: \.isNewline) else { return [text] }
    return text.split(whereSeparator: \.isNewline).map { cleanedText(String($0)) }
      .filter { !$0.isEmpty }
  }

  /// A name in the first line, as far as the other lines are surely none.
  static func withoutLines(
    _ text: String,
    _ companies: @autoclosure () -> [String]
  ) -> (name: String, aside: String)? {
    let lines = lines(text)
    guard lines.count > 1 else { return nil }
    let aside = lines.dropFirst().joined(separator: " ")
    let companies = companies()
    guard !isPhrase(lines[0]), !isCompany(lines[0], companies) else { return nil }
    return isPhrase(aside) || isCompany(aside, companies) ? (lines[0], aside) : nil
  }

  /// Whether the first line may be a whole name: `Ida` and `Falk` are its parts, `Ida Falk` and
  /// `Acme` hardly are.
  static func mayStandBeside(_ text: String) -> Bool {
    let lines = lines(text)
    return lines.count > 2 || lines.first?.contains(" ") == true
  }

  // MARK: Names beside others

  /// Whether a cell for one name holds more than that: `Falk, Ida`, `Falk | Acme`.
  static func holdsMore(_ text: String, companies: @autoclosure () -> [String]) -> Bool {
    if withoutBar(text) != nil || withoutDash(text, companies()) != nil { return true }
    if withoutLines(text, companies()) != nil { return true }
    let segments = text.split(separator: ",").map { cleanedText(String($0)) }.filter { !$0.isEmpty }
    return segments.count > 1 && !segments.dropFirst().allSatisfy(isCertainSuffix)
  }

  static let besideReason = "it stands beside the name"

  private static let signs = [
    " - ", " – ", " — ", " ‒ ", " ― ", " − ", " -- ", " / ", " : ", ": ", " ~ ", " > ", " » ",
  ]

  /// A name before a dash, as far as what follows is surely none: `Müller - Schmidt` is one.
  static func withoutDash(
    _ text: String,
    _ companies: @autoclosure () -> [String]
  ) -> (name: String, aside: String)? {
    let dashes = signs.compactMap { text.firstRange(of: $0) }
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

  /// Whether that is what the row calls the company, or ends in a legal form: `Acme GmbH`.
  static func isCompanyName(_ text: String, _ companies: [String]) -> Bool {
    if companies.contains(where: { $0.lowercased() == text.lowercased() }) { return true }
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count > 1, let last = words.last,
      !text.contains(where: { $0.isNewline || ",|(".contains($0) })
    else { return false }
    let isShort = ["AG", "KG", "BV", "NV", "SE"].contains(last) && text != text.uppercased()
    // What stands beside a name is looked at later.
    let isAlone = !words.contains {
      signs.contains(" \($0) ") || bars.map(String.init).contains($0)
    }
    return isAlone && (legalForms.contains(fold(last)) || isShort)
  }

  private static let legalForms: Set<String> = [
    "gmbh", "mbh", "inc", "ltd", "limited", "llc", "llp", "plc", "sarl", "corp", "corporation",
    "ohg", "gbr", "kgaa", "srl", "incorporated",
  ]

  private static let bars: [Character] = ["|", "¦", "•", "·", "｜"]

  static func bar(in text: String) -> Character { text.first(where: bars.contains) ?? "|" }

  /// What stands before the first bar, and the rest.
  static func withoutBar(_ text: String) -> (name: String, aside: String)? {
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
  static func isBeside(_ aside: String, _ name: String, _ companies: [String]) -> Bool {
    guard !isPhrase(name), !isCompany(name, companies) else { return false }
    if isPhrase(aside) || isCompany(aside, companies) { return true }
    return name.contains(" ") && !aside.contains(" ")
  }
}
