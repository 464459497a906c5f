import Diagnostics
import Model
import YAMLEvents

/// Reads the values of API fields, and the name of a company, into a draft.
final class FieldReader {
  let reports: FileReports
  let draft: ContactDraft

  init(reports: FileReports, draft: ContactDraft) {
    (self.reports, self.draft) = (reports, draft)
  }

  func read(
    _ field: Field,
    _ key: YAMLValue,
    _ value: YAMLValue,
    _ source: KeySource,
    of owner: ContactReader.Owner
  ) {
    guard reports.admits(key, source, over: draft.given(field)) else { return }
    draft.begin(field, key: key.index, value: value.index, isMerged: source.isMerged)
    if owner == .contact, field.kind != .emailList, value.entry.isText(value.index),
      UsualText.isUsual(value.entry.text(value.index), for: field.kind)
    {
      draft.set(field)
    } else {
      readClosely(field, key, value, source, of: owner)
    }
  }

  private func readClosely(
    _ field: Field,
    _ key: YAMLValue,
    _ value: YAMLValue,
    _ source: KeySource,
    of owner: ContactReader.Owner
  ) {
    let event = value.event
    if !source.isQuiet {
      reports.warnOfComment(after: event, isText: [.text, .phone].contains(field.kind))
    }
    if event.isNull { return draft.setNull(field) }
    if owner == .defaults, field.role.contains(.identifier) {
      reports.report(
        .error,
        .identifierInDefaults,
        "`\(field.name)` identifies one contact, so that it cannot be a default.",
        Span(key.event),
        hint: "Move it to the contact."
      )
      return draft.setBroken(field)
    }
    if field.kind == .emailList { return readEmails(field, value, isQuiet: source.isQuiet) }
    guard event.kind == .scalar else {
      reports.reportShape(
        "`\(field.name)`",
        is: "one text",
        event,
        hint: "Write one text, as in `\(field.name): \(field.example)`."
      )
      return draft.setBroken(field)
    }
    guard reports.acceptsTag(event), !event.text.isEmpty else {
      if event.text.isEmpty, !source.isQuiet { reports.reportEmpty(field.name, Span(event)) }
      return draft.setBroken(field)
    }
    draft.set(field)
    if source.isQuiet { return }
    reports.reportConflict(in: event)
    let isBlock = event.style == .literal || event.style == .folded
    for problem in ValueCheck.problems(of: field, event.text, isBlock: isBlock) {
      reports.report(problem, Span(event))
    }
  }

  private func readEmails(_ field: Field, _ value: YAMLValue, isQuiet: Bool) {
    let event = value.event
    guard event.kind == .sequenceStart, reports.acceptsTag(event) else {
      if event.kind != .sequenceStart {
        reports.reportShape(
          "`\(field.name)`",
          is: "a list",
          event,
          hint: ShapeHint.emails(event)
        )
      }
      return draft.setBroken(field)
    }
    var emails: [ContactDraft.Email] = []
    var isBroken = false
    for item in value.content {
      let item = item.event
      guard item.kind == .scalar, !item.isNull, reports.acceptsTag(item) else {
        reports.reportShape(
          "An item of `\(field.name)`",
          is: "an email address",
          item,
          hint: "Write an address, or remove the item."
        )
        isBroken = true
        continue
      }
      if item.text.isEmpty {
        reports.reportEmpty(field.name, Span(item))
        isBroken = true
        continue
      }
      emails.append(ContactDraft.Email(text: item.string, span: Span(item)))
      guard !isQuiet else { continue }
      for problem in ValueCheck.problems(of: field, item.text, isBlock: false) {
        reports.report(problem, Span(item))
      }
    }
    if emails.isEmpty, !isBroken, !isQuiet { reports.reportEmpty(field.name, Span(event)) }
    if emails.isEmpty { draft.setBroken(field) } else { draft.set(field, emails) }
  }

  func readCompany(_ key: YAMLValue, _ value: YAMLValue, _ source: KeySource) {
    guard reports.admits(key, source, over: draft.company) else { return }
    draft.company = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    draft.namesCompany = value.entry.isText(value.index)
    if draft.namesCompany { return }
    let event = value.event
    if !source.isQuiet { reports.warnOfComment(after: event, isText: true) }
    if event.isNull {
      draft.company.isNull = true
    } else if event.kind != .scalar {
      reports.reportShape(
        "`company`",
        is: "a name from `companies`",
        event,
        hint: "Declare the company under `companies`, and write its name here."
      )
    } else if !reports.acceptsTag(event) || event.text.isEmpty {
      if event.text.isEmpty, !source.isQuiet { reports.reportEmpty("company", Span(event)) }
    } else {
      draft.namesCompany = true
    }
  }
}
