import Diagnostics
import Model
import YAMLEvents

/// Completes drafts of contacts: the email that a key stands for, the company that a name leads to,
/// what the file's defaults add.
final class ContactResolver {
  private let reports: FileReports
  private let references: FileReferences
  private let draft: ContactDraft
  private let encoder: ContactEncoder
  private let contacts = DesiredContactsBuilder()
  private var identities = IdentityTable()
  private var mergedContacts: Set<Int> = []
  /// The file's, once they are known.
  var defaults: FileDefaults?
  private var hasReportedDefaultCompany = false

  init(_ draft: ContactDraft, _ references: FileReferences, _ reports: FileReports) {
    (self.draft, self.references, self.reports) = (draft, references, reports)
    encoder = ContactEncoder(file: reports.file)
  }

  /// How many contacts there are so far.
  var count: Int { contacts.count }

  /// The contacts so far, with what is to be known of them and of their file.
  var result: FileResult {
    var result = FileResult()
    result.contacts = contacts.contacts
    result.mergedContacts = mergedContacts
    result.identities = identities
    result.problems = reports.problems
    result.doubtfulKeys = reports.doubtfulKeys
    result.missingCompanies = references.missingCompanies
    result.missingFields = references.missingFields
    return result
  }

  /// Resolves the contact in the draft, checks it as a whole, and adds it to the result.
  func resolve(_ key: YAMLValue, isMerged: Bool) {
    takeKeyAsEmail(key)
    settleCompany(of: draft)
    let given = draft.values.union(draft.broken)
    if given.intersection(.identifiers).isEmpty { reportNoIdentifier(key.event) }
    if draft.values.contains(.additionalEmails) { reportDoubledEmails(key.entry) }
    let inheritsLinks = !draft.company.isGiven && given.intersection(.companyLinks).isEmpty
    let link: ContactEncoder.Link?
    if draft.namesCompany {
      link = ownLink(key.entry, draft.company.slot.value)
    } else if inheritsLinks, let company = defaults?.company {
      link = defaultLink(company.name, company.span)
    } else {
      link = nil
    }
    if isMerged { mergedContacts.insert(contacts.count) }
    for field in draft.values.intersection(.identifiers) {
      let value = key.entry.text(draft.slot(field).value)
      identities.add(field, value, contact: contacts.count)
    }
    for email in draft.emails { identities.add(email, contact: contacts.count) }
    encoder.add(
      key,
      draft,
      defaults: defaults?.draft,
      link: link,
      inheritsLinks: inheritsLinks,
      to: contacts
    )
  }

  // MARK: Identifiers

  private func takeKeyAsEmail(_ key: YAMLValue) {
    guard !draft.given.contains(.email) else { return }
    let text = key.entry.text(key.index)
    guard text.contains(UInt8(ascii: "@")) else { return }
    draft.begin(.email, key: key.index, value: key.index, isMerged: false)
    draft.set(.email)
    for problem in ValueCheck.problems(of: .email, text, isBlock: false) {
      reports.report(problem, Span(key.event))
    }
  }

  private func reportNoIdentifier(_ key: YAMLEvent) {
    reports.report(
      .error,
      .noIdentifier,
      "`\(ResourceType.contact).\(key.string)` has no identifier, by which the API would find it.",
      Span(key),
      hint: "Add `email`, `linkedinUrl` or `linkedinUrlSalesNav`"
        + (key.string.contains("@") ? "; `email: null` takes the key's away." : ".")
    )
  }

  private func reportDoubledEmails(_ entry: YAMLEntry) {
    var seen: Set<String> = []
    if draft.values.contains(.email) {
      seen.insert(NormalizedIdentifier.email(entry[draft.slot(.email).value].string))
    }
    for email in draft.emails where !seen.insert(NormalizedIdentifier.email(email.text)).inserted {
      reports.report(
        .warning,
        .doubledEmail,
        "\(quoted(email.text)) is given twice.",
        email.span,
        hint: "Remove it from `additionalEmails`."
      )
    }
  }

  // MARK: Companies

  /// Settles which company fields of the draft count, and reports where they disagree.
  func settleCompany(of draft: ContactDraft) {
    let links = draft.values.intersection(.companyLinks)
    guard !links.isEmpty, let entry = draft.entry else { return }
    if draft.namesCompany {
      for link in links {
        let isLinkMerged = draft.merged.contains(link)
        if isLinkMerged == draft.company.isMerged {
          reports.report(
            .error,
            .companyConflict,
            "`\(link.name)` stands beside `company`, which stands for a company already.",
            Span(entry[draft.slot(link).key]),
            hint: "Keep one of the two.",
            related: [
              .init(
                message: "`company` is here",
                place: reports.place(Span(entry[draft.company.slot.key]))
              )
            ]
          )
        } else if isLinkMerged {
          draft.drop(link)
        } else {
          draft.namesCompany = false
        }
      }
      return
    }
    guard links.count > 1, let first = links.first(where: { _ in true }) else { return }
    for link in links.dropFirst() where !draft.merged.contains(link) {
      reports.report(
        .warning,
        .severalCompanyFields,
        "`\(link.name)` is ignored by the API, as `\(first.name)` is given too.",
        Span(entry[draft.slot(link).key]),
        hint: "Keep `\(first.name)` only, unless `\(link.name)` is there for the record."
      )
    }
  }

  /// The company that the contact names.
  private func ownLink(_ entry: YAMLEntry, _ value: Int) -> ContactEncoder.Link? {
    let name = entry.text(value).string
    guard let company = references.company(name) else {
      references.reportUnknownCompany(name, Span(entry[value]))
      return nil
    }
    return ContactEncoder.Link(
      company,
      named: name,
      at: SourcePosition(entry.start(value), file: reports.file)
    )
  }

  /// The company that the file's defaults name.
  private func defaultLink(_ name: String, _ span: Span) -> ContactEncoder.Link? {
    guard let company = references.company(name) else {
      if !hasReportedDefaultCompany {
        hasReportedDefaultCompany = true
        // It is not about this contact.
        let key = reports.contactKey
        reports.contactKey = nil
        references.reportUnknownCompany(name, span)
        reports.contactKey = key
      }
      return nil
    }
    if draft.nulls.contains(company.field) { return nil }
    return ContactEncoder.Link(
      company,
      named: name,
      at: SourcePosition(span.start, file: reports.file)
    )
  }
}
