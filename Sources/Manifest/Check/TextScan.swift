import Diagnostics

/// What a value holds beside ordinary text, found in one pass.
struct TextScan {
  /// A line feed or a tab, which text fields may hold.
  let hasBreakOrTab: Bool
  /// The first other control character or line separator.
  let control: Unicode.Scalar?
  /// White space at the beginning or the end.
  let hasSpaceAround: Bool
  /// The first character that nobody sees, save a no-break space where typography wants one: beside
  /// a number or a punctuation mark.
  let unseen: UnseenCharacter?

  init(_ text: String) {
    let scalars = text.unicodeScalars
    hasBreakOrTab = text.utf8.contains { $0 == 0x09 || $0 == 0x0A }
    hasSpaceAround = [scalars.first, scalars.last].contains {
      $0?.properties.isWhitespace == true
    }
    let isPlain = text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
    control = isPlain ? nil : scalars.first(where: Self.isControl)
    unseen = isPlain ? nil : Self.unseen(in: scalars)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n" && scalar != "\t"
    case .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  private static func unseen(in scalars: String.UnicodeScalarView) -> UnseenCharacter? {
    var previous: Unicode.Scalar?
    var space: UnseenCharacter?
    for scalar in scalars {
      if let unseen = space, scalar.properties.isAlphabetic { return unseen }
      space = nil
      if let unseen = UnseenCharacter(scalar) {
        guard unseen.isSpace, let before = previous else { return unseen }
        if before.properties.isAlphabetic { space = unseen }
      }
      previous = scalar
    }
    // At the end.
    return previous.flatMap { UnseenCharacter($0) }
  }
}
