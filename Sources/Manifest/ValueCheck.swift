import Diagnostics
import Model

/// Checks the values of API fields.
enum ValueCheck {
  /// What is wrong with a value of that field; empty when nothing is.
  ///
  /// - Parameters:
  ///   - field: whose kind decides.
  ///   - text: not empty.
  ///   - isBlock: whether it is a block scalar, which ends in a line break as a rule.
  ///   - name: what the messages call it, where that is not the field's name.
  /// - Returns: the problems, the most telling first.
  static func problems(
    of field: ContactField,
    _ text: UnsafeRawBufferPointer,
    isBlock: Bool,
    as name: String? = nil
  ) -> [ValueProblem] {
    if UsualText.isUsual(text, for: field.kind) { return [] }
    let scan = TextScan(text)
    if scan.isUnusual {
      let found = common(
        name ?? field.name,
        text,
        scan,
        allowsBreaks: field.kind == .text,
        isStrict: field.role.contains(.identifier),
        isBlock: isBlock
      )
      if let found { return [found] }
    }
    if isText.contains(field) { return [] }
    return ofKind(field, name ?? field.name, text)
  }

  /// Those that may hold anything.
  private static let isText = FieldSet(ContactField.allCases.filter { $0.kind == .text })

  private static func ofKind(
    _ field: ContactField,
    _ name: String,
    _ text: UnsafeRawBufferPointer
  ) -> [ValueProblem] {
    switch field.kind {
    case .text: return []
    case .email, .emailList: return EmailCheck.problems(name, text)
    case .linkedInProfile: return LinkedInCheck.problems(name, text, .profile)
    case .salesNavigatorProfile: return LinkedInCheck.problems(name, text, .salesNavigator)
    case .linkedInCompany: return LinkedInCheck.problems(name, text, .company)
    case .companyDomain: return CompanyCheck.domainProblems(name, text)
    case .companyID: return CompanyCheck.idProblems(name, text)
    case .owner: return ownerProblems(name, text)
    case .timeZone: return timeZoneProblems(text)
    case .url: return pictureProblems(name, text)
    case .phone:
      guard !text.contains(where: { (0x30...0x39).contains($0) }) else { return [] }
      return [
        ValueProblem(
          .error,
          .phoneWithoutDigits,
          "The \(name) \(quoted(text)) has no digits.",
          hint: "Write a number such as `+33123456789`, or remove the key."
        )
      ]
    }
  }

  /// What is wrong whatever the field's kind: control characters, white space around.
  static func common(
    _ name: String,
    _ text: UnsafeRawBufferPointer,
    _ scan: TextScan,
    allowsBreaks: Bool,
    isStrict: Bool,
    isBlock: Bool
  ) -> ValueProblem? {
    if let control = scan.control {
      let code = String(control.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return ValueProblem(
        .error,
        .controlInValue,
        "The value of `\(name)` holds the control character U+\(digits).",
        hint: "Remove the escape that stands for it."
      )
    }
    let isEndedBlock =
      isBlock && text.last == 0x0A && !(text.first.map { $0 <= 0x20 } ?? false)
      && !text.dropLast().last.map { $0 <= 0x20 }.isTrue
    if scan.hasSpaceAround, !(isEndedBlock && allowsBreaks) {
      let trimmed = quoted(trim(String(decoding: text, as: UTF8.self)))
      return ValueProblem(
        isStrict ? .error : .warning,
        .spaceAround,
        "The value of `\(name)` has white space around it.",
        hint: isBlock
          ? "Write \(trimmed) on one line, or `|-` instead of `|`." : "Write \(trimmed)."
      )
    }
    if scan.hasBreakOrTab, !allowsBreaks {
      return ValueProblem(
        .error,
        .controlInValue,
        "The value of `\(name)` holds a line break or a tab.",
        hint: "Write it on one line."
      )
    }
    return nil
  }

  private static func trim(_ text: String) -> Substring {
    let start = text.drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }

  private static func ownerProblems(
    _ name: String,
    _ text: UnsafeRawBufferPointer
  ) -> [ValueProblem] {
    if text.begins(with: "usr_"), text.count > 4, !text.contains(0x20) { return [] }
    guard text.contains(UInt8(ascii: "@")) else {
      return [
        ValueProblem(
          .error,
          .wrongOwner,
          "The owner \(quoted(text)) is neither a user id nor an email address.",
          hint: "Write the team member's email address or id (`usr_…`); the API ignores others."
        )
      ]
    }
    return EmailCheck.problems(name, text)
  }

  private static func timeZoneProblems(_ text: UnsafeRawBufferPointer) -> [ValueProblem] {
    let name = String(decoding: text, as: UTF8.self)
    guard !TimeZoneNames.contains(name) else { return [] }
    let suggestion = TimeZoneNames.suggestion(for: name)
    return [
      ValueProblem(
        .warning,
        .unknownTimeZone,
        "The time zone \(quoted(name)) is not one of the IANA database.",
        hint: suggestion.map { "Did you mean `\($0)`?" } ?? "Write a name such as `Europe/Paris`."
      )
    ]
  }

  private static func pictureProblems(
    _ name: String,
    _ text: UnsafeRawBufferPointer
  ) -> [ValueProblem] {
    let lower = String(decoding: text.prefix(8), as: UTF8.self).lowercased()
    let scheme = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    let hasHost =
      scheme > 0 && text.count > scheme && text[scheme] != UInt8(ascii: "/")
      && !text.contains(0x20)
    guard !hasHost else { return [] }
    return [
      ValueProblem(
        .error,
        .pictureNotURL,
        "The \(name) \(quoted(text)) is not a web address.",
        hint: "Write a URL that begins with `https://` and has no spaces."
      )
    ]
  }
}

extension Optional<Bool> {
  fileprivate var isTrue: Bool { self == true }
}
