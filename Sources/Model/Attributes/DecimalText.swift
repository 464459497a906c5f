/// A decimal number by its digits, equal for all ways to write the same number.
struct DecimalText: Equatable {
  private let isNegative: Bool
  /// The digits without leading and trailing zeros; empty for zero.
  private let digits: [UInt8]
  /// The power of ten of the last digit; 0 for zero.
  private let exponent: Int

  /// Reads digits, with or without a sign, a point and an exponent; `nil` for anything else.
  init?(_ text: String) {
    var rest = text.utf8[...]
    let sign = rest.first
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { rest.removeFirst() }
    isNegative = sign == UInt8(ascii: "-")
    let mantissa = rest.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    rest = rest.dropFirst(mantissa.count + 1)
    let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isNumber = mantissa.allSatisfy {
      $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    guard isNumber, parts.count <= 2 else { return nil }
    let all = Array(parts.joined())
    let significant = all.drop { $0 == UInt8(ascii: "0") }
    let zeros = significant.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    digits = Array(significant.dropLast(zeros))
    guard !digits.isEmpty else {
      exponent = 0
      return
    }
    // No number that can be kept has an exponent with more digits.
    guard rest.count <= 6, let power = rest.isEmpty ? 0 : Int(String(Substring(rest))) else {
      return nil
    }
    exponent = power + zeros - (parts.count == 2 ? parts[1].count : 0)
  }
}
