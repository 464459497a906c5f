/// Recognises LinkedIn's URLs and writes them as LinkedIn shows them.
enum LinkedInCleaning {
  enum Page: Hashable {
    case profile(String)
    case salesNavigator(String)
    case company(String)
    /// At LinkedIn, and neither a person's nor a company's.
    case other
  }

  /// What that URL is of; `nil` for what is not at LinkedIn.
  static func page(_ text: String) -> Page? {
    let bare = withoutScheme(text[...]).prefix { $0 != "?" && $0 != "#" }
    let parts = bare.split(separator: "/", omittingEmptySubsequences: true)
    guard let host = parts.first?.lowercased(),
      host == "linkedin.com" || host.hasSuffix(".linkedin.com")
    else { return nil }
    guard parts.count >= 3,
      !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || isInvisible($0) })
    else { return .other }
    let base = "https://www.linkedin.com/"
    let name = encoded(parts[2])
    switch parts[1].lowercased() {
    case "in": return .profile(base + "in/" + name)
    case "pub": return .profile(base + "pub/" + parts[2...].map(encoded).joined(separator: "/"))
    case let kind where ["company", "school", "showcase", "organization"].contains(kind):
      return .company(base + kind + "/" + name)
    case "sales":
      let kind = parts[2].lowercased()
      guard parts.count >= 4, ["lead", "people"].contains(kind),
        // What follows the comma is the search that found the person.
        let id = parts[3].split(separator: ",").first
      else { return .other }
      return .salesNavigator(base + "sales/\(kind)/" + encoded(id))
    default: return .other
    }
  }

  private static func withoutScheme(_ text: Substring) -> Substring {
    for scheme in ["https://", "http://", "//"] where text.lowercased().hasPrefix(scheme) {
      return text.dropFirst(scheme.count)
    }
    return text
  }

  /// With `%C3%A9` for `é`, as a URL has it; what is encoded stays.
  private static func encoded(_ part: Substring) -> String {
    guard part.utf8.contains(where: { !isPlain($0) }) else { return String(part) }
    var result = ""
    for byte in part.utf8 {
      if isPlain(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.~%!$&'()*+;=:@".utf8.contains(byte)
    }
  }
}
