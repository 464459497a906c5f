/// Writes texts as YAML scalars that mean the same text to every reader, YAML 1.1's among them.
enum YAMLScalarText {
  /// The scalar on one line: plain where that is safe, else in double quotes.
  static func inline(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// The lines of a literal block scalar (`|-`), or `nil` when the text has to stand on one line.
  ///
  /// Only for text without white space around it, whose line breaks are `\n`.
  static func blockLines(_ text: String) -> [Substring]? {
    let scalars = text.unicodeScalars
    guard !holdsCommand(text), scalars.contains("\n"), let first = scalars.first,
      let last = scalars.last,
      !first.properties.isWhitespace, !last.properties.isWhitespace,
      !scalars.contains(where: { $0 != "\n" && needsEscape($0) })
    else { return nil }
    // By scalars: a line break and a mark after it are one character.
    return scalars.split(separator: "\n", omittingEmptySubsequences: false).map(Substring.init)
  }

  private static func isPlain(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return false }
    guard isLetter(first), !holdsCommand(text), !last.properties.isWhitespace, last != ":" else {
      return false
    }
    var previous = first
    for scalar in scalars {
      if needsEscape(scalar) { return false }
      if previous == ":", scalar.properties.isWhitespace { return false }
      if scalar == "#", previous.properties.isWhitespace { return false }
      previous = scalar
    }
    return scalars.count > 5 || !words.contains(text.lowercased())
  }

  /// What begins a plain scalar; a digit might make a number or a date of it.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0..<0x80: false
    default: scalar.properties.isAlphabetic
    }
  }

  /// What a reader of some version takes for something else than text.
  private static let words: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n",
  ]

  /// The scalar in double quotes.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      switch scalar {
      case "#" where scalars[scalars.index(after: index)...].first == "#": quoted += escape(scalar)
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default:
        if needsEscape(scalar) {
          quoted += escape(scalar)
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// Whether a line of it could be a command to the service that runs a workflow and reads its log.
  private static func holdsCommand(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "#")) && text.contains("##")
      || text.split(separator: "\n").contains { line in
        line.drop { $0.isWhitespace }.hasPrefix("::")
      }
  }

  /// Whether YAML forbids it as it is, or a reader of the file would not see it.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFEFF, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE007F: true
    case let value where value > 0xFFFF: value & 0xFFFE == 0xFFFE
    default: isInvisible(scalar)
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) =
      scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
