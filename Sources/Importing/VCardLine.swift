/// A property of a vCard, unfolded: `item1.TEL;TYPE=cell:+1 555 0100`.
struct VCardLine: Hashable {
  /// 1-based, where it begins.
  let line: Int
  /// In upper case, without the group.
  let name: String
  /// Values in lower case by names in upper case; a value without a name, as 2.1 has it, is a `TYPE`.
  let parameters: [String: [String]]
  /// As written, but for quoted-printable, which is decoded.
  let value: String

  /// The value's components, which semicolons part.
  var components: [String] { Self.split(value, at: ";").map(Self.unescaped) }
  /// The value as text.
  var text: String { Self.unescaped(value) }

  func has(_ type: String) -> Bool { parameters["TYPE"]?.contains(type) == true }

  /// From 1, the most preferred, to 100.
  var preference: Int {
    if let rank = parameters["PREF"]?.first.flatMap({ Int($0) }) { return min(max(rank, 1), 100) }
    return has("pref") ? 1 : 100
  }

  /// By scalars, as a mark after the separator would make one character of both.
  static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if scalar == separator, !isEscaped {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return parts.map { String($0) }
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        switch scalar {
        case "n", "N": result.append("\n")
        case "\\", ",", ";", ":", "\"": result.append(scalar)
        default: result.append(contentsOf: ["\\", scalar])
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    if isEscaped { result.append("\\") }
    return String(result)
  }
}
