import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  mutating func readEmails(_ field: Field, _ value: YAMLValue, isQuiet: Bool) {
    let event = value.event
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
      return draft.setBroken(field)
    }
    var emails: [ContactDraft.Email] = []
    var isBroken = false
    for item in value.content {
      let item = item.event
      guard item.kind == .scalar, !item.isNull, acceptsTag(item) else {
        report(
          .error,
          .wrongShape,
          "An item of `\(field.name)` is an email address; this is \(Self.noun(item)).",
          Span(item),
          hint: "Write an address, or remove the item."
        )
        isBroken = true
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
    if emails.isEmpty, !isBroken, !isQuiet { reportEmpty(field.name, Span(event)) }
    if emails.isEmpty { draft.setBroken(field) } else { draft.set(field, emails) }
  }

  mutating func readCompanyName(_ key: YAMLValue, _ value: YAMLValue, _ source: Source) {
    if draft.company.isGiven {
      let wasMerged = draft.company.isMerged
      guard admits(key, source, wasMerged: wasMerged, first: draft.company.slot) else { return }
    }
    draft.company = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.namesCompany = value.entry.isText(value.index)
    if draft.namesCompany { return }
    let event = value.event
    if !source.isQuiet { warnOfComment(after: event, isText: true) }
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
    } else if !acceptsTag(event) || event.text.isEmpty {
      if event.text.isEmpty, !source.isQuiet { reportEmpty("company", Span(event)) }
    } else {
      draft.namesCompany = true
    }
  }
}
