extension Unicode.Scalar {
  /// The code point as people write it, such as `U+00AD`.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension StringProtocol {
  /// The code points in which the text differs from another one, such as `U+0065 U+0301`.
  ///
  /// At most four are listed; the result is `nothing` when there are none. A common beginning and
  /// end are left out, so that two texts that look the same can be told apart.
  package func codePoints(differingFrom other: some StringProtocol) -> String {
    var (own, others) = (Array(unicodeScalars)[...], Array(other.unicodeScalars)[...])
    while let first = own.first, first == others.first {
      own.removeFirst()
      others.removeFirst()
    }
    while let last = own.last, last == others.last {
      own.removeLast()
      others.removeLast()
    }
    return own.isEmpty ? "nothing" : own.prefix(4).map(\.codePoint).joined(separator: " ")
  }
}
