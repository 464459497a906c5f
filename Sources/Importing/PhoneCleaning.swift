/// Takes phone numbers out of what cells hold.
enum PhoneCleaning {
  /// A number, or why a part of a cell is none.
  struct Part: Hashable {
    /// As the cell has it.
    let text: String
    let value: CleanedValue
    /// A clause that says what was changed, where more than blanks and marks were.
    var change: String?
  }

  static let faxReason = "it is a fax's or a pager's number"

  /// The numbers of a cell, in its order.
  static func parts(_ text: String) -> [Part] {
    var cell = plainDigits(text)
    // Spreadsheets and some exports guard a leading + with an apostrophe, or make a formula of it.
    while let first = cell.first, "'`=".contains(first) {
      cell = cleanedText(String(cell.dropFirst()))
    }
    if let part = number(ofSpreadsheet: cell, text) { return [part] }
    let pieces = split(cell)
    return pieces.flatMap { piece -> [Part] in
      if let slash = ending(piece) {
        let main = cleanedText(String(piece[..<slash]))
        let rest = cleanedText(String(piece[slash...]))
        let reason = "it is another ending of the number before it"
        return [part(main, of: text), Part(text: rest, value: .fault(reason))]
      }
      return [part(piece, of: pieces.count == 1 ? text : piece)]
    }
  }

  // MARK: One number

  private static func part(_ piece: String, of original: String) -> Part {
    var number = piece
    if number.lowercased().hasPrefix("tel:") {
      // As RFC 3966 has it: `tel:+1-418-656-9254;ext=102`.
      number = cleanedText(String(number.dropFirst(4)).replacing(";ext=", with: " ext. "))
      return Part(text: original, value: checked(number))
    }
    if number.contains("@") || number.contains("://") {
      return Part(text: original, value: checked(number))
    }
    guard !isFax(number) else {
      return Part(text: original, value: .fault(faxReason))
    }
    number = withoutLabels(number)
    let change = number == piece ? nil : "a label stood beside the number"
    return Part(text: original, value: checked(number), change: change)
  }

  /// Whether a label says so; `Tel./Fax` is both.
  static func isFax(_ text: String) -> Bool {
    let lower = text.lowercased().replacing("telefax", with: "fax")
    if ["f:", "f.", "f ", "fx:"].contains(where: lower.hasPrefix) { return true }
    return (lower.contains("fax") || lower.contains("pager"))
      && !["tel", "phone", "tél"].contains(where: lower.contains)
  }

  /// That number, if a manifest takes it without a word.
  static func plain(_ number: String) -> CleanedValue {
    guard digits(number) > 0 else { return .fault("it has no digits") }
    guard digits(number) >= 3 else { return .fault("it has too few digits") }
    guard !number.contains("\n"), !number.contains("\t") else {
      return .fault("it has several lines")
    }
    guard number.utf8.count <= 64 else { return .fault("it is longer than a number can be") }
    return .value(number)
  }

  /// That number of a cell, if it can be one.
  private static func checked(_ number: String) -> CleanedValue {
    guard !number.contains("@") else { return .fault("it is an address, not a phone number") }
    guard !number.contains("://") else { return .fault("it is a URL, not a phone number") }
    guard case .value = plain(number) else { return plain(number) }
    guard !isDate(number) else { return .fault("it is a date, not a phone number") }
    guard number.utf8.contains(where: { (0x31...0x39).contains($0) }) else {
      return .fault("all its digits are 0")
    }
    let isAmount =
      number.hasPrefix("-")
      || number.utf8.count { $0 == UInt8(ascii: ".") } == 1
        && (number.dropLast(1).last == "." || number.dropLast(2).last == ".")
    guard !isAmount || number.contains(" ") else {
      return .fault("it is an amount, not a phone number")
    }
    // What follows is an extension.
    let main = number.prefix { !",;#xXwpe".contains($0) }
    // E.164 allows 15; a prefix such as 00 may stand before them.
    guard digits(String(main)) <= 18 else {
      return .fault("it has more digits than a number can have")
    }
    return .value(number)
  }

  /// Such as `2024-03-12` and `12/03/2024`.
  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(omittingEmptySubsequences: false) { "-./".contains($0) }
    let lengths = parts.map(\.utf8.count)
    return parts.count == 3 && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
      && lengths.allSatisfy { (1...4).contains($0) && $0 != 3 }
      && (lengths[0] == 4 || lengths[2] == 4) && lengths.reduce(0, +) <= 8
  }

  private static func digits(_ text: some StringProtocol) -> Int {
    text.utf8.count { (0x30...0x39).contains($0) }
  }

  /// Without `Tel.:` before the number and `(mobile)` after it.
  private static func withoutLabels(_ text: String) -> String {
    var number = text[...]
    let label = number.prefix { !$0.isNumber && $0 != "+" && $0 != "(" }
    let isLabel = label.contains { $0.isLetter || !$0.isASCII }
    if isLabel, digits(number) >= 3 { number = number.dropFirst(label.count) }
    for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
      if number.last == close, let start = number.lastIndex(of: open),
        number[start...].contains(where: \.isLetter), digits(number[start...]) == 0
      {
        number = number[..<start]
      }
    }
    return cleanedText(String(number))
  }

  // MARK: What spreadsheets make of numbers

  /// `3,36E+10`, `33612345678.0` and `33,612,345,678`; `nil` for what no spreadsheet wrote.
  private static func number(ofSpreadsheet cell: String, _ original: String) -> Part? {
    if let scientific = scientific(cell) {
      let rounded = CleanedValue.fault("a spreadsheet has rounded it")
      guard let exact = scientific.exact else { return Part(text: original, value: rounded) }
      return Part(
        text: original,
        value: .value(exact),
        change: "a spreadsheet had written it with an exponent, and no digit is lost"
      )
    }
    let sign = cell.hasPrefix("+") ? "+" : ""
    let body = cell.dropFirst(sign.count)
    var whole = body[...]
    if let point = body.lastIndex(where: { ".,".contains($0) }),
      (1...2).contains(body[body.index(after: point)...].utf8.count),
      body[body.index(after: point)...].allSatisfy({ $0 == "0" })
    {
      whole = body[..<point]
    }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped =
      groups.count > 2 && (1...3).contains(groups[0].utf8.count)
      && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    guard isGrouped || groups.count == 1, whole.utf8.count != body.utf8.count || isGrouped else {
      return nil
    }
    let digits = groups.joined()
    guard digits.utf8.count >= 7, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Part(
      text: original,
      value: checked(sign + digits),
      change: "a spreadsheet or a data frame had written it as an amount"
    )
  }

  /// A number with an exponent, and all its digits when the mantissa has them.
  private static func scientific(_ cell: String) -> (exact: String?, exponent: Int)? {
    let text = cell.filter { $0 != " " }.lowercased()
    guard let e = text.firstIndex(of: "e") else { return nil }
    var mantissa = text[..<e]
    if mantissa.hasPrefix("+") { mantissa = mantissa.dropFirst() }
    var power = text[text.index(after: e)...]
    if power.hasPrefix("+") { power = power.dropFirst() }
    let sides = mantissa.split(omittingEmptySubsequences: false) { ".,".contains($0) }
    guard (1...2).contains(sides.count), sides[0].utf8.count == 1, let exponent = Int(power),
      (2...30).contains(exponent), power.utf8.count <= 3,
      sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let digits = sides.joined()
    let isExact = digits.utf8.count == exponent + 1 && digits.utf8.count >= 9
    return (isExact ? digits : nil, exponent)
  }

  /// With ASCII's digits, hyphens and brackets for those of other scripts.
  private static func plainDigits(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        result.append(contentsOf: String(Int(value)).unicodeScalars)
        continue
      }
      switch scalar.value {
      case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x2010...0x2015, 0x2212: result.append("-")
      case 0x2018, 0x2019: result.append("'")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: Several numbers

  /// The numbers of a cell; the whole cell when its parts are not all numbers of their own.
  private static func split(_ cell: String) -> [String] {
    guard digits(cell) >= 14 else { return [cell] }
    let words = marked(cell)
    return accepted(words.split { ";\n\t|•·&\u{1}".contains($0) }, cell).flatMap { piece in
      accepted(piece.replacing(" - ", with: ",").split { ",/".contains($0) }, piece)
    }
  }

  private static func accepted(_ pieces: [Substring], _ whole: String) -> [String] {
    let cleaned = pieces.map { cleanedText(String($0)) }.map(withoutSeparators)
      .filter { !$0.isEmpty }
    guard cleaned.count > 1, cleaned.allSatisfy({ digits($0) >= 7 }) else { return [whole] }
    return cleaned
  }

  private static func withoutSeparators(_ piece: String) -> String {
    var piece = piece[...]
    while let last = piece.last, ",;/|- ".contains(last) { piece = piece.dropLast() }
    return String(piece)
  }

  /// With a mark where a word, a label or a plus sign begins another number.
  private static func marked(_ cell: String) -> String {
    var text = cell
    for word in [" or ", " oder ", " ou ", " and ", " und ", " et ", " e ", " y ", " o "] {
      text = text.replacing(word, with: "\u{1}")
    }
    var result = ""
    var sawDigit = false
    var previous: Character = " "
    for character in text {
      let isStart = character == "+" || character.isLetter && !previous.isLetter
      if sawDigit, isStart, character == "+" || previous.isWhitespace {
        result.append("\u{1}")
        sawDigit = false
      }
      if character.isNumber { sawDigit = true }
      result.append(character)
      previous = character
    }
    return result
  }

  /// Where `/79` begins in `+49 89 12345678/79`.
  private static func ending(_ piece: String) -> String.Index? {
    guard let slash = piece.firstIndex(of: "/"), digits(piece[..<slash]) >= 10,
      (1...6).contains(digits(piece[slash...]))
    else { return nil }
    return slash
  }
}
