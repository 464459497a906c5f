import Model
import YAMLEvents

/// The defaults of a file, kept for all of its contacts.
struct FileDefaults {
  let draft: ContactDraft
  /// Keeps what the draft's places are in.
  private let memory: OwnedEntry

  /// `draft`: Reads the mapping, of a copy of the entry.
  init(_ mapping: YAMLValue, reading: (YAMLValue) -> ContactDraft) {
    memory = OwnedEntry(copying: mapping.entry)
    draft = reading(YAMLValue(memory.entry, at: mapping.index))
    draft.sortCustoms()
  }

  /// The name under `companies`, and where it is written.
  var company: (name: String, span: Span)? {
    guard draft.namesCompany, let entry = draft.entry else { return nil }
    let name = entry[draft.company.slot.value]
    return (name.string, Span(name))
  }
}
