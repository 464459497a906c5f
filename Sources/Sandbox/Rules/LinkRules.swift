import Foundation

/// The forms in which the sandbox stores LinkedIn URLs and company domains.
///
/// The published example turns `https://linkedin.com/in/x` into
/// `https://www.linkedin.com/in/x`. Guess: the same happens to any LinkedIn host, with or
/// without a scheme. Query, fragment and whatever follows the page's name are removed, only the
/// id of a lead stays, and letters beyond ASCII are percent-encoded. A name with such letters is
/// stored in lower case: LinkedIn ignores the case of a name, and the database compares
/// without case in ASCII only.
enum LinkRules {
  enum Page: Equatable {
    case profile
    case salesNavigatorProfile
    case company
    case salesNavigatorCompany

    /// The paths under which pages of this kind stand.
    fileprivate var folders: [[Substring]] {
      switch self {
      case .profile: [["in"], ["pub"]]
      case .salesNavigatorProfile:
        [["sales", "lead"], ["sales", "people"], ["sales", "profile"]]
      case .company: [["company"], ["school"], ["showcase"], ["organization"]]
      case .salesNavigatorCompany: [["sales", "company"], ["sales", "accounts"]]
      }
    }
  }

  /// The URL as it is stored; `nil` when it is not a LinkedIn page of that kind.
  static func linkedIn(_ text: String, _ page: Page) -> String? {
    guard text.utf8.count <= 2048, !text.unicodeScalars.contains(where: isUnfit) else { return nil }
    let bare = withoutScheme(text).prefix { $0 != "?" && $0 != "#" }
    let parts = bare.split(separator: "/", omittingEmptySubsequences: true)
    guard let host = parts.first?.lowercased(), isLinkedIn(host) else { return nil }
    let path = parts.dropFirst()
    let folder = page.folders.first { folder in
      path.count > folder.count
        && zip(path, folder).allSatisfy { $0.lowercased() == $1 }
    }
    guard let folder else { return nil }
    let name = path.dropFirst(folder.count)
    let rest: [String]
    switch page {
    case .profile where folder == ["pub"]: return oldProfile(name).map { start + $0 }
    case .salesNavigatorProfile:
      guard let id = lead(name[name.startIndex]) else { return nil }
      return start + "sales/lead/" + id
    case .salesNavigatorCompany: rest = [encoded(name[name.startIndex], ignoresCase: false)]
    default: rest = [encoded(name[name.startIndex])]
    }
    return start + (folder.map(String.init) + rest).joined(separator: "/")
  }

  private static let start = "https://www.linkedin.com/"

  /// The path of `/pub/NAME`, which is `/in/NAME`, or of `/pub/jane-smith/1/2a/3b4`, of which all
  /// parts together name the person; a language may follow either.
  private static func oldProfile(_ name: ArraySlice<Substring>) -> String? {
    guard let first = name.first, first.lowercased() != "dir" else { return nil }
    var parts = name.prefix(4)
    if (2..<4).contains(parts.count), let last = parts.last, isLanguage(last) {
      parts.removeLast()
    }
    let folder = parts.count == 1 ? "in/" : "pub/"
    return folder + parts.map { encoded($0) }.joined(separator: "/")
  }

  /// Whether that is a tag such as `fr` or `pt-br`.
  private static func isLanguage(_ part: Substring) -> Bool {
    part.wholeMatch(of: /[A-Za-z]{2}([-_][A-Za-z]{2,4})?/) != nil
  }

  /// The id of `ID,SEARCH,TOKEN`, whose case counts.
  private static func lead(_ part: Substring) -> String? {
    let id = encoded(part, ignoresCase: false).prefix { $0 != "," }
    return id.isEmpty ? nil : String(id)
  }

  /// The part, decoded and encoded again, so that there is only one spelling.
  ///
  /// What `%XX` stands for is decoded unless it would be read as something else in a URL.
  private static func encoded(_ part: Substring, ignoresCase: Bool = true) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return String(part)
    }
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let code = PercentEncoding.byte(rest)
      if code != nil { rest = rest.dropFirst(2) }
      let value = code ?? byte
      let isKept = code.map { plain.contains(Unicode.Scalar($0)) } ?? false
      bytes += value >= 0x80 || isKept ? [value] : PercentEncoding.encoded(value)
    }
    var written = bytes
    if var text = String(validating: bytes, as: UTF8.self), bytes.contains(where: { $0 >= 0x80 }) {
      if ignoresCase { text = text.lowercased().replacing("ς", with: "σ") }
      written = Array(text.precomposedStringWithCanonicalMapping.utf8)
    }
    let ascii = written.flatMap { $0 < 0x80 ? [$0] : PercentEncoding.encoded($0) }
    return String(decoding: ascii, as: UTF8.self)
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~!$&'()*+,;=:@"
  )

  /// The host of a domain or URL, in lower case and without `www.`; `nil` when there is none.
  static func domain(_ text: String) -> String? {
    var host = withoutScheme(text).prefix { $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    if host.hasPrefix("www.") { host.removeFirst(4) }
    return EmailRules.isDomain(host[...]) ? EmailRules.ascii(host) : nil
  }

  private static func isLinkedIn(_ host: String) -> Bool {
    host == "linkedin.com" || host.hasSuffix(".linkedin.com")
  }

  private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar.value == 0x7F
  }

  private static func withoutScheme(_ text: String) -> Substring {
    for scheme in ["https://", "http://"]
    where text.prefix(scheme.count).lowercased() == scheme {
      return text.dropFirst(scheme.count)
    }
    return text[...]
  }
}
