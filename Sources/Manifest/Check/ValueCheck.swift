import Diagnostics
import Model
import YAMLEvents

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
    of field: Field,
    _ text: String,
    isBlock: Bool,
    as name: String? = nil
  ) -> [ValueProblem] {
    let scan = TextScan(text)
    let common = common(
      name ?? field.name,
      text,
      scan,
      allowsBreaks: field.kind == .text,
      isStrict: field.role.contains(.identifier),
      isBlock: isBlock
    )
    if let common { return [common] }
    let found = ofKind(field, name ?? field.name, text)
    if found.isEmpty, let unseen = unseen(name ?? field.name, scan) { return [unseen] }
    return found
  }

  /// The same of a value's bytes, of which no text is made where nothing can be wrong with them.
  static func problems(of field: Field, _ text: YAMLBytes, isBlock: Bool) -> [ValueProblem] {
    UsualText.isUsual(text, for: field.kind)
      ? [] : problems(of: field, text.string, isBlock: isBlock)
  }

  /// What is wrong with the text of a custom field, the most telling.
  static func problem(ofCustom name: String, _ text: String, isBlock: Bool) -> ValueProblem? {
    let (name, scan) = ("custom.\(name)", TextScan(text))
    return common(name, text, scan, allowsBreaks: true, isStrict: false, isBlock: isBlock)
      ?? unseen(name, scan)
  }

  /// Warns of a character in a value that nobody sees.
  private static func unseen(_ name: String, _ scan: TextScan) -> ValueProblem? {
    guard let unseen = scan.unseen else { return nil }
    return ValueProblem(
      .warning,
      .unseenInValue,
      "The value of `\(name)` holds \(unseen.name).",
      hint: unseen.isSpace ? "Write an ordinary space." : "Delete the character."
    )
  }

  private static func ofKind(_ field: Field, _ name: String, _ text: String) -> [ValueProblem] {
    switch field.kind {
    case .email, .emailList: return EmailCheck.problems(name, text)
    case .owner where !isUserID(text) && text.utf8.contains(UInt8(ascii: "@")):
      return EmailCheck.problems(name, text)
    default: return [problem(ofKind: field.kind, name, text)].compactMap { $0 }
    }
  }

  private static func problem(
    ofKind kind: Field.Kind,
    _ name: String,
    _ text: String
  ) -> ValueProblem? {
    switch kind {
    case .text, .email, .emailList: nil
    case .linkedInProfile: LinkedInCheck.problem(text, .profile)
    case .salesNavigatorProfile: LinkedInCheck.problem(text, .salesNavigator)
    case .linkedInCompany: LinkedInCheck.problem(text, .company)
    case .companyDomain: CompanyCheck.domainProblem(text)
    case .companyID: CompanyCheck.idProblem(name, text)
    case .owner: ownerProblem(text)
    case .timeZone: timeZoneProblem(text)
    case .url: URLCheck.problem(name, text)
    case .phone: phoneProblem(name, text)
    }
  }

  /// What is wrong whatever the field's kind: control characters, white space around.
  private static func common(
    _ name: String,
    _ text: String,
    _ scan: TextScan,
    allowsBreaks: Bool,
    isStrict: Bool,
    isBlock: Bool
  ) -> ValueProblem? {
    if let control = scan.control {
      return ValueProblem(
        .error,
        .controlInValue,
        "The value of `\(name)` holds the control character \(control.codePoint).",
        hint: "Remove the escape that stands for it."
      )
    }
    let isEndedBlock =
      isBlock && text.utf8.last == 0x0A
      && ![text.utf8.first, text.utf8.dropLast().last].contains { $0.map { $0 <= 0x20 } ?? false }
    if scan.hasSpaceAround, !(isEndedBlock && allowsBreaks) {
      let bare = UnseenCharacter.look(of: text)
      if bare.isEmpty { return blank(name) }
      let trimmed = quoted(bare)
      return ValueProblem(
        isStrict ? .error : .warning,
        .spaceAround,
        "The value of `\(name)` has white space around it"
          + (scan.unseen.map { ", such as \($0.name)." } ?? "."),
        hint: isBlock
          ? "Write \(trimmed) on one line, or `|-` instead of `|`." : "Write \(trimmed)."
      )
    }
    if scan.unseen != nil, UnseenCharacter.look(of: text).isEmpty {
      return blank(name, "holds only characters that nobody sees")
    }
    if let bare = TypographicQuotes.content(text) {
      return ValueProblem(
        .warning,
        .typographicQuotes,
        "The quotes around the value of `\(name)` are typographic: they belong to the value.",
        hint:
          "Write \(quoted(UnseenCharacter.look(of: bare))), or type `\"`, the straight quote of YAML."
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

  /// Whether the API trims values is not documented: what nobody can see is hardly meant, either
  /// way.
  static func blank(_ name: String, _ what: String = "is white space only") -> ValueProblem {
    ValueProblem(
      .error,
      .emptyValue,
      "The value of `\(name)` \(what), which is as good as empty.",
      hint: "Remove the key to stop managing the field, or write `null` to drop a default; an "
        + "empty value cannot clear it."
    )
  }

  private static func phoneProblem(_ name: String, _ text: String) -> ValueProblem? {
    guard !text.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
    return ValueProblem(
      .error,
      .phoneWithoutDigits,
      "The \(name) \(quoted(text)) has no digits.",
      hint: "Write a number such as `+33123456789`, or remove the key."
    )
  }

  private static func isUserID(_ text: String) -> Bool {
    text.utf8.starts(with: "usr_".utf8) && text.utf8.count > 4 && !text.utf8.contains(0x20)
  }

  /// Of an owner who is not given by an email address.
  private static func ownerProblem(_ text: String) -> ValueProblem? {
    if isUserID(text) { return nil }
    return ValueProblem(
      .error,
      .wrongOwner,
      "The owner \(quoted(text)) is neither a user id nor an email address.",
      hint: "Write the team member's email address or id (`usr_…`); the API ignores others."
    )
  }

  private static func timeZoneProblem(_ name: String) -> ValueProblem? {
    guard !TimeZoneNames.contains(name) else { return nil }
    return ValueProblem(
      .warning,
      .unknownTimeZone,
      "The time zone \(quoted(name)) is not one of the IANA database.",
      hint: TimeZoneNames.suggestion(for: name).map { "Did you mean `\($0)`?" }
        ?? "Write a name such as `Europe/Paris`."
    )
  }
}
