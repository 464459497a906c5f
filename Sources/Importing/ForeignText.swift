/// What bytes that are not UTF-8 look like, line by line.
struct ForeignText {
  /// Lines with bytes that are not UTF-8.
  private(set) var lines = RowLines()
  /// How many lines have letters beyond ASCII in valid UTF-8.
  private(set) var validLines = 0
  /// The bytes of the first line that is not UTF-8, and of the first that cannot be Windows-1252.
  private(set) var first: (line: Int, bytes: [UInt8])?
  private var doubtfulLines = 0
  /// Whether there are letters that only Icelandic has, which stand where other encodings have
  /// frequent ones of Turkish, Czech and Latvian; and whether there are the vowels that Icelandic
  /// has as well.
  private var (hasIcelandic, hasVowels) = (false, false)

  init(_ bytes: [UInt8]) {
    var number = 1
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.endIndex
      if bytes[start..<end].contains(where: { $0 >= 0x80 }) { take(bytes[start..<end], number) }
      let isPair = end + 1 < bytes.endIndex && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
      start = end + (isPair ? 2 : 1)
      number += 1
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, _ number: Int) {
    guard String(validating: line, as: UTF8.self) == nil else {
      validLines += 1
      return
    }
    lines.append(row: number, line: number)
    for byte in line {
      switch byte {
      case 0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE: hasIcelandic = true
      case 0xC1, 0xCD, 0xDA, 0xC6, 0xE1, 0xED, 0xFA, 0xE6: hasVowels = true
      default: break
      }
    }
    let isDoubtful = !Self.isLikelyWindows1252(line)
    if first == nil || isDoubtful && doubtfulLines == 0 { first = (number, Array(line)) }
    if isDoubtful { doubtfulLines += 1 }
  }

  /// Whether a good part of the lines is valid UTF-8, which hardly ever happens by chance.
  var isMixed: Bool { validLines * 20 >= lines.count }

  /// Whether Windows-1252 makes likely words of most lines.
  var isLikelyWindows1252: Bool {
    doubtfulLines * 5 < lines.count && (!hasIcelandic || hasVowels)
  }

  /// The first cell that is not ASCII, in Windows-1252.
  var sample: String? {
    first.map { String(decoding: Windows1252.utf8(Self.piece($0.bytes)), as: UTF8.self) }
  }

  /// Whether the bytes make words in Windows-1252 such as the languages of Western Europe have.
  ///
  /// In files of other encodings, symbols stand inside of words or beside letters, capitals after
  /// small letters, letters where no Western language has them, and words consist of accented
  /// letters only.
  static func isLikelyWindows1252(_ bytes: some Sequence<UInt8>) -> Bool {
    let scalars = bytes.map(Windows1252.scalar)
    var word: (letters: Int, accented: Int) = (0, 0)
    var run = 0
    for (index, scalar) in scalars.enumerated() {
      let isLetter = scalar.properties.isAlphabetic
      if !isLetter {
        if word.letters > 1, word.letters == word.accented { return false }
        (word, run) = ((0, 0), 0)
      }
      guard !scalar.isASCII else {
        run = 0
        if isLetter { word.letters += 1 }
        continue
      }
      if (0x80..<0xA0).contains(scalar.value) { return false }
      let previous = index > 0 ? scalars[index - 1] : " "
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      if isLetter {
        word = (word.letters + 1, word.accented + 1)
        run += 1
        if run > 3 || isMisplacedCapital(scalar, previous, next) { return false }
        if WesternSpelling.isUnlikely(scalar, previous, next) { return false }
      } else if isMisplacedSymbol(scalar, previous, next) {
        return false
      }
    }
    return word.letters < 2 || word.letters > word.accented
  }

  private static func isMisplacedCapital(
    _ scalar: Unicode.Scalar,
    _ previous: Unicode.Scalar,
    _ next: Unicode.Scalar
  ) -> Bool {
    scalar.properties.isUppercase && previous.properties.isAlphabetic
      && (previous.properties.isLowercase || next.properties.isLowercase)
  }

  private static func isMisplacedSymbol(
    _ scalar: Unicode.Scalar,
    _ previous: Unicode.Scalar,
    _ next: Unicode.Scalar
  ) -> Bool {
    let (before, after) = (previous.properties.isAlphabetic, next.properties.isAlphabetic)
    switch scalar {
    case "\u{2019}", "\u{2018}", "\u{B4}", "\u{B7}", "\u{2013}", "\u{2014}", "\u{A0}",
      "\u{2026}", "\u{AE}", "\u{2122}", "\u{A9}", "\u{B0}":
      return false
    // Soft hyphens part a word.
    case "\u{AD}": return !before || !after
    case "\u{A3}": return after
    case "\u{BF}": return before
    // No word begins or ends with these: they are halves of characters.
    case "\u{B1}", "\u{B9}", "\u{B2}", "\u{B3}", "\u{BC}", "\u{BD}", "\u{BE}", "\u{A5}", "\u{A4}",
      "\u{A6}", "\u{A8}", "\u{AC}", "\u{AF}", "\u{B6}", "\u{B8}", "\u{A2}", "\u{F7}":
      return isLetterOrHalf(previous) || isLetterOrHalf(next)
    default: return before && after
    }
  }

  /// Whether a symbol that stands beside that is hardly one.
  private static func isLetterOrHalf(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || !scalar.isASCII && scalar != "\u{A0}"
  }

  // MARK: Other readings

  /// How encodings that make likely words of the first line read it, for a hint.
  var readings: [(encoding: String, text: String)] {
    guard let piece = first.map({ Self.piece($0.bytes) }) else { return [] }
    return Self.candidates.compactMap { name in
      guard let bytes = Charset(name)?.utf8(piece) else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      return Self.isLikely(text) ? (name, text) : nil
    }
  }

  /// The cell around the first byte that is not ASCII.
  private static func piece(_ line: [UInt8]) -> ArraySlice<UInt8> {
    let ends = Set(",;\t|\"".utf8)
    guard let high = line.firstIndex(where: { $0 >= 0x80 }) else { return line[...] }
    let start = line[..<high].lastIndex(where: ends.contains).map { $0 + 1 } ?? 0
    // Bytes of ASCII may be halves of characters, delimiters' hardly are.
    let end = line[high...].firstIndex(where: ends.contains) ?? line.endIndex
    return line[start..<end].prefix(60)
  }

  /// Those that files of contacts have, the most frequent first.
  private static let candidates = [
    "shift_jis", "euc-kr", "gb18030", "big5", "windows-1251", "koi8-r", "windows-1250",
    "windows-1254", "windows-1257", "windows-1253", "windows-1255", "windows-1256", "macintosh",
  ]

  /// Letters of one script only, no capital after a small letter.
  private static func isLikely(_ text: String) -> Bool {
    var scripts: Set<UInt32> = []
    var previous: Unicode.Scalar = " "
    let hasASCII = text.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
    let accented = text.unicodeScalars.count { !$0.isASCII }
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      guard !scalar.isASCII else { continue }
      guard scalar.properties.isAlphabetic, let script = script(scalar) else { return false }
      if scalar.properties.isUppercase, previous.properties.isLowercase { return false }
      let isLatin = script == 1
      if isLatin ? !hasASCII && accented > 1 : hasASCII { return false }
      scripts.insert(script)
    }
    return scripts.count == 1
  }

  /// A number for each script that the candidates have; `nil` for rare signs.
  private static func script(_ scalar: Unicode.Scalar) -> UInt32? {
    switch scalar.value {
    case 0xC0...0x24F: 1
    case 0x386...0x3CE: 2
    case 0x400...0x45F: 3
    case 0x5D0...0x5EA: 4
    case 0x620...0x6D3: 5
    case 0x3040...0x30FF, 0x4E00...0x9FFF: 6
    case 0xAC00...0xD7A3: 7
    default: nil
    }
  }
}
