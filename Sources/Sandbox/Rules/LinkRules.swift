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
      case .company: [["company"], ["school"], ["showcase"]]
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
    let rest =
      switch page {
      // In a path such as `jane-smith/1/2a/3b4`, all parts together name the person.
      case .profile where folder == ["pub"]: name.prefix(4).map { encoded($0, ignoresCase: true) }
      case .salesNavigatorProfile: [lead(name[name.startIndex])]
      default: [encoded(name[name.startIndex], ignoresCase: page != .salesNavigatorCompany)]
      }
    let folders = page == .salesNavigatorProfile ? ["sales", "lead"] : folder.map(String.init)
    return "https://www.linkedin.com/" + (folders + rest).joined(separator: "/")
  }

  /// The id in `ID,SEARCH,TOKEN`.
  private static func lead(_ part: Substring) -> String {
    let text = encoded(part)
    return text.split(separator: ",").first.map(String.init) ?? text
  }

  /// The part, decoded and encoded again, so that there is only one spelling.
  private static func encoded(_ part: Substring, ignoresCase: Bool = false) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 >= 0x80 }) else {
      return String(part)
    }
    var text = part.removingPercentEncoding ?? String(part)
    if ignoresCase, text.utf8.contains(where: { $0 >= 0x80 }) { text = text.lowercased() }
    return text.precomposedStringWithCanonicalMapping
      .addingPercentEncoding(withAllowedCharacters: plain) ?? String(part)
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
