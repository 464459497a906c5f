import Diagnostics

/// Checks LinkedIn URLs: that they are one, and of the kind that the field holds.
enum LinkedInCheck {
  enum Kind {
    case profile
    case salesNavigator
    case company
  }

  static func problems(
    _ name: String,
    _ text: UnsafeRawBufferPointer,
    _ expected: Kind
  ) -> [ValueProblem] {
    if isUsual(text, expected) { return [] }
    let value = String(decoding: text, as: UTF8.self)
    guard let url = LinkedInURL(value) else {
      return [
        ValueProblem(
          .error,
          .malformedLinkedIn,
          "\(quoted(value)) is not a URL of LinkedIn's.",
          hint: UnseenCharacter.first(in: value).map { "Remove \($0.name) from it." }
            ?? "Write \(example(expected))."
        )
      ]
    }
    guard let kind = url.kind else {
      return [
        ValueProblem(
          .error,
          .malformedLinkedIn,
          "\(quoted(value)) is not the URL of \(noun(expected)).",
          hint: "Write \(example(expected))."
        )
      ]
    }
    guard kind == expected else {
      return [
        ValueProblem(
          .error,
          .otherLinkedIn,
          "\(quoted(value)) is the URL of \(noun(kind)), not of \(noun(expected)).",
          hint: "Move it to `\(field(kind))`, or write \(example(expected))."
        )
      ]
    }
    guard !url.hasScheme else { return [] }
    return [
      ValueProblem(
        .warning,
        .schemelessLinkedIn,
        "\(quoted(value)) lacks its beginning.",
        hint: "Write `https://\(value)`."
      )
    ]
  }

  /// The form that LinkedIn itself shows, which needs no closer look.
  static func isUsual(_ text: UnsafeRawBufferPointer, _ expected: Kind) -> Bool {
    let start: StaticString =
      switch expected {
      case .profile: "https://www.linkedin.com/in/"
      case .salesNavigator: "https://www.linkedin.com/sales/lead/"
      case .company: "https://www.linkedin.com/company/"
      }
    guard text.count > start.utf8CodeUnitCount, text.begins(with: start) else { return false }
    return text[start.utf8CodeUnitCount...].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
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

/// The parts of a LinkedIn URL that tell what it is of.
struct LinkedInURL {
  let hasScheme: Bool
  /// `nil` for a page that is neither a person's nor a company's.
  let kind: LinkedInCheck.Kind?

  /// `nil` for what is no URL of LinkedIn's.
  init?(_ text: String) {
    let isForbidden = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
    guard !text.unicodeScalars.contains(where: isForbidden) else { return nil }
    let lower = text.lowercased()
    let scheme = ["https://", "http://"].first { lower.hasPrefix($0) }
    hasScheme = scheme != nil
    let path = lower.dropFirst(scheme?.count ?? 0).prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard let host = parts.first, host == "linkedin.com" || host.hasSuffix(".linkedin.com"),
      // No user name, no port, and no slash too many before it.
      path.hasPrefix(host), Array(host.utf8).withUnsafeBytes({ DomainCheck.fault($0) == nil })
    else { return nil }
    switch (parts.dropFirst().first, parts.count) {
    case ("in", 3...), ("pub", 3...): kind = .profile
    case ("company", 3...), ("school", 3...), ("showcase", 3...), ("organization", 3...):
      kind = .company
    case ("sales", 4...): kind = ["lead", "people"].contains(parts[2]) ? .salesNavigator : nil
    default: kind = nil
    }
  }
}
