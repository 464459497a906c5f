import Diagnostics

/// Text from manifests and services, made safe to print: one line, nothing hidden, nothing obeyed.
package enum SafeText {
  /// With control, format and line-separating characters, and spaces that are no ordinary ones, shown as
  /// escapes such as `\n` or `\u{A0}`.
  package static func inline(_ text: String) -> String { escaped(text, quotes: false) }

  /// In double quotes, with quotes and backslashes escaped too, so that where it ends is plain.
  static func quoted(_ text: String) -> String { "\"" + escaped(text, quotes: true) + "\"" }

  /// As it is where it reads as one word, in quotes otherwise, so that it cannot pass for words around it.
  static func name(_ text: String) -> String {
    let isWord = text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "@._:/+-%?=&~,()[]".unicodeScalars.contains(scalar)
    }
    return isWord && !text.isEmpty ? text : quoted(text)
  }

  /// The lines of a text whose line breaks are meant, each safe.
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

  /// What stands for a character that must not be printed; `nil` for one that may.
  ///
  /// Joiners (U+200C, U+200D) may: scripts and emoji need them.
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
