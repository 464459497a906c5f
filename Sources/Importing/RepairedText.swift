/// A cell's text without what other programs left in it, and what was taken out.
///
/// White space around it goes, blanks of any kind become spaces and line breaks `\n`: nobody sees
/// these. Everything else that changes has a reason, which the report says.
struct RepairedText {
  private(set) var text: String
  /// Clauses such as `invisible characters were taken out`.
  private(set) var reasons: [String] = []

  /// - Parameters:
  ///   - original: the cell.
  ///   - hasLines: whether line breaks mean something in it; where they do not, an odd one is a
  ///     space.
  init(_ original: String, hasLines: Bool = false) {
    text = original
    guard Self.needsLook(original) else { return }
    unwrapFormula()
    text = text.replacing("_x000D_", with: "\r")
    repairDoubleEncoding()
    repairWindows1252()
    dropInvisible()
    dropControls(lineBreak: hasLines ? "\n" : " ")
    text = cleanedText(text)
  }

  private static func needsLook(_ text: String) -> Bool {
    let utf8 = text.utf8
    guard let first = utf8.first, let last = utf8.last, first > 0x20, last > 0x20 else {
      return true
    }
    return first == UInt8(ascii: "=") || !utf8.allSatisfy { (0x20..<0x7F).contains($0) }
      || text.contains("_x000D_")
  }

  /// `="0612345678"` is how spreadsheets are made to keep a number's zeros.
  private mutating func unwrapFormula() {
    let trimmed = cleanedText(text)
    guard trimmed.utf8.count >= 3, trimmed.hasPrefix("=\"") else { return }
    var quoted = trimmed.dropFirst(2)
    if quoted.hasSuffix("\"") {
      quoted.removeLast()
    } else {
      // A number whose end was lost has no quote behind it.
      guard quoted.utf8.allSatisfy({ "+0123456789 ()./-".utf8.contains($0) }) else { return }
    }
    let inner = quoted.replacing("\"\"", with: "\u{0}")
    if !inner.contains("\"") { text = String(inner.replacing("\u{0}", with: "\"")) }
  }

  /// `MÃ¼ller` is the UTF-8 of `Müller`, read as Windows-1252 and written as UTF-8 again.
  private mutating func repairDoubleEncoding() {
    for _ in 0..<2 {
      guard let repaired = Self.withoutDoubleEncoding(text) else { return }
      text = repaired
      note("it was UTF-8 that had been read in another encoding")
    }
  }

  private static func withoutDoubleEncoding(_ text: String) -> String? {
    guard text.unicodeScalars.contains(where: { (0xC2...0xF4).contains($0.value) }) else {
      return nil
    }
    var result = String.UnicodeScalarView()
    var run: [Unicode.Scalar] = []
    var isRepaired = false
    func flush(_ result: inout String.UnicodeScalarView) {
      let bytes = run.compactMap(Windows1252.byte)
      let isPunctuation = run.count > 1 && (0x2013...0x2026).contains(run[1].value)
      // `IRMÃ”` may be a word and a quotation mark.
      let mayBeText = isPunctuation && run[0] == "\u{C3}"
      if run.count > 1, !mayBeText, let text = String(validating: bytes, as: UTF8.self) {
        result.append(contentsOf: text.unicodeScalars)
        isRepaired = true
      } else {
        result.append(contentsOf: run)
      }
      run = []
    }
    for scalar in text.unicodeScalars {
      if !scalar.isASCII, Windows1252.byte(scalar) != nil {
        run.append(scalar)
      } else {
        flush(&result)
        result.append(scalar)
      }
    }
    flush(&result)
    return isRepaired ? String(result) : nil
  }

  /// U+0092 is the apostrophe of Windows-1252 in a file that was taken for Latin-1.
  private mutating func repairWindows1252() {
    func isMeant(_ scalar: Unicode.Scalar) -> Bool {
      (0x80..<0xA0).contains(scalar.value)
        && Windows1252.scalar(UInt8(scalar.value)).value != scalar.value
    }
    // Alone, U+0085 is a line break.
    guard text.unicodeScalars.contains(where: { isMeant($0) && $0 != "\u{85}" }) else { return }
    let scalars = text.unicodeScalars.map { scalar in
      isMeant(scalar) ? Windows1252.scalar(UInt8(scalar.value)) : scalar
    }
    text = String(String.UnicodeScalarView(scalars))
    note("characters of Windows-1252 in it had not been converted")
  }

  private mutating func dropInvisible() {
    let scalars = Array(text.unicodeScalars)
    var kept = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if Self.isBlank(scalar) {
        kept.append(" ")
      } else if !Self.isDropped(scalar, at: index, of: scalars) {
        kept.append(scalar)
      } else if scalar != "\u{FEFF}" || index > 0 {
        note("invisible characters were taken out")
      }
    }
    text = String(kept)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  private static func isDropped(
    _ scalar: Unicode.Scalar,
    at index: Int,
    of scalars: [Unicode.Scalar]
  ) -> Bool {
    if isFormatting(scalar) { return true }
    guard scalar == "\u{200C}" || scalar == "\u{200D}" else { return false }
    // Joiners change letters of some scripts and emoji; elsewhere they are invisible.
    guard index > 0, index + 1 < scalars.count else { return true }
    return scalars[index - 1].value < 0x300 || scalars[index + 1].value < 0x300
  }

  private mutating func dropControls(lineBreak: Unicode.Scalar) {
    var kept = String.UnicodeScalarView()
    var isChanged = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // How FileMaker and some CRMs write a line break inside of a cell.
      case 0x0B, 0x0C, 0x1C...0x1E: kept.append(lineBreak)
      case 0x1F: kept.append(" ")
      case 0x00..<0x09, 0x0E..<0x1C, 0x7F..<0x85, 0x86..<0xA0: isChanged = true
      default: kept.append(scalar)
      }
    }
    text = String(kept)
    if isChanged { note("control characters were taken out") }
  }

  private mutating func note(_ reason: String) {
    if !reasons.contains(reason) { reasons.append(reason) }
  }
}
