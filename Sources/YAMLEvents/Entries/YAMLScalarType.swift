/// The type of a scalar in the YAML 1.2 core schema.
package enum YAMLScalarType: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// An integer; `nil` when it does not fit into an `Int`.
  case integer(Int?)
  /// A floating-point number, which may be infinite or NaN.
  case float(Double)
  case text

  /// The type of a scalar event.
  ///
  /// Quotes and `!!str` make text; other tags of the core schema have the effect of no tag.
  package init(_ event: YAMLEvent) {
    switch event.tag {
    case .nonSpecific, .string: self = .text
    case .none where event.style != .plain: self = .text
    default: self.init(plain: event.text)
    }
  }

  /// The type of these bytes as a plain scalar.
  package init(plain text: some Collection<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    guard text.count <= 64 else {
      self = .text
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      self = Self.number(String(decoding: text, as: UTF8.self)) ?? .text
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      self = Self.word(String(decoding: text, as: UTF8.self))
    default: self = .text
    }
  }

  private static func word(_ text: String) -> Self {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: .text
    }
  }

  private static func number(_ text: String) -> Self? {
    if text.hasPrefix("0x") { return based(text.dropFirst(2), 16) }
    if text.hasPrefix("0o") { return based(text.dropFirst(2), 8) }
    let isNegative = text.hasPrefix("-")
    let rest = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    if [".inf", ".Inf", ".INF"].contains(rest) {
      return .float(isNegative ? -.infinity : .infinity)
    }
    if [".nan", ".NaN", ".NAN"].contains(text) { return .float(.nan) }
    if !rest.isEmpty, rest.utf8.allSatisfy(isDigit) { return .integer(Int(text)) }
    guard isFloat(rest), let value = Double(rest) else { return nil }
    return .float(isNegative ? -value : value)
  }

  private static func based(_ digits: Substring, _ radix: Int) -> Self? {
    guard !digits.isEmpty,
      digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).hexDigitValue ?? 16 < radix })
    else { return nil }
    return .integer(Int(digits, radix: radix))
  }

  /// Whether the text is `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, with or without an exponent.
  private static func isFloat(_ text: Substring) -> Bool {
    var rest = text.utf8[...]
    let whole = rest.prefix(while: isDigit).count
    rest = rest.dropFirst(whole)
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: isDigit).count
      guard whole + fraction > 0 else { return false }
      rest = rest.dropFirst(1 + fraction)
    } else if whole == 0 {
      return false
    }
    guard let sign = rest.first else { return true }
    guard sign | 0x20 == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
