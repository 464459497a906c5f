import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  /// Checks the contact in `draft` as a whole, and adds it to the result.
  mutating func finish(_ address: Address, _ key: Key) {
    takeKeyAsEmail(key)
    reportCompanyFields(keySpan: key.span)
    if draft.values.union(draft.broken).intersection(.identifiers).isEmpty {
      report(
        .error,
        .noIdentifier,
        "`\(address)` has no identifier, by which the API would find it.",
        key.span,
        hint: "Add `email`, `linkedinUrl` or `linkedinUrlSalesNav`"
          + (key.text.contains("@") ? "; `email: null` takes the key's away." : ".")
      )
    }
    reportDoubledEmails()
    let inheritsLinks =
      !draft.company.isGiven
      && draft.values.union(draft.broken).intersection(.companyLinks).isEmpty
    let name = draft.companyName ?? (inheritsLinks ? defaults?.companyName : nil)
    let link = name.flatMap { resolve($0) }
    let index = result.contacts.count + contacts.count
    if key.isMerged { result.mergedContacts.insert(index) }
    addIdentities(index)
    encoder.add(
      address.key,
      at: key.span,
      draft,
      defaults: defaults,
      link: link,
      companyName: link == nil ? nil : name,
      inheritsLinks: inheritsLinks,
      to: contacts
    )
  }

  private mutating func takeKeyAsEmail(_ key: Key) {
    guard !draft.given.contains(.email), key.text.utf8.contains(UInt8(ascii: "@")) else { return }
    draft.begin(.email, key: key.span, value: key.span, isMerged: false)
    var text = key.text
    let problems = text.withUTF8 { utf8 in
      draft.set(.email, UnsafeRawBufferPointer(utf8))
      return ValueCheck.problems(of: .email, UnsafeRawBufferPointer(utf8), isBlock: false)
    }
    for problem in problems { report(problem, key.span) }
  }

  /// Settles which company fields of `draft` count, and says where they disagree.
  mutating func reportCompanyFields(keySpan: Span) {
    let links = draft.values.intersection(.companyLinks)
    guard !links.isEmpty else { return }
    if draft.companyName != nil {
      for link in links {
        let isLinkMerged = draft.merged.contains(link)
        if isLinkMerged == draft.company.isMerged {
          report(
            .error,
            .companyConflict,
            "`\(link.name)` stands beside `company`, which stands for a company already.",
            draft.slot(link).key,
            hint: "Keep one of the two.",
            related: [
              .init(
                message: "`company` is here",
                place: Place(file: file, span: draft.company.slot.key)
              )
            ]
          )
        } else if isLinkMerged {
          draft.drop(link)
        } else {
          draft.companyName = nil
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
        draft.slot(link).key,
        hint: "Keep `\(first.name)` only, unless `\(link.name)` is there for the record."
      )
    }
  }

  private mutating func resolve(_ name: String) -> ContactEncoder.Link? {
    let isDefault = draft.companyName == nil
    let span = isDefault ? defaults?.company.slot.value : draft.company.slot.value
    if let company = shared.companies[name] {
      if isDefault, draft.nulls.contains(company.field) { return nil }
      return ContactEncoder.Link(
        field: company.field,
        value: company.value,
        place: span ?? .none
      )
    }
    guard isFinal else {
      if !result.missingCompanies.contains(name) { result.missingCompanies.insert(name) }
      return nil
    }
    guard !shared.isIncomplete, !(isDefault && hasReportedDefaultCompany) else { return nil }
    if isDefault { hasReportedDefaultCompany = true }
    let contact = address
    if isDefault { address = nil }
    defer { address = contact }
    if name.allSatisfy(\.isWhitespace) {
      report(ValueCheck.blank("company"), span ?? .none)
      return nil
    }
    report(
      .error,
      .unknownCompany,
      "The company \(quoted(name)) is not declared under `companies`.",
      span ?? .none,
      hint: shared.companyLike(name).map { "Did you mean `\($0)`?" }
        ?? (name.contains(".")
          ? "Write `companyDomain` for a domain."
          : "Declare it: `companies: {\(name.prefix(40)): {domain: acme.example}}`.")
    )
    return nil
  }

  private mutating func reportDoubledEmails() {
    guard draft.values.contains(.additionalEmails) else { return }
    var seen: Set<String> = []
    if draft.values.contains(.email) {
      seen.insert(
        draft.withText(of: .email) {
          NormalizedIdentifier.email(String(decoding: $0, as: UTF8.self))
        }
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

  private mutating func addIdentities(_ index: Int) {
    for field in draft.values.intersection(.identifiers) {
      draft.withText(of: field) { result.identities.add(field, $0, contact: index) }
    }
    guard draft.values.contains(.additionalEmails) else { return }
    for email in draft.emails { result.identities.add(email, contact: index) }
  }
}
