/// What a value's bytes hold, found in one pass.
struct TextScan {
  private(set) var isASCII = true
  private(set) var hasDigit = false
  /// A line feed or a tab, which text fields may hold.
  private(set) var hasBreakOrTab = false
  /// The first other control character or line separator.
  private(set) var control: Unicode.Scalar?
  /// White space at the beginning or the end.
  private(set) var hasSpaceAround = false

  /// Of valid UTF-8.
  init(_ text: UnsafeRawBufferPointer) {
    var needsClosely = false
    for byte in text {
      if byte >= 0x80 {
        isASCII = false
      } else if byte < 0x20 {
        if byte == 0x09 || byte == 0x0A { hasBreakOrTab = true } else { needsClosely = true }
      } else if byte == 0x7F {
        needsClosely = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        hasDigit = true
      }
    }
    if needsClosely || !isASCII { lookClosely(String(decoding: text, as: UTF8.self)) }
    if let first = text.first, let last = text.last, first <= 0x20 || last <= 0x20 {
      hasSpaceAround = true
    }
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
    if let first = scalars.first, let last = scalars.last {
      hasSpaceAround = first.properties.isWhitespace || last.properties.isWhitespace
    }
  }
}
