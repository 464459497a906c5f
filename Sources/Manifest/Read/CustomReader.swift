import Diagnostics
import Model
import YAMLEvents

/// Reads the custom fields of a contact into a draft.
final class CustomReader {
  let reports: FileReports
  let references: FileReferences
  let draft: ContactDraft

  init(reports: FileReports, references: FileReferences, draft: ContactDraft) {
    (self.reports, self.references, self.draft) = (reports, references, draft)
  }

  func read(_ key: YAMLValue, _ value: YAMLValue, _ source: KeySource) {
    guard reports.admits(key, source, over: draft.custom) else { return }
    draft.removeCustoms()
    draft.custom = ContactDraft.Extra(key, value, isMerged: source.isMerged)
    if value.entry.kind(value.index) == .mappingStart {
      if !value.entry.isUsual { _ = reports.acceptsTag(value.event) }
      return readFields(of: value, isMerged: false, isQuiet: source.isQuiet)
    }
    let event = value.event
    draft.custom.isNull = event.isNull
    guard !event.isNull else { return }
    reports.reportShape(
      "`custom`",
      is: "a mapping",
      event,
      hint: "Write names and values, as in `custom: {tier: gold}`."
    )
  }

  private func readFields(of mapping: YAMLValue, isMerged: Bool, isQuiet: Bool) {
    for (key, value) in mapping.pairs {
      guard key.entry.kind(key.index) == .scalar else {
        reports.reportComplexKey(key.event)
        continue
      }
      if key.entry.isMergeKey(key.index) {
        for mapping in MappingReader(reports: reports).mergedMappings(value) {
          readFields(of: mapping, isMerged: true, isQuiet: isQuiet)
        }
        continue
      }
      let isQuiet = isQuiet || isMerged && key.entry.isAliased(key.index)
      readField(key, value, KeySource(isMerged: isMerged, isQuiet: isQuiet))
    }
  }

  private func readField(_ key: YAMLValue, _ value: YAMLValue, _ source: KeySource) {
    let (entry, name) = (key.entry, key.entry.text(key.index))
    let known = draft.indexOfCustom(name)
    if let known, !reports.admits(key, source, over: draft.customs[known].place) { return }
    var custom = ContactDraft.Custom(
      value: .none,
      place: ContactDraft.Extra(key, value, isMerged: source.isMerged)
    )
    if entry.isUsual, entry.isText(value.index), let type = references.knownType(name),
      let usual = UsualText.custom(
        entry.text(value.index),
        type,
        isPlain: entry.isPlain(value.index)
      )
    {
      custom.value = usual
    } else {
      custom.value = closely(Key(key.event, isMerged: source.isMerged), value.event, source)
    }
    draft.setCustom(custom, at: known)
  }

  private func closely(
    _ key: Key,
    _ event: YAMLEvent,
    _ source: KeySource
  ) -> ContactDraft.Custom.Value {
    let type: CustomFieldType?
    switch references.customField(key, isQuiet: source.isQuiet) {
    case .declared(let declared): type = declared
    case .undeclared: type = nil
    case .broken: return .none
    }
    if !source.isQuiet {
      let isText = type.map { [.text, .phone].contains($0) } ?? true
      reports.warnOfComment(after: event, isText: isText)
    }
    guard event.kind == .scalar else {
      reports.reportShape(
        "A custom value",
        is: "one text, number or boolean",
        event,
        hint: "Write one value."
      )
      return .none
    }
    switch event.tag {
    case .other, .mapping, .sequence, .merge:
      _ = reports.acceptsTag(event)
      return .none
    default: break
    }
    switch CustomValueCheck.outcome(key.text, event, declared: type) {
    case .null: return .none
    case .problem(let problem):
      if !source.isQuiet { reports.report(problem, Span(event)) }
      return .none
    case .value(let value):
      if !source.isQuiet, value.string != nil { checkText(key.text, event) }
      return .other(value)
    }
  }

  private func checkText(_ name: String, _ event: YAMLEvent) {
    reports.reportConflict(in: event)
    let isBlock = event.style == .literal || event.style == .folded
    let problem = ValueCheck.problem(ofCustom: name, event.string, isBlock: isBlock)
    if let problem { reports.report(problem, Span(event)) }
  }
}
