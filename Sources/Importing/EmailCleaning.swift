/// Takes email addresses out of what cells hold.
enum EmailCleaning {
  /// The addresses of a cell: `a@example.com; B <b@example.com>` has two.
  static func parts(_ text: String) -> [String] {
    guard text.utf8.contains(where: isSpecial) else { return [text] }
    return text.split { ";,|\n\t".contains($0) }
      .flatMap { valuesOfCell(String($0)) }
      .flatMap { spaced($0[...]) }
      .map { bare(cleanedText(String($0))) }
      .filter { !$0.isEmpty }
  }

  /// What may stand around an address, or between two.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte >= 0x7F || ";,|:<>'\"".utf8.contains(byte)
  }

  /// That address, if it is one that a manifest takes without a word.
  static func clean(_ address: String) -> CleanedValue {
    guard address.utf8.contains(UInt8(ascii: "@")) else { return .fault("it has no @") }
    let sides = address.split(separator: "@", omittingEmptySubsequences: false)
    guard sides.count == 2 else { return .fault("it has more than one @") }
    let (local, domain) = (sides[0], sides[1])
    guard !local.isEmpty, !domain.isEmpty else { return .fault("nothing stands beside the @") }
    if let scalar = address.unicodeScalars.first(where: { !$0.isASCII }) {
      return .fault("it holds \(quoted(String(scalar))), which few mail systems take")
    }
    guard local.utf8.count <= 64 else { return .fault("it is longer than an address can be") }
    if let scalar = local.unicodeScalars.first(where: { !isLocal($0) }) {
      return .fault("it holds \(quoted(String(scalar)))")
    }
    if local.hasPrefix(".") || local.hasSuffix(".") || local.contains("..") {
      return .fault("a dot stands at an end, or two stand together")
    }
    if let fault = DomainCleaning.fault(domain) { return .fault(fault) }
    // What Apollo writes for an address that is not paid for.
    if local == "email_not_unlocked" { return .fault("it stands for an address that is locked") }
    return .value(address)
  }

  /// Two addresses with a space between them; a name with one stays whole.
  private static func spaced(_ part: Substring) -> [Substring] {
    guard !part.contains("<") else { return [part] }
    let words = part.split(separator: " ")
    return words.count > 1 && words.allSatisfy({ $0.contains("@") }) ? words : [part]
  }

  /// Without `mailto:`, the name before angle brackets, and quotes.
  private static func bare(_ text: String) -> String {
    var address = text[...]
    if address.hasSuffix(">"), let open = address.lastIndex(of: "<") {
      address = address[address.index(after: open)...].dropLast()
    }
    if address.lowercased().hasPrefix("mailto:") { address = address.dropFirst(7) }
    let text = cleanedText(String(address))
    // Outlook's exports have some in apostrophes.
    guard let first = text.first, "'\"".contains(first), text.last == first, text.count > 2 else {
      return text
    }
    return cleanedText(String(text.dropFirst().dropLast()))
  }

  private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: "!#$%&'*+/=?^_`{|}~-.".unicodeScalars.contains(scalar)
    }
  }
}
