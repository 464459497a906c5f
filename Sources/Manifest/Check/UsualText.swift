import Model

/// Recognises values in which nothing can be wrong, a few bytes at a time.
///
/// Says yes to less than the checks let through; they look at the rest.
enum UsualText {
  /// Whether a field's value needs no closer look; `false` says nothing.
  static func isUsual(_ text: UnsafeRawBufferPointer, for kind: Field.Kind) -> Bool {
    switch kind {
    case .text: isPrintable(text)
    case .email, .emailList: isEmail(text)
    case .companyDomain: isDomain(text)
    case .phone: isPhone(text)
    case .owner: isEmail(text)
    case .linkedInProfile: LinkedInCheck.isUsual(text, .profile)
    case .salesNavigatorProfile: LinkedInCheck.isUsual(text, .salesNavigator)
    case .linkedInCompany: LinkedInCheck.isUsual(text, .company)
    case .companyID, .url, .timeZone: false
    }
  }

  /// What a custom field's text, not empty, is set to; `nil` where it needs a closer look.
  static func custom(
    _ text: UnsafeRawBufferPointer,
    _ type: CustomFieldType,
    isPlain: Bool
  ) -> ContactDraft.Custom.Value? {
    switch type {
    case .text, .phone: TextScan.isUsual(text) ? .text : nil
    case .date: CalendarText.isDate(text) ? .text : nil
    case .datetime: CalendarText.isDateTime(text) ? .text : nil
    case .number: isPlain && isCanonicalInteger(text) ? .number : nil
    case .boolean: nil
    }
  }

  /// Whether a number is written as `AttributeValue.text(of:)` writes it.
  private static func isCanonicalInteger(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count <= 15, text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return false }
    return text.count == 1 || text[0] != UInt8(ascii: "0")
  }

  /// Whether all is printable ASCII without white space around it.
  static func isPrintable(_ text: UnsafeRawBufferPointer) -> Bool {
    let count = text.count
    guard count > 0, text[0] > 0x20, text[count - 1] > 0x20 else { return false }
    guard count >= 8 else {
      for byte in text where byte &- 0x20 >= 0x5F { return false }
      return true
    }
    var offset = 0
    var unusual: UInt64 = 0
    while offset + 8 <= count {
      unusual |= marks(text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    // The last eight, some of them once more.
    unusual |= marks(text.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    return unusual == 0
  }

  /// Not zero when one of eight bytes is no printable ASCII.
  private static func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word &- ones &* 0x20
    let delete = (word ^ ones &* 0x7F) &- ones
    return (low | delete | word) & (ones &* 0x80)
  }

  @inline(__always)
  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// Letters and digits with single `.`, `_`, `-` or `+` between them, an `@`, and a usual domain.
  private static func isEmail(_ text: UnsafeRawBufferPointer) -> Bool {
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
    return isDomain(UnsafeRawBufferPointer(rebasing: text[(index + 1)...]))
  }

  /// At least two labels of letters and digits with single hyphens between them.
  private static func isDomain(_ text: UnsafeRawBufferPointer) -> Bool {
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

  private static func isPhone(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count > 1, isPrintable(text) else { return false }
    return text[1] &- UInt8(ascii: "0") < 10
  }
}
