import Model
import YAMLEvents

/// Recognises values in which nothing can be wrong, a few bytes at a time.
///
/// Says yes to less than the checks let through; they look at the rest.
enum UsualText {
  /// Whether a field's value needs no closer look; `false` says nothing.
  static func isUsual(_ text: YAMLBytes, for kind: Field.Kind) -> Bool {
    switch kind {
    case .text: isReadable(text)
    case .email, .emailList: isEmail(text)
    case .companyDomain: isDomain(text)
    case .phone: isPhone(text)
    case .owner: isEmail(text)
    case .linkedInProfile: LinkedInCheck.isUsual(text, .profile)
    case .salesNavigatorProfile: LinkedInCheck.isUsual(text, .salesNavigator)
    case .linkedInCompany: LinkedInCheck.isUsual(text, .company)
    case .url: URLCheck.isUsual(text)
    case .companyID, .timeZone: false
    }
  }

  /// What a custom field's text, not empty, is set to; `nil` where it needs a closer look.
  static func custom(
    _ text: YAMLBytes,
    _ type: CustomFieldType,
    isPlain: Bool
  ) -> ContactDraft.Custom.Value? {
    switch type {
    case .text, .phone: isReadable(text) ? .text : nil
    case .date: CalendarText.isDate(text) ? .text : nil
    case .datetime: CalendarText.isDateTime(text) ? .text : nil
    case .number: isPlain && isCanonicalInteger(text) ? .number : nil
    case .boolean: nil
    }
  }

  /// Whether a number is written as `AttributeValue.text(of:)` writes it.
  private static func isCanonicalInteger(_ text: YAMLBytes) -> Bool {
    guard text.count <= 15, text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return false }
    return text.count == 1 || text[0] != UInt8(ascii: "0")
  }

  /// Whether all is printable, in ASCII or in scripts whose characters take two bytes, without
  /// white space around it.
  static func isReadable(_ text: YAMLBytes) -> Bool {
    if isPrintable(text) { return true }
    guard let first = text.first, let last = text.last, first > 0x20, last > 0x20 else {
      return false
    }
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        guard isPrintable(byte) else { return false }
        index += 1
      } else {
        // From U+00C0 to U+07FF there are neither controls nor separators nor white space, and two
        // characters that cannot be seen: U+034F and U+061C.
        guard byte >= 0xC3, byte < 0xE0, index + 1 < text.count,
          !(byte == 0xCD && text[index + 1] == 0x8F), !(byte == 0xD8 && text[index + 1] == 0x9C)
        else { return false }
        index += 2
      }
    }
    return true
  }

  /// Whether all is printable ASCII without white space around it.
  static func isPrintable(_ text: YAMLBytes) -> Bool {
    guard let first = text.first, let last = text.last, first > 0x20, last > 0x20 else {
      return false
    }
    for byte in text where !isPrintable(byte) { return false }
    return true
  }

  @inline(__always)
  private static func isPrintable(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// Letters and digits with single `.`, `_`, `-` or `+` between them, an `@`, and a usual domain.
  private static func isEmail(_ text: YAMLBytes) -> Bool {
    var index = 0
    var wasSign = true
    while index < text.count {
      let byte = text[index]
      if isLetterOrDigit(byte) {
        wasSign = false
      } else {
        guard !wasSign else { return false }
        if byte == UInt8(ascii: "@") { break }
        guard
          byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+")
        else { return false }
        wasSign = true
      }
      index += 1
    }
    guard index <= 64, index < text.count else { return false }
    return isDomain(text.rest(from: index + 1))
  }

  /// At least two labels of letters and digits with single hyphens between them.
  private static func isDomain(_ text: YAMLBytes) -> Bool {
    guard text.count <= 253 else { return false }
    var wasSign = true
    var length = 0
    var dots = 0
    for byte in text {
      if isLetterOrDigit(byte) {
        wasSign = false
        length += 1
      } else {
        guard !wasSign else { return false }
        wasSign = true
        length += 1
        if byte == UInt8(ascii: ".") {
          length = 0
          dots += 1
        } else if byte != UInt8(ascii: "-") {
          return false
        }
      }
      guard length <= 63 else { return false }
    }
    return dots > 0 && !wasSign
  }

  private static func isPhone(_ text: YAMLBytes) -> Bool {
    guard text.count > 1, isPrintable(text) else { return false }
    return text[1] &- UInt8(ascii: "0") < 10
  }
}
