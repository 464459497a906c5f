/// A character that nobody sees in a text: an unusual space, or a character without a width.
///
/// Word processors, web pages and messengers put such characters into what people copy. Programs
/// treat them like any other character, so two texts that look the same can differ.
package struct UnseenCharacter: Hashable, Sendable {
  package let scalar: Unicode.Scalar
  /// Whether it looks like a space.
  package let isSpace: Bool

  /// Fails for a visible character, for an ordinary space, and for the wide space
  /// of East Asian texts.
  ///
  /// Joiners and variation selectors count as seen, since scripts and emoji need them.
  package init?(_ scalar: Unicode.Scalar) {
    guard scalar.value >= 0x80 else { return nil }
    let isSpace: Bool
    switch scalar.value {
    case 0x200C, 0x200D, 0x3000, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return nil
    default: isSpace = scalar.properties.generalCategory == .spaceSeparator
    }
    guard isSpace || scalar.properties.isDefaultIgnorableCodePoint else { return nil }
    (self.scalar, self.isSpace) = (scalar, isSpace)
  }

  /// The character's name with its article, such as `the no-break space U+00A0`.
  package var name: String {
    switch scalar.value {
    case 0xA0, 0x2007, 0x202F: "the no-break space \(scalar.codePoint)"
    case 0xAD: "the soft hyphen \(scalar.codePoint)"
    case 0xFEFF: "the byte-order mark \(scalar.codePoint)"
    default:
      isSpace ? "the space \(scalar.codePoint)" : "the invisible character \(scalar.codePoint)"
    }
  }
}

extension UnseenCharacter {
  /// Finds the first unseen character in a text.
  ///
  /// - Parameter text: The text to search. A joiner beside an ASCII letter or at
  ///   either end counts, too.
  /// - Returns: The character; `nil` when there is none.
  package static func first(in text: some StringProtocol) -> UnseenCharacter? {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains(where: { $0.value >= 0x80 }) else { return nil }
    for (index, scalar) in scalars.enumerated() {
      if let unseen = UnseenCharacter(scalar) { return unseen }
      if isLostJoiner(scalar, at: index, in: scalars) { return UnseenCharacter(lost: scalar) }
    }
    return nil
  }

  /// The text as it looks: without zero-width characters, with ordinary spaces, and trimmed.
  package static func look(of text: some StringProtocol) -> String {
    let scalars = Array(text.unicodeScalars)
    var look = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if let unseen = UnseenCharacter(scalar) {
        if unseen.isSpace { look.append(" ") }
      } else if !isLostJoiner(scalar, at: index, in: scalars) {
        look.append(scalar)
      }
    }
    while look.last?.properties.isWhitespace == true { look.removeLast() }
    return String(look.drop { $0.properties.isWhitespace })
  }

  private init(lost joiner: Unicode.Scalar) { (scalar, isSpace) = (joiner, false) }

  /// Whether this is a joiner that joins nothing: joiners belong between characters beyond ASCII.
  private static func isLostJoiner(
    _ scalar: Unicode.Scalar,
    at index: Int,
    in scalars: [Unicode.Scalar]
  ) -> Bool {
    guard scalar == "\u{200C}" || scalar == "\u{200D}" else { return false }
    guard index > 0, index + 1 < scalars.count else { return true }
    return scalars[index - 1].isASCII && scalars[index + 1].isASCII
  }
}
