import Diagnostics

/// Makes text from manifests and services safe to print: one line, without
/// hidden or control characters.
package enum SafeText {
  /// The text with escapes such as `\n` or `\u{A0}` for characters that could mislead.
  ///
  /// They are control, format and line-separating characters, and unusual spaces.
  package static func inline(_ text: String) -> String { escaped(text, quotes: false) }

  /// The text in double quotes, with quotes and backslashes escaped, so that its end is clear.
  static func quoted(_ text: String) -> String { "\"" + escaped(text, quotes: true) + "\"" }

  /// The text unchanged if it reads as one word, in quotes otherwise, so that it stands
  /// out from other words.
  static func name(_ text: String) -> String {
    let isWord = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "@._:/+-%?=&~,()[]".unicodeScalars.contains(scalar)
    }
    return isWord && !text.isEmpty ? text : quoted(text)
  }

  /// The lines of a text that may have several, each made safe.
  package static func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { inline(String($0)) }
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x20...0x7E).contains(byte)
        && !(quotes && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")))
    }
    if isPlain { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      if quotes, scalar == "\"" || scalar == "\\" {
        result += "\\"
        result.unicodeScalars.append(scalar)
      } else if let escape = escape(scalar) {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The escape for a character that must not be printed; `nil` for one that may.
  ///
  /// Joiners (U+200C, U+200D) may be printed, since scripts and emoji need them.
  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case " "..."~", "\u{200C}", "\u{200D}": return nil
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      return "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default:
      return UnseenCharacter(scalar) != nil || scalar.properties.isNoncharacterCodePoint
        ? "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}" : nil
    }
  }
}
