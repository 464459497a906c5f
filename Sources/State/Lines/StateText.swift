/// A state's bytes as roster writes them, whatever encoding an editor or a shell gave them.
struct StateText {
  /// An encoding that was converted back to plain UTF-8.
  enum Encoding: Hashable {
    /// UTF-8 with a byte-order mark.
    case mark
    case utf16
  }

  /// The text in UTF-8, without a mark.
  let bytes: [UInt8]
  /// The encoding that was found; `nil` for plain UTF-8.
  let encoding: Encoding?

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(_ content: [UInt8]) {
    var rest = content[...]
    while rest.starts(with: Self.mark) { rest = rest.dropFirst(Self.mark.count) }
    guard rest.count == content.count else {
      (bytes, encoding) = (Array(rest), .mark)
      return
    }
    guard let text = Self.utf16(content) else {
      (bytes, encoding) = (content, nil)
      return
    }
    (bytes, encoding) = (text, .utf16)
  }

  /// The text of UTF-16 that begins with a mark or with `{`; `nil` for anything else.
  private static func utf16(_ content: [UInt8]) -> [UInt8]? {
    let isLittle: Bool
    switch (content.first, content.dropFirst().first) {
    case (0xFF, 0xFE), (0x7B, 0): isLittle = true
    case (0xFE, 0xFF), (0, 0x7B): isLittle = false
    default: return nil
    }
    let units = stride(from: 0, to: content.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(content[index]), UInt16(content[index + 1]))
      return isLittle ? first | second << 8 : first << 8 | second
    }
    return Array(String(decoding: units.drop { $0 == 0xFEFF }, as: UTF16.self).utf8)
  }
}
