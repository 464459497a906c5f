import Foundation

/// A LinkedIn URL, and whose page it names.
///
/// This is the only code that reads such URLs; manifest, importer, planner and the check of answers
/// use it. Whatever follows the name of a page (a language such as `/fr`, an overlay, a tab), the
/// query, the fragment, and the country in the host say nothing about whose page it is.
package struct LinkedInURL: Hashable, Sendable {
  package enum Page: Hashable, Sendable {
    /// `/in/NAME`, or `/pub/NAME`, the older way to write it.
    case profile(name: String)
    /// `/pub/NAME/1/2a/3b4`; only all parts together name the person.
    case numberedProfile(path: String)
    /// `/sales/lead/ID,SEARCH,TOKEN` or `/sales/people/…`: the id alone names the person.
    case lead(id: String)
    /// `/company/NAME`, `/school/NAME`, `/showcase/NAME` or `/organization/NAME`.
    case company(kind: String, name: String)
    /// Neither a person's nor a company's page: the path, with the query.
    case other(String)
  }

  /// The page; names and ids are decoded as far as possible, in Unicode's form NFC,
  /// in their own case.
  package let page: Page
  package let hasScheme: Bool
  /// Whether the path begins with a part that only LinkedIn's apps and mails use, as `mwlite`.
  package let isAppLink: Bool

  /// Fails for what is not a LinkedIn URL, and for a text with an invisible character.
  package init?(_ text: String) {
    guard !text.unicodeScalars.contains(where: Self.isForbidden) else { return nil }
    let (scheme, rest) = Self.withoutScheme(text)
    let authority = rest.prefix { !Self.endsAuthority.contains($0) }
    guard Self.isLinkedIn(authority) else { return nil }
    hasScheme = scheme
    let path = rest.dropFirst(authority.count).prefix { $0 != 0x3F && $0 != 0x23 }
    var parts = path.split(separator: 0x2F).map { Self.decoded(Array($0)) }
    let whole = parts.count
    while let first = parts.first, Self.appFolders.contains(first.lowercased()) {
      parts.removeFirst()
    }
    isAppLink = parts.count < whole
    let query = rest.dropFirst(authority.count + path.count).prefix { $0 != 0x23 }
    page =
      Self.page(parts)
      ?? .other(parts.joined(separator: "/") + String(decoding: query, as: UTF8.self))
  }

  private static func page(_ parts: [String]) -> Page? {
    guard let folder = parts.first?.lowercased(), parts.count >= 2 else { return nil }
    switch folder {
    case "in": return .profile(name: parts[1])
    case "pub": return oldProfile(Array(parts.dropFirst()))
    case "company", "school", "showcase", "organization":
      return .company(kind: folder, name: parts[1])
    case "sales":
      guard parts.count >= 3, salesFolders.contains(parts[1].lowercased()),
        let id = parts[2].split(separator: ",", omittingEmptySubsequences: false).first, !id.isEmpty
      else { return nil }
      return .lead(id: String(id))
    default: return nil
    }
  }

  /// Reads a name alone, or a name with three hexadecimal numbers; a language may follow either.
  private static func oldProfile(_ parts: [String]) -> Page? {
    // This is the search for people by name.
    guard parts[0].lowercased() != "dir" else { return nil }
    guard parts.count > 2 || parts.count == 2 && !isLanguage(parts[1]) else {
      return .profile(name: parts[0])
    }
    var parts = parts.prefix(4)
    if parts.count < 4, let last = parts.last, isLanguage(last) { parts.removeLast() }
    return .numberedProfile(path: parts.joined(separator: "/"))
  }

  private static func isLanguage(_ part: String) -> Bool {
    let tags = part.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    return zip(tags, [2...2, 2...4]).allSatisfy { tag, lengths in
      lengths.contains(tag.utf8.count) && tag.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
    } && tags.count <= 2
  }

  private static let appFolders: Set = ["mwlite", "comm", "m"]
  private static let salesFolders: Set = ["lead", "people", "profile"]

  // MARK: Forms

  /// The form in which two URLs of one page are equal, such as `linkedin.com/in/janesmith`.
  ///
  /// LinkedIn ignores the case of names, but not that of a lead's id.
  package var normalized: String {
    switch page {
    case .profile(let name): "linkedin.com/in/" + Self.folded(name)
    case .numberedProfile(let path): "linkedin.com/pub/" + Self.folded(path)
    case .lead(let id): "linkedin.com/sales/lead/" + id
    case .company(let kind, let name): "linkedin.com/\(kind)/" + Self.folded(name)
    case .other(let rest): "linkedin.com/" + rest
    }
  }

  /// The URL as LinkedIn shows it, such as `https://www.linkedin.com/in/jos%C3%A9`.
  package var canonical: String {
    let path =
      switch page {
      case .profile(let name): "in/" + name
      case .numberedProfile(let path): "pub/" + path
      case .lead(let id): "sales/lead/" + id
      case .company(let kind, let name): "\(kind)/" + name
      case .other(let rest): rest
      }
    return "https://www.linkedin.com/" + Self.encoded(path)
  }

  private static func folded(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
    // The capital of a final sigma is that of any other.
    return name.lowercased().replacing("ς", with: "σ").precomposedStringWithCanonicalMapping
  }

  // MARK: Bytes

  private static let endsAuthority: Set<UInt8> = [0x2F, 0x3F, 0x23]

  private static func withoutScheme(_ text: String) -> (Bool, Substring.UTF8View) {
    for scheme in ["https://", "http://", "//"]
    where text.utf8.prefix(scheme.utf8.count).elementsEqual(
      scheme.utf8,
      by: { $0 | 0x20 == $1 | 0x20 }
    ) {
      return (scheme != "//", text.utf8.dropFirst(scheme.utf8.count))
    }
    return (false, text.utf8[...])
  }

  /// Whether this is a LinkedIn host, without a user before it or a port after it.
  private static func isLinkedIn(_ authority: Substring.UTF8View) -> Bool {
    var labels = String(decoding: authority, as: UTF8.self).lowercased()
      .split(separator: ".", omittingEmptySubsequences: false)
    if labels.last == "" { labels.removeLast() }
    return labels.suffix(2) == ["linkedin", "com"]
      && labels.allSatisfy { label in
        !label.isEmpty && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2D }
      }
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar.value == 0x7F
      || !scalar.isASCII
        && (scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint)
  }

  /// Decodes each `%XX`, unless a URL would then read differently or the bytes are not UTF-8.
  private static func decoded(_ part: [UInt8]) -> String {
    guard part.contains(where: { $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return String(decoding: part, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    // The same in ASCII, for what is no text.
    var escaped: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      let isSign = byte == UInt8(ascii: "%")
      let code = isSign && rest.count >= 2 ? hexadecimal(rest.prefix(2)) : nil
      if code != nil { rest = rest.dropFirst(2) }
      let value = code ?? byte
      let isKept = code.map(isPlain) ?? !isSign
      let written = value < 0x80 && isKept ? [value] : escape(value)
      bytes += value < 0x80 ? written : [value]
      escaped += written
    }
    guard let text = String(validating: bytes, as: UTF8.self)?.precomposedStringWithCanonicalMapping
    else { return String(decoding: escaped, as: UTF8.self) }
    guard text.unicodeScalars.contains(where: isForbidden) else { return text }
    return text.unicodeScalars.map { scalar in
      isForbidden(scalar) ? encoded(String(scalar)) : String(scalar)
    }.joined()
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
    digits.contains(UInt8(ascii: "+"))
      ? nil : UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = String(byte, radix: 16, uppercase: true)
    return Array("%\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8)
  }

  /// Percent-encodes what is not ASCII, such as `é` as `%C3%A9`; what is encoded already stays.
  private static func encoded(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 >= 0x80 }) else { return path }
    let bytes = path.utf8.flatMap { $0 < 0x80 ? [$0] : escape($0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a part of a path may hold that byte unencoded.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.~!$&'()*+,;=:@".utf8.contains(byte)
    }
  }
}
