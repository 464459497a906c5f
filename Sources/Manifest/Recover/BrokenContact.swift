import Diagnostics
import Model
import YAMLEvents

/// The lines of a contact that breaks YAML's syntax: without them the rest of its file can be read.
///
/// They are found by how the text is laid out, and only where that leaves no doubt: a contact
/// begins with its key, in the column of all contacts' keys, and its fields stand below, further
/// in. Where there is a doubt, nothing is left out and nothing more is said of the file.
struct BrokenContact: Equatable, Sendable {
  /// In bytes, from the beginning of a line to the beginning of a line.
  let range: Range<Int>
  /// 1-based, of the range and of what comes after it.
  let lines: Range<Int>
  /// Where the error is said to be.
  let errorLine: Int
  /// Whether the contact seemed to have ended before the error, so that what it lacks may stand
  /// behind that.
  let isRead: Bool

  /// - Parameters:
  ///   - text: what cannot be read.
  ///   - contactsLine: of the key `contacts`.
  ///   - contact: where the last contact that was begun has its key, and whether its end was not
  ///     reached.
  ///   - error: where it is said to be.
  init?(
    in text: YAMLText,
    contactsLine: Int,
    contact: (line: Int, isOpen: Bool),
    error: (line: Int, column: Int)
  ) {
    guard text.bytes.count <= Self.largestText, let lines = Self.lines(of: text.bytes),
      contactsLine >= 1, contactsLine < lines.count,
      error.line > contactsLine, lines[contactsLine - 1].isBare(key: "contacts")
    else { return nil }
    let below = lines[contactsLine...]
    guard let indent = below.first(where: \.hasContent)?.indent, (1..<1_000).contains(indent) else {
      return nil
    }
    let last = min(error.line, lines.count)
    let start: Int
    if contact.isOpen, last == contact.line || error.column != indent + 1 {
      start = contact.line
    } else {
      // The contact before it, where the line belongs to that by its indentation.
      let first = max(contact.line, contactsLine)
      let candidates = first + 1..<max(last, first) + 1
      start =
        candidates.last { lines[$0 - 1].hasContent && lines[$0 - 1].indent == indent }
        ?? (contact.line > 0 ? contact.line : last)
    }
    isRead = !contact.isOpen && start == contact.line
    guard start > contactsLine, start <= lines.count else { return nil }
    var end = start + 1
    while end <= lines.count {
      let line = lines[end - 1]
      if line.hasContent, line.indent < indent {
        // What stands further out is the next section, or nothing that can be relied on.
        guard ManifestSection.names.contains(where: { line.isBare(key: $0) }) || line.isOwn else {
          return nil
        }
        break
      }
      if line.indent == indent, Self.beginsContact(lines[(end - 1)...], indent) { break }
      end += 1
    }
    let first = lines[start - 1].start
    range = first..<(end <= lines.count ? lines[end - 1].start : text.bytes.count)
    self.lines = start..<end
    errorLine = error.line
    // An alias of what is left out would be an error that nobody made.
    if text.bytes[range].contains(UInt8(ascii: "&")), text.bytes.contains(UInt8(ascii: "*")) {
      return nil
    }
  }

  /// Of larger ones only what stands before the error is said, as this and each further reading
  /// take time and memory.
  static let largestText = 4 << 20

  /// The text with spaces in these lines' place.
  func removed(from text: YAMLText) -> YAMLText? {
    var bytes = Array(text.bytes)
    for index in range where bytes[index] != UInt8(ascii: "\n") && bytes[index] != 0x0D {
      bytes[index] = UInt8(ascii: " ")
    }
    return try? YAMLText(bytes, file: text.file)
  }

  // MARK: Lines

  /// Whether the first of these lines is a contact's key with its fields below it, in braces, or
  /// none.
  ///
  /// A field's name is none, as it may stand in a contact's place within braces or by mistake.
  private static func beginsContact(_ lines: ArraySlice<Line>, _ indent: Int) -> Bool {
    guard let line = lines.first, let key = line.key, !isField(key) else { return false }
    let value = line.value
    if value.hasPrefix("{"), value.hasSuffix("}") { return true }
    guard value.isEmpty, let next = lines.dropFirst().first(where: \.hasContent) else {
      return false
    }
    return next.indent > indent && next.key.map(isField) == true
  }

  private static func isField(_ key: String) -> Bool {
    ResourceType.contact.field(named: key) != nil
      || ["custom", "company", "protect", "ignore"].contains(key)
  }

  private struct Line {
    let start: Int
    let indent: Int
    private let bytes: Slice<YAMLBytes>
    /// Whether the line is neither blank nor a comment.
    let hasContent: Bool

    /// Of the bytes before a line feed, from `start` on.
    init(_ bytes: Slice<YAMLBytes>) {
      start = bytes.startIndex
      var first = start
      while first < bytes.endIndex, bytes[first] == UInt8(ascii: " ") { first += 1 }
      self.bytes = bytes[first...]
      // A tab leaves open how far in the line stands, and with it whose it is.
      let isOpen = first < bytes.endIndex && bytes[first] == UInt8(ascii: "\t")
      indent = isOpen ? .max : first - start
      while first < bytes.endIndex, bytes[first] <= 0x20 { first += 1 }
      hasContent = first < bytes.endIndex && bytes[first] != UInt8(ascii: "#")
    }

    /// The line without its indentation and without white space at its end.
    private var content: String {
      var text = String(decoding: bytes, as: UTF8.self)
      while let last = text.unicodeScalars.last, last == " " || last == "\r" || last == "\t" {
        text.unicodeScalars.removeLast()
      }
      return text
    }

    /// What stands before the first colon that ends a key, if that is a plain key.
    var key: String? {
      let content = content
      guard hasContent, let colon = Self.colon(of: content),
        content.first.map({ $0.isLetter || $0.isNumber }) == true
      else { return nil }
      let key = content[..<colon]
      return key.contains { "\"'{}[],#&*!|>%`".contains($0) } ? nil : String(key)
    }

    /// What stands after that, without a comment.
    var value: String {
      let content = content
      guard let colon = Self.colon(of: content) else { return "" }
      let rest = content[content.index(after: colon)...].drop { $0 == " " }
      return rest.hasPrefix("#") ? "" : String(rest)
    }

    /// Whether it is a key that people add for themselves.
    var isOwn: Bool { indent == 0 && key?.hasPrefix(ManifestSection.ownPrefix) == true }

    func isBare(key name: String) -> Bool { indent == 0 && key == name && value.isEmpty }

    private static func colon(of content: String) -> String.Index? {
      content.indices.first { index in
        guard content[index] == ":" else { return false }
        let next = content.index(after: index)
        return next == content.endIndex || content[next] == " "
      }
    }
  }

  /// `nil` where lines end otherwise than in LF or CR LF.
  private static func lines(of utf8: YAMLBytes) -> [Line]? {
    var lines: [Line] = []
    var start = 0
    for offset in 0..<utf8.count {
      switch utf8[offset] {
      case 0x0A:
        lines.append(Line(utf8[start..<offset]))
        start = offset + 1
      case 0x0D where offset + 1 == utf8.count || utf8[offset + 1] != 0x0A: return nil
      // U+0085, U+2028 and U+2029.
      case 0xC2 where utf8[offset + 1] == 0x85: return nil
      case 0xE2 where utf8[offset + 1] == 0x80 && utf8[offset + 2] & 0xFE == 0xA8: return nil
      default: break
      }
    }
    lines.append(Line(utf8[start..<utf8.count]))
    return lines
  }
}
