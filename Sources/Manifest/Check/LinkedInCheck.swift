import Diagnostics
import Model
import YAMLEvents

/// Checks LinkedIn URLs: that they are one, and of the kind that the field holds.
enum LinkedInCheck {
  enum Kind {
    case profile
    case salesNavigator
    case company
  }

  static func problem(_ value: String, _ expected: Kind) -> ValueProblem? {
    guard let url = LinkedInURL(value) else {
      return ValueProblem(
        .error,
        .malformedLinkedIn,
        "\(quoted(value)) is not a URL of LinkedIn's.",
        hint: UnseenCharacter.first(in: value).map { "Remove \($0.name) from it." }
          ?? "Write \(example(expected))."
      )
    }
    guard let kind = kind(url.page) else {
      return ValueProblem(
        .error,
        .malformedLinkedIn,
        "\(quoted(value)) is not the URL of \(noun(expected)).",
        hint: "Write \(example(expected))."
      )
    }
    guard kind == expected else {
      return ValueProblem(
        .error,
        .otherLinkedIn,
        "\(quoted(value)) is the URL of \(noun(kind)), not of \(noun(expected)).",
        hint: "Move it to `\(field(kind))`, or write \(example(expected))."
      )
    }
    guard !url.isAppLink else {
      return ValueProblem(
        .error,
        .malformedLinkedIn,
        "\(quoted(value)) is a link of LinkedIn's apps, not of its site.",
        hint: "Write `\(url.canonical)`."
      )
    }
    guard !url.hasScheme else { return nil }
    return ValueProblem(
      .warning,
      .schemelessLinkedIn,
      "\(quoted(value)) lacks its beginning.",
      hint: "Write `https://\(value)`."
    )
  }

  /// The form that LinkedIn itself shows, which needs no closer look.
  static func isUsual(_ text: YAMLBytes, _ expected: Kind) -> Bool {
    let start: StaticString =
      switch expected {
      case .profile: "https://www.linkedin.com/in/"
      case .salesNavigator: "https://www.linkedin.com/sales/lead/"
      case .company: "https://www.linkedin.com/company/"
      }
    guard text.count > start.utf8CodeUnitCount, text.begins(with: start) else { return false }
    for byte in text.rest(from: start.utf8CodeUnitCount) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        continue
      default: return false
      }
    }
    return true
  }

  /// `nil` for a page that is neither a person's nor a company's.
  private static func kind(_ page: LinkedInURL.Page) -> Kind? {
    switch page {
    case .profile, .numberedProfile: .profile
    case .lead: .salesNavigator
    case .company: .company
    case .other: nil
    }
  }

  private static func noun(_ kind: Kind) -> String {
    switch kind {
    case .profile: "a person's profile"
    case .salesNavigator: "a person in Sales Navigator"
    case .company: "a company's page"
    }
  }

  private static func field(_ kind: Kind) -> String {
    switch kind {
    case .profile: "linkedinUrl"
    case .salesNavigator: "linkedinUrlSalesNav"
    case .company: "companyLinkedinUrl"
    }
  }

  private static func example(_ kind: Kind) -> String {
    switch kind {
    case .profile: "`https://www.linkedin.com/in/NAME`"
    case .salesNavigator: "`https://www.linkedin.com/sales/lead/ID`"
    case .company: "`https://www.linkedin.com/company/NAME`"
    }
  }
}
