package import Model

/// Findings in words that people in sales understand.
///
/// The text is escaped for printing on one line; other formats escape it again.
package enum FindingText {
  /// What the CRM did differently from what was asked, in one or two sentences.
  package static func sentence(for finding: Finding, address: Address) -> String {
    let name = SafeText.inline(address.description)
    let said = finding.note.map { " The service says: \(SafeText.quoted($0))." } ?? ""
    return statement(finding, name) + said
  }

  private static func statement(_ finding: Finding, _ name: String) -> String {
    let expected = finding.expected.map(SafeText.name)
    let actual = finding.actual.map(SafeText.name)
    switch finding.kind {
    case .adopted:
      return "\(name) was in the CRM already, and was taken over\(inside(actual))."
    case .companyNotLinked:
      return
        "The company \(expected ?? "asked for") was not linked to \(name): the CRM does not have it."
    case .companyDiffers:
      guard let actual else {
        return "The CRM says that \(name) is linked to a company, and not to which: it should be "
          + "\(expected ?? "the one asked for")."
      }
      return "\(name) is linked to the company \(actual), not to "
        + "\(expected ?? "the one asked for")."
    case .ownerIgnored:
      let owner = actual.map { "\($0) owns the contact" } ?? "the CRM names no owner"
      return "The owner \(expected ?? "asked for") was ignored for \(name): \(owner)."
    case .fieldNotKept:
      let field = finding.key.map { SafeText.inline($0.description) } ?? "A field"
      let sent = finding.expected.map { " \(SafeText.quoted($0))" } ?? ""
      let held = finding.actual.map { "holds \(SafeText.quoted($0))" } ?? "holds nothing"
      return
        "\(field) of \(name) was sent as\(sent.isEmpty ? " declared" : sent), and the CRM \(held)."
    case .contactDiffers:
      return "The CRM answered for \(name) about another contact\(inside(actual)) than the state "
        + "knows\(inside(expected))."
    case .contactShared:
      return
        "\(name) and \(expected ?? "another address") are one contact in the CRM\(inside(actual)): "
        + "they share an identifier there."
    case .recreated where expected != nil && expected == actual:
      return
        "The CRM says that it made \(name) anew, as the contact that the state knows\(inside(actual))."
    case .recreated:
      return
        "\(name) was gone from the CRM\(inside(expected)), and the update made it anew\(inside(actual))."
    }
  }

  private static func inside(_ id: String?) -> String { id.map { " (\($0))" } ?? "" }

  /// What a plan does about the finding, as a phrase.
  static func planned(_ finding: Finding, _ change: PlannedFinding) -> String {
    let again = change.isSent ? "; trying again" : "; nothing to send"
    let expected = finding.expected.map(SafeText.name)
    let actual = finding.actual.map(SafeText.name)
    let company = change.companyName.map(SafeText.name) ?? expected
    switch finding.kind {
    case .adopted:
      return "the contact was in the CRM already and was taken over at the last apply; now settled"
    case .companyNotLinked:
      return "company \(company ?? "") was not linked at the last apply (the CRM does not have it)"
        + again
    case .companyDiffers:
      return "company \(actual ?? "another") is linked instead of \(company ?? "the one asked for")"
        + again
    case .ownerIgnored:
      return "owner \(expected ?? "") was ignored at the last apply" + again
    case .fieldNotKept:
      let field = finding.key.map { SafeText.inline($0.description) } ?? "a field"
      return "\(field) was not kept by the CRM at the last apply" + again
    case .contactDiffers:
      return "the CRM answered about another contact\(inside(actual)) at the last apply" + again
    case .contactShared:
      return "\(expected ?? "another address") has the same contact in the CRM" + again
    case .recreated where expected != nil && expected == actual:
      return "the CRM said at the last apply that it made the contact anew" + again
    case .recreated:
      return "the contact was gone from the CRM and was made anew at the last apply" + again
    }
  }
}

/// How a plan handles a finding.
struct PlannedFinding {
  /// Whether a request carries the attribute that the finding is about.
  let isSent: Bool
  let companyName: String?
}
