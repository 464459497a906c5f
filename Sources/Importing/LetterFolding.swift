/// Turns letters into the ASCII ones that they are written for in a pinch.
enum LetterFolding {
  /// The lower-case ASCII of a Latin letter, digit or mark; `nil` for what has none.
  ///
  /// Marks that stand on the letter before them fold to nothing.
  static func ascii(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: return String(scalar)
    case 0x41...0x5A: return String(scalar).lowercased()
    case 0..<0x80: return nil
    case 0x300...0x36F: return ""
    case 0xC0...0x24F, 0x1E00...0x1EFF: return latin(scalar)
    default: return nil
    }
  }

  /// By the character's own name, which says the letter: `LATIN SMALL LETTER E WITH ACUTE`.
  private static func latin(_ scalar: Unicode.Scalar) -> String? {
    guard let name = scalar.properties.name else { return nil }
    let words = name.split(separator: " ")
    guard words.count >= 4, words[0] == "LATIN" else { return nil }
    switch words[3] {
    case "SHARP": return "ss"
    case "ETH": return "d"
    case "THORN": return "th"
    case "DOTLESS": return "i"
    case "AE", "OE", "IJ", "DZ", "LJ", "NJ": return words[3].lowercased()
    default: return words[3].count == 1 ? words[3].lowercased() : nil
    }
  }
}

/// A name as keys have it: lower case, ASCII where the letters are Latin, hyphens between words.
///
/// Letters and digits of other scripts stay, so that no name becomes empty that has one. At most 60
/// characters, cut between words where that is possible.
func slug(_ name: String) -> String {
  var words: [String] = [""]
  for scalar in name.unicodeScalars {
    if let ascii = LetterFolding.ascii(scalar) {
      words[words.count - 1] += ascii
    } else if isWordPart(scalar) {
      words[words.count - 1] += String(scalar).lowercased()
    } else if scalar != "'", scalar != "\u{2019}", !words[words.count - 1].isEmpty {
      words.append("")
    }
  }
  var result = ""
  for word in words where !word.isEmpty {
    guard result.unicodeScalars.count + word.unicodeScalars.count < 60 else {
      if result.isEmpty { result = cut(word) }
      break
    }
    result += result.isEmpty ? word : "-\(word)"
  }
  return result
}

/// By scalars, as one character may hold any number of marks.
private func cut(_ word: String) -> String {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: word.unicodeScalars.prefix(60))
  return String(view)
}

private func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
  guard !scalar.isASCII else { return false }
  switch scalar.properties.generalCategory {
  case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
    .decimalNumber, .nonspacingMark, .spacingMark:
    return true
  default: return false
  }
}
