import Diagnostics
import Model
import Planning

/// Writes the changes of a long plan as lines of text, with similar ones folded.
struct FoldedText {
  let changes: PlanChanges
  let style: TextStyle

  func lines() -> [String] {
    var room = FoldedChanges.threshold
    return lines(room: &room)
  }

  /// The lines; `room` is how many more unique changes may be shown.
  func lines(room: inout Int) -> [String] {
    let writer = ChangeText(style: style, full: false)
    let folded = FoldedChanges(changes)
    var lines: [String] = []
    for group in folded.groups {
      lines.append("")
      lines.append(contentsOf: groupLines(group, writer))
    }
    for index in folded.singles.prefix(room) {
      lines.append("")
      lines.append(contentsOf: writer.lines(ChangeView(changes[index])))
    }
    let hidden = folded.singles.count - room
    room = max(0, -hidden)
    if hidden > 0 {
      lines += ["", "  … and \(ValueText.contacts(hidden)) more, each changed otherwise."]
    }
    return lines
  }

  private func groupLines(_ group: FoldedChanges.Group, _ writer: ChangeText) -> [String] {
    guard let first = group.members.first else { return [] }
    let sample = changes[first]
    let verb = sample.action.verb
    let names = group.members.prefix(3).map { SafeText.inline(changes[$0].address.description) }
    let sign = style.paint(ChangeView.sign(of: verb), ChangeText.ink(verb))
    let what: String
    switch sample.action {
    case .create: what = " in \(SafeText.inline(sample.location?.file ?? "the manifest"))"
    case .rename: what = " with a new key"
    case .update, .reidentify, .release, .forget, .delete: what = ""
    }
    let count = style.paint(ValueText.contacts(group.members.count), .bold)
    var lines = ["  \(sign) \(count)\(what)"]
    lines += writer.noteLines(["such as " + names.joined(separator: ", ")])
    let view = ChangeView(sample)
    let fields = view.fields.filter { $0.kind != .identity }
    switch group.likeness {
    case .values: lines += writer.fieldLines(Self.common(fields)) + writer.noteLines(view.notes)
    case .keys:
      let names = fields.filter { $0.kind != .resent }.map(\.name).joined(separator: ", ")
      let what = names.isEmpty ? "" : "\(names) (values differ)"
      lines += writer.noteLines([what].filter { !$0.isEmpty } + view.notes)
    case .action:
      if sample.action != .create { lines += writer.noteLines([Self.note(sample.action)]) }
    }
    return lines
  }

  /// The fields as a group shows them, without released values and lines,
  /// which differ between contacts.
  private static func common(_ fields: [ChangeView.Field]) -> [ChangeView.Field] {
    fields.map { field in
      ChangeView.Field(
        kind: field.kind,
        name: field.name,
        old: field.kind == .released ? nil : field.old,
        new: field.kind == .resent ? nil : field.new,
        place: nil,
        note: field.note
      )
    }
  }

  private static func note(_ action: Action) -> String {
    switch action {
    case .forget: "no longer declared: the state drops them, the CRM keeps the contacts"
    case .delete:
      "no longer declared: deleted in the CRM, with their leads, conversations and activities"
    default: "state only, no request"
    }
  }
}
