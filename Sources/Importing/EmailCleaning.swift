import Manifest

/// Takes email addresses out of what cells hold.
enum EmailCleaning {
  /// The addresses of a cell: `a@example.com; B <b@example.com>` has two.
  static func parts(_ text: String) -> [String] {
    guard text.utf8.contains(where: isSpecial) else { return [text] }
    if let enclosed = enclosed(text) { return enclosed }
    return text.split { ";,|；，、｜\n\t".contains($0) }
      .flatMap { valuesOfCell(String($0)) }
      .flatMap { spaced($0[...]) }
      .map { bare(cleanedText(String($0))) }
      .filter { !$0.isEmpty }
  }

  /// What may stand around an address, or between two.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x7F || ";,|:<>[]()'\"`".utf8.contains(byte)
  }

  /// The addresses in brackets after names, as mail programs write them:
  /// `"Bark, Jon" <jon@example.com>`.
  ///
  /// - Returns: `nil` when no address stands in brackets. What stands outside of them counts where
  ///   it is an address itself; one that stands as a name before another is a part with both.
  private static func enclosed(_ text: String) -> [String]? {
    var addresses: [String] = []
    var outside = ""
    var rest = text[...]
    while let open = rest.firstIndex(where: { "<[(".contains($0) }) {
      let closing: Character = rest[open] == "<" ? ">" : rest[open] == "[" ? "]" : ")"
      guard let close = rest[open...].firstIndex(of: closing) else { break }
      let inner = bare(cleanedText(String(rest[rest.index(after: open)..<close])))
      outside += rest[..<open]
      if inner.contains("@") {
        addresses.append(inner)
        let name = outside.split { ";,|；，、｜\n\t ".contains($0) }.last.map(String.init) ?? ""
        if name.contains("@"), outside.last == " ", bare(name) != inner {
          outside.removeLast(name.utf8.count + 1)
          addresses.append("\(name) <\(inner)>")
        }
        outside += ";"
      } else {
        outside += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    outside += rest
    guard !addresses.isEmpty else { return nil }
    let others = outside.split { ";,|；，、｜\n\t ".contains($0) }.map { bare(cleanedText(String($0))) }
    return addresses + others.filter { $0.contains("@") && !addresses.contains($0) }
  }

  /// That address, if it is one that a manifest takes; `EmailCheck` knows what it warns of.
  static func clean(_ address: String) -> CleanedValue {
    if Placeholder.isCutOff(address) { return .fault("its end was cut off") }
    if let reason = EmailCheck.reason(address) { return .fault(reason) }
    // What Apollo writes for an address that is not paid for.
    if address.hasPrefix("email_not_unlocked@") {
      return .fault("it stands for an address that is locked")
    }
    return .value(address)
  }

  /// Two addresses with a space between them; a name with one stays whole.
  private static func spaced(_ part: Substring) -> [Substring] {
    guard !part.contains("<") else { return [part] }
    let words = part.split(separator: " ")
    return words.count > 1 && words.allSatisfy({ $0.contains("@") }) ? words : [part]
  }

  /// Without `mailto:`, quotes, and a word such as `(work)` after it.
  private static func bare(_ text: String) -> String {
    var address = text
    if address.hasSuffix(")"), let open = address.lastIndex(of: "("),
      labels.contains(address[open...].dropFirst().dropLast().lowercased())
    {
      address = cleanedText(String(address[..<open]))
    }
    address = withoutQuotes(address)
    if address.lowercased().hasPrefix("mailto:") {
      address = String(address.dropFirst(7).prefix { $0 != "?" })
    } else if let colon = address.firstIndex(of: ":"),
      prefixes.contains(address[..<colon].lowercased())
    {
      address = String(address[address.index(after: colon)...])
    }
    return withoutQuotes(cleanedText(address))
  }

  /// Outlook's exports have some addresses in apostrophes, word processors in quotation marks.
  private static func withoutQuotes(_ text: String) -> String {
    guard text.count > 2, let first = text.first, let last = text.last,
      quotes.contains(where: { $0.contains(first) && $0.contains(last) })
    else { return text }
    return cleanedText(String(text.dropFirst().dropLast()))
  }

  private static let quotes = [
    "'", "\"", "`", "\u{201C}\u{201D}\u{201E}", "\u{2018}\u{2019}\u{201A}", "«»", "‹›",
  ]

  /// What may stand before a colon and an address.
  private static let prefixes: Set<String> = [
    "email", "e-mail", "mail", "smtp", "courriel", "correo",
  ]

  /// What kind of address it is; anything else in brackets may be a reason not to write there.
  private static let labels: Set<String> = [
    "work", "home", "private", "office", "business", "personal", "main", "primary", "other",
    "privat", "geschäftlich", "büro", "arbeit", "dienstlich", "pro", "perso", "professionnel",
    "personnel", "bureau", "trabajo", "personale", "lavoro",
  ]
}
