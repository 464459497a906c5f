import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// Checks the contact in `draft` as a whole, and adds it to the result.
  mutating func finish(_ key: YAMLValue, isMerged: Bool) {
    takeKeyAsEmail(key)
    reportCompanyFields()
    if draft.values.union(draft.broken).intersection(.identifiers).isEmpty {
      reportNoIdentifier(key.event)
    }
    if draft.values.contains(.additionalEmails) { reportDoubledEmails(key.entry) }
    let inheritsLinks =
      !draft.company.isGiven
      && draft.values.union(draft.broken).intersection(.companyLinks).isEmpty
    let link: ContactEncoder.Link?
    if draft.namesCompany {
      link = self.link(key.entry, draft.company.slot.value)
    } else if inheritsLinks, let company = defaults?.company {
      link = defaultLink(company.name, company.span)
    } else {
      link = nil
    }
    let index = result.contacts.count + contacts.count
    if isMerged { result.mergedContacts.insert(index) }
    addIdentities(key.entry, index)
    encoder.add(
      key,
      draft,
      defaults: defaults,
      link: link,
      inheritsLinks: inheritsLinks,
      to: contacts
    )
  }

  private mutating func reportNoIdentifier(_ key: YAMLEvent) {
    report(
      .error,
      .noIdentifier,
      "`\(ResourceType.contact).\(key.string)` has no identifier, by which the API would find it.",
      Span(key),
      hint: "Add `email`, `linkedinUrl` or `linkedinUrlSalesNav`"
        + (key.string.contains("@") ? "; `email: null` takes the key's away." : ".")
    )
  }

  private mutating func takeKeyAsEmail(_ key: YAMLValue) {
    guard !draft.given.contains(.email) else { return }
    let text = key.entry.text(key.index)
    guard text.contains(UInt8(ascii: "@")) else { return }
    draft.begin(.email, key: key.index, value: key.index, isMerged: false)
    draft.set(.email)
    for problem in ValueCheck.problems(of: .email, text, isBlock: false) {
      report(problem, Span(key.event))
    }
  }

  /// Settles which company fields of `draft` count, and says where they disagree.
  mutating func reportCompanyFields() {
    let links = draft.values.intersection(.companyLinks)
    guard !links.isEmpty, let entry = draft.entry else { return }
    if draft.namesCompany {
      for link in links {
        let isLinkMerged = draft.merged.contains(link)
        if isLinkMerged == draft.company.isMerged {
          report(
            .error,
            .companyConflict,
            "`\(link.name)` stands beside `company`, which stands for a company already.",
            Span(entry[draft.slot(link).key]),
            hint: "Keep one of the two.",
            related: [
              .init(
                message: "`company` is here",
                place: Place(file: file, span: Span(entry[draft.company.slot.key]))
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
      report(
        .warning,
        .severalCompanyFields,
        "`\(link.name)` is ignored by the API, as `\(first.name)` is given too.",
        Span(entry[draft.slot(link).key]),
        hint: "Keep `\(first.name)` only, unless `\(link.name)` is there for the record."
      )
    }
  }

  /// The company that the contact names.
  private mutating func link(_ entry: YAMLEntry, _ value: Int) -> ContactEncoder.Link? {
    let name = entry.text(value).string
    guard let company = company(name) else {
      if isFinal, !shared.isIncomplete { reportUnknownCompany(name, Span(entry[value])) }
      return nil
    }
    return ContactEncoder.Link(
      name: name,
      field: company.field,
      value: company.value,
      position: SourcePosition(entry.start(value), file: file)
    )
  }

  /// The company that the file's defaults name.
  private mutating func defaultLink(_ name: String, _ span: Span) -> ContactEncoder.Link? {
    guard let company = company(name) else {
      if isFinal, !shared.isIncomplete, !hasReportedDefaultCompany {
        hasReportedDefaultCompany = true
        let key = contactKey
        contactKey = nil
        reportUnknownCompany(name, span)
        contactKey = key
      }
      return nil
    }
    if draft.nulls.contains(company.field) { return nil }
    return ContactEncoder.Link(
      name: name,
      field: company.field,
      value: company.value,
      position: SourcePosition(span.start, file: file)
    )
  }

  /// `nil` for one that is not declared, or not yet.
  private mutating func company(_ name: String) -> SharedDeclarations.Company? {
    if let company = shared.companies[name] { return company }
    if !isFinal { result.missingCompanies.insert(name) }
    return nil
  }

  private mutating func reportUnknownCompany(_ name: String, _ span: Span) {
    if name.allSatisfy(\.isWhitespace) { return report(ValueCheck.blank("company"), span) }
    report(
      .error,
      .unknownCompany,
      "The company \(quoted(name)) is not declared under `companies`.",
      span,
      hint: shared.companyLike(name).map { "Did you mean `\($0)`?" }
        ?? (name.contains(".")
          ? "Write `companyDomain` for a domain."
          : "Declare it: `companies: {\(name.prefix(40)): {domain: acme.example}}`.")
    )
  }

  private mutating func reportDoubledEmails(_ entry: YAMLEntry) {
    var seen: Set<String> = []
    if draft.values.contains(.email) {
      seen.insert(
        NormalizedIdentifier.email(entry[draft.slot(.email).value].string)
      )
    }
    for email in draft.emails where !seen.insert(NormalizedIdentifier.email(email.text)).inserted {
      report(
        .warning,
        .doubledEmail,
        "\(quoted(email.text)) is given twice.",
        email.span,
        hint: "Remove it from `additionalEmails`."
      )
    }
  }

  private mutating func addIdentities(_ entry: YAMLEntry, _ index: Int) {
    for field in draft.values.intersection(.identifiers) {
      result.identities.add(field, entry.text(draft.slot(field).value), contact: index)
    }
    for email in draft.emails { result.identities.add(email, contact: index) }
  }
}
