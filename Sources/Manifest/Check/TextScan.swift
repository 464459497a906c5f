import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a value's bytes hold, found in one pass.
struct TextScan {
  /// Whether there is anything to look at: not for printable text of the usual scripts without white space
  /// around it.
  private(set) var isUnusual = false
  private var isASCII = true
  /// A line feed or a tab, which text fields may hold.
  private(set) var hasBreakOrTab = false
  /// The first other control character or line separator.
  private(set) var control: Unicode.Scalar?
  /// White space at the beginning or the end.
  private(set) var hasSpaceAround = false
  /// The first character that nobody sees, save a no-break space where typography wants one: beside a number
  /// or a punctuation mark.
  private(set) var unseen: UnseenCharacter?

  /// Of valid UTF-8.
  init(_ text: UnsafeRawBufferPointer) {
    if Self.isUsual(text) { return }
    isUnusual = true
    if let first = text.first, let last = text.last, first <= 0x20 || last <= 0x20 {
      hasSpaceAround = true
    }
    var needsClosely = false
    for byte in text {
      switch byte {
      case 0x09, 0x0A: hasBreakOrTab = true
      case 0..<0x20, 0x7F: needsClosely = true
      case 0x80...: isASCII = false
      default: continue
      }
    }
    if needsClosely || !isASCII { lookClosely(String(decoding: text, as: UTF8.self)) }
  }

  /// Whether there is nothing to look at, as `isUnusual` has it.
  static func isUsual(_ text: UnsafeRawBufferPointer) -> Bool {
    UsualText.isPrintable(text) || isOfLetters(text)
  }

  /// Whether all is printable, in ASCII or in scripts whose characters take two bytes, and without white space around it.
  private static func isOfLetters(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, let last = text.last, first > 0x20, last > 0x20 else {
      return false
    }
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        guard byte &- 0x20 < 0x5F else { return false }
        index += 1
      } else {
        // From U+00C0 to U+07FF there are neither controls nor separators nor white space.
        guard byte >= 0xC3, byte < 0xE0 else { return false }
        index += 2
      }
    }
    return true
  }

  private mutating func lookClosely(_ text: String) {
    let scalars = text.unicodeScalars
    control = scalars.first { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n" && scalar != "\t"
      case .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
    unseen = Self.unseen(in: scalars)
    if let first = scalars.first, let last = scalars.last {
      hasSpaceAround = first.properties.isWhitespace || last.properties.isWhitespace
    }
  }
}

extension TextScan {
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

extension UnsafeRawBufferPointer {
  /// Whether the bytes begin with these.
  func begins(with prefix: StaticString) -> Bool {
    guard count >= prefix.utf8CodeUnitCount, let baseAddress else { return false }
    return memcmp(baseAddress, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
  }
}
