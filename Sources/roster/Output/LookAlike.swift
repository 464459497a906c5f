import Diagnostics

/// Words for names that may look the same although they differ.
enum LookAlike {
  /// Where two names that look the same differ; empty when they look different.
  static func note(_ old: String, _ new: String) -> String {
    guard old == new, !old.unicodeScalars.elementsEqual(new.unicodeScalars) else { return "" }
    return "; other code points: \(old.codePoints(differingFrom: new)) → "
      + new.codePoints(differingFrom: old)
  }

  /// What a name that is suggested has in the place of what was given; empty where both are ASCII,
  /// which shows it.
  static func hint(_ suggested: String, _ given: String) -> String {
    guard !(suggested + given).utf8.allSatisfy({ $0 < 0x80 }) else { return "" }
    return " It has \(suggested.codePoints(differingFrom: given)), and you wrote "
      + given.codePoints(differingFrom: suggested) + "."
  }
}
