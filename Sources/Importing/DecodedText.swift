/// A file's text, and which encoding it was.
struct DecodedText {
  /// How far the text can be trusted.
  enum Trust {
    case certain
    /// Read as Windows-1252, as no encoding is named and it makes likely words.
    case guessed(ForeignText)
    /// UTF-8, but for some lines, whose bytes became U+FFFD.
    case mixed(ForeignText)
    /// In an encoding that is not known.
    case unknown(ForeignText)
    /// ASCII with escape sequences, as the encoding of that name has them.
    case escaped(String)
    /// Not in the encoding that it says, or that the user says.
    case damaged
  }

  /// UTF-8, without a byte-order mark.
  let utf8: [UInt8]
  /// Such as `UTF-8`.
  let encoding: String
  let trust: Trust

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - given: the encoding that the user says; a byte-order mark counts more.
  init(_ bytes: [UInt8], encoding given: Charset? = nil) {
    if let marked = Self.marked(bytes) {
      self.init(marked.bytes, in: marked.encoding)
    } else if let given {
      self.init(bytes[...], in: given)
    } else if let encoding = Self.utf16WithoutMark(bytes).flatMap({ Charset($0) }) {
      self.init(bytes[...], in: encoding)
    } else {
      self.init(utf8: bytes)
    }
  }

  private init(_ bytes: ArraySlice<UInt8>, in charset: Charset) {
    guard charset.name != "UTF-8" else {
      self.init(utf8: Array(bytes))
      return
    }
    let text = charset.utf8(bytes)
    self.init(utf8: text ?? [], encoding: charset.name, trust: text == nil ? .damaged : .certain)
  }

  private init(utf8: [UInt8], encoding: String, trust: Trust) {
    (self.utf8, self.encoding, self.trust) = (utf8, encoding, trust)
  }

  private init(utf8 bytes: [UInt8]) {
    guard String(validating: bytes, as: UTF8.self) == nil else {
      (utf8, encoding) = (bytes, "UTF-8")
      trust = Self.escapedEncoding(bytes).map { .escaped($0) } ?? .certain
      return
    }
    let foreign = ForeignText(bytes)
    if foreign.isMixed {
      (utf8, encoding) = (Array(String(decoding: bytes, as: UTF8.self).utf8), "UTF-8")
      trust = .mixed(foreign)
    } else if foreign.isLikelyWindows1252 {
      (utf8, encoding, trust) = (
        Windows1252.utf8(bytes), "Windows-1252 (Latin-1)", .guessed(foreign)
      )
    } else {
      (utf8, encoding, trust) = ([], "unknown", .unknown(foreign))
    }
  }

  private static func marked(_ bytes: [UInt8]) -> (bytes: ArraySlice<UInt8>, encoding: Charset)? {
    let marks: [(mark: [UInt8], name: String)] = [
      ([0xEF, 0xBB, 0xBF], "UTF-8"), ([0xFF, 0xFE, 0, 0], "UTF-32LE"),
      ([0, 0, 0xFE, 0xFF], "UTF-32BE"), ([0xFF, 0xFE], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE"),
    ]
    guard let found = marks.first(where: { bytes.starts(with: $0.mark) }),
      let charset = Charset(found.name)
    else { return nil }
    return (bytes.dropFirst(found.mark.count), charset)
  }

  /// The byte order in which the line breaks, of which any file has some, and its text make sense.
  private static func utf16WithoutMark(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 4, bytes.count % 2 == 0, bytes.contains(0) else { return nil }
    func count(_ high: Int) -> Int {
      stride(from: 0, to: bytes.count, by: 2).count {
        bytes[$0 + high] == 0 && (0x20..<0x7F).contains(bytes[$0 + 1 - high])
      }
    }
    let (little, big) = (count(1), count(0))
    guard max(little, big) * 10 >= bytes.count / 2, min(little, big) * 10 < max(little, big) else {
      return nil
    }
    return little > big ? "UTF-16LE" : "UTF-16BE"
  }

  /// The encoding whose escape sequence comes first: East Asian ones that are ASCII but for these.
  static func escapedEncoding(_ bytes: [UInt8]) -> String? {
    var rest = bytes[...]
    while let escape = rest.firstIndex(of: 0x1B) {
      rest = rest[(escape + 1)...]
      if let found = escapes.first(where: { rest.starts(with: $0.sequence.utf8) }) {
        return found.encoding
      }
    }
    return nil
  }

  /// What follows an escape character.
  private static let escapes = [
    ("$)C", "iso-2022-kr"), ("$)A", "iso-2022-cn"), ("$)G", "iso-2022-cn"),
    ("$B", "iso-2022-jp"), ("$@", "iso-2022-jp"), ("$(D", "iso-2022-jp-2"), ("(J", "iso-2022-jp"),
    ("(I", "iso-2022-jp-3"), ("$A", "iso-2022-jp-2"), ("$(C", "iso-2022-jp-2"),
  ].map { (sequence: $0.0, encoding: $0.1) }
}
