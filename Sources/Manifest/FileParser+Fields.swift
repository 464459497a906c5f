import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  mutating func readEmails(
    _ field: ContactField,
    _ event: YAMLEvent,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard event.kind == .sequenceStart, acceptsTag(event) else {
      if event.kind != .sequenceStart {
        report(
          .error,
          .wrongShape,
          "`\(field.name)` is a list; this is \(Self.noun(event)).",
          Span(event),
          hint: ShapeHint.emails(event)
        )
      }
      draft.setBroken(field)
      return try cursor.skip(event)
    }
    let span = Span(event)
    var emails: [ContactDraft.Email] = []
    var isBroken = false
    while true {
      let item = try cursor.next()
      if item.kind == .sequenceEnd { break }
      guard item.kind == .scalar, !item.isNull, acceptsTag(item) else {
        report(
          .error,
          .wrongShape,
          "An item of `\(field.name)` is an email address; this is \(Self.noun(item)).",
          Span(item),
          hint: "Write an address, or remove the item."
        )
        isBroken = true
        try cursor.skip(item)
        continue
      }
      if item.text.isEmpty {
        reportEmpty(field.name, Span(item))
        isBroken = true
        continue
      }
      emails.append(ContactDraft.Email(text: item.string, span: Span(item)))
      guard !isQuiet else { continue }
      for problem in ValueCheck.problems(of: field, item.text, isBlock: false) {
        report(problem, Span(item))
      }
    }
    if emails.isEmpty, !isBroken, !isQuiet { reportEmpty(field.name, span) }
    if emails.isEmpty { draft.setBroken(field) } else { draft.set(field, emails) }
  }

  mutating func readCompanyName(
    _ key: Span,
    isMerged: Bool,
    isQuiet: Bool
  ) throws(YAMLError) {
    guard
      admits(
        "company",
        key,
        isMerged: isMerged,
        isGiven: draft.company.isGiven,
        wasMerged: draft.company.isMerged,
        first: draft.company.slot.key
      )
    else { return try cursor.skip(try cursor.next()) }
    let event = try cursor.next()
    draft.companyName = nil
    draft.company = ContactDraft.Extra()
    draft.company.isGiven = true
    draft.company.isMerged = isMerged
    draft.company.slot.key = key
    draft.company.slot.value = Span(event)
    if !isQuiet { warnOfComment(after: event, isText: true) }
    if event.isNull {
      draft.company.isNull = true
    } else if event.kind != .scalar {
      report(
        .error,
        .wrongShape,
        "`company` is a name from `companies`; this is \(Self.noun(event)).",
        Span(event),
        hint: "Declare the company under `companies`, and write its name here."
      )
      draft.company.isBroken = true
      try cursor.skip(event)
    } else if !acceptsTag(event) || event.text.isEmpty {
      if event.text.isEmpty, !isQuiet { reportEmpty("company", Span(event)) }
      draft.company.isBroken = true
    } else {
      draft.companyName = event.string
    }
  }
}
