/// A property of a vCard, unfolded: `item1.TEL;TYPE=cell:+1 555 0100`.
struct VCardLine: Hashable {
  /// 1-based, where it begins.
  let line: Int
  /// In lower case, such as `item1`, by which a label belongs to it; empty without one.
  let group: String
  /// In upper case, without the group.
  let name: String
  /// Values in lower case by names in upper case; a value without a name, as 2.1 has it, is a
  /// `TYPE`.
  let parameters: [String: [String]]
  /// As written, but for quoted-printable and base64 of texts, which are decoded.
  let value: String
  let remark: VCardText.Remark?
  /// What a phone book shows beside it, in lower case: `_$!<HomeFAX>!$_`.
  var label = ""

  /// The value's components, which semicolons part.
  var components: [String] { Self.split(value, at: ";").map(Self.unescaped) }
  /// The components, each with its values, which commas part.
  var lists: [[String]] {
    Self.split(value, at: ";").map { Self.split($0, at: ",").map(Self.unescaped) }
  }
  /// The value as text.
  var text: String { Self.unescaped(value) }

  func has(_ type: String) -> Bool { parameters["TYPE"]?.contains(type) == true }

  /// Whether a type, also one such as `HOMEFAX` or `X-FAX`, or the label has one of these words.
  func says(_ words: String...) -> Bool {
    let texts = (parameters["TYPE"] ?? []) + (parameters["X-TYPE"] ?? []) + [label]
    return texts.contains { text in words.contains { text.contains($0) } }
  }

  /// Whether nobody answers there.
  var isFax: Bool { says("fax", "pager", "bbs", "modem", "telex") }

  var isReadable: Bool {
    switch remark {
    case .guessed, nil: true
    case .foreign, .unreadable: false
    }
  }

  /// Whether it begins or ends a card; blanks around do no harm.
  var isCard: Bool { cleanedText(text).lowercased() == "vcard" }

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
