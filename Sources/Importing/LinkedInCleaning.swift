import Model

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
    guard let url = LinkedInURL(text) ?? bareProfile(text) else {
      return isAtLinkedIn(text) ? .other : nil
    }
    switch url.page {
    case .profile, .numberedProfile: return .profile(url.canonical)
    case .lead: return .salesNavigator(url.canonical)
    case .company: return .company(url.canonical)
    case .other: return .other
    }
  }

  /// `in/janesmith`, as some exports have it.
  private static func bareProfile(_ text: String) -> LinkedInURL? {
    let parts = text.split(separator: "/")
    guard parts.count == 2, parts[0] == "in", !parts[1].contains(".") else { return nil }
    return LinkedInURL("linkedin.com/in/\(parts[1])")
  }

  /// Whether that would be a URL of LinkedIn's, but for characters that no URL has.
  private static func isAtLinkedIn(_ text: String) -> Bool {
    let host = NormalizedIdentifier.host(text)
    return host == "linkedin.com" || host.hasSuffix(".linkedin.com")
  }
}
