/// What a value's bytes hold, found in one pass.
struct TextScan {
  /// Whether there is anything to look at: not for printable ASCII without white space around it.
  private(set) var isUnusual = false
  private var isASCII = true
  /// A line feed or a tab, which text fields may hold.
  private(set) var hasBreakOrTab = false
  /// The first other control character or line separator.
  private(set) var control: Unicode.Scalar?
  /// White space at the beginning or the end.
  private(set) var hasSpaceAround = false

  /// Of valid UTF-8.
  init(_ text: UnsafeRawBufferPointer) {
    if let first = text.first, let last = text.last, first <= 0x20 || last <= 0x20 {
      hasSpaceAround = true
    }
    var isPrintable = true
    for byte in text { isPrintable = isPrintable && byte &- 0x20 < 0x5F }
    isUnusual = !isPrintable || hasSpaceAround
    guard !isPrintable else { return }
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

extension UnsafeRawBufferPointer {
  /// Whether the bytes begin with these.
  func begins(with prefix: StaticString) -> Bool {
    guard count >= prefix.utf8CodeUnitCount else { return false }
    for index in 0..<prefix.utf8CodeUnitCount where self[index] != prefix.utf8Start[index] {
      return false
    }
    return true
  }
}
