/// Recognises the forms of ISO 8601 that dates and times are taken in.
enum CalendarText {
  /// `YYYY-MM-DD`, a day that exists.
  static func isDate(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    return takeDate(&rest) && rest.isEmpty
  }

  /// A date, `T`, `hh:mm` with or without `:ss` and a fraction, and with or without `Z` or an
  /// offset.
  static func isDateTime(_ text: some Collection<UInt8>) -> Bool {
    var rest = text[...]
    guard takeDate(&rest), take("T", &rest), let hour = takeNumber(2, &rest), hour < 24,
      take(":", &rest), let minute = takeNumber(2, &rest), minute < 60
    else { return false }
    if take(":", &rest) {
      guard let second = takeNumber(2, &rest), second <= 60 else { return false }
      if take(".", &rest) {
        let fraction = rest.prefix(while: isDigit)
        guard !fraction.isEmpty else { return false }
        rest = rest.dropFirst(fraction.count)
      }
    }
    return rest.isEmpty || takeOffset(&rest) && rest.isEmpty
  }

  private static func takeDate<Text: Collection<UInt8>>(_ rest: inout Text) -> Bool
  where Text.SubSequence == Text {
    guard let year = takeNumber(4, &rest), take("-", &rest), let month = takeNumber(2, &rest),
      take("-", &rest), let day = takeNumber(2, &rest), (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  private static func takeOffset<Text: Collection<UInt8>>(_ rest: inout Text) -> Bool
  where Text.SubSequence == Text {
    if take("Z", &rest) { return true }
    guard take("+", &rest) || take("-", &rest), let hours = takeNumber(2, &rest), hours < 24 else {
      return false
    }
    if rest.isEmpty { return true }
    _ = take(":", &rest)
    return takeNumber(2, &rest).map { $0 < 60 } ?? false
  }

  private static func take<Text: Collection<UInt8>>(
    _ sign: Unicode.Scalar,
    _ rest: inout Text
  ) -> Bool where Text.SubSequence == Text {
    guard let first = rest.first, first == UInt8(ascii: sign) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// The number that so many digits are.
  private static func takeNumber<Text: Collection<UInt8>>(
    _ count: Int,
    _ rest: inout Text
  ) -> Int? where Text.SubSequence == Text {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
