import Planning

/// Writes one change as lines of text.
struct ChangeText {
  let style: TextStyle
  /// Whether values are shown in full, however long.
  let full: Bool

  static func ink(_ verb: Verb) -> TextStyle.Ink? {
    switch verb {
    case .create: .green
    case .update: .yellow
    case .rename: .cyan
    case .forget: .dim
    case .delete: .red
    }
  }

  func lines(_ view: ChangeView) -> [String] {
    heading(view) + fieldLines(view.fields) + noteLines(view.notes)
  }

  private func heading(_ view: ChangeView) -> [String] {
    let name = style.paint(view.address, .bold)
    let who = view.previousAddress.map { "\($0) → \(name)" } ?? name
    let sign = style.paint(view.sign, Self.ink(view.verb))
    guard let location = view.location else { return ["  \(sign) \(who)"] }
    let plain = (view.previousAddress.map { "\($0) → " } ?? "") + view.address
    let isWide = 8 + DisplayWidth.of(plain) + DisplayWidth.of(location) > style.width
    let place = style.paint("(\(location))", .dim)
    return isWide ? ["  \(sign) \(who)", "      \(place)"] : ["  \(sign) \(who)  \(place)"]
  }

  func noteLines(_ notes: [String]) -> [String] {
    notes.flatMap { note in
      Self.wrapped(note, width: style.width - 6).map { "      " + style.paint($0, .dim) }
    }
  }

  func fieldLines(_ fields: [ChangeView.Field]) -> [String] {
    let nameWidth = min(28, fields.map { DisplayWidth.of($0.name) }.max() ?? 0)
    let differences = fields.map { field -> ValueDifference? in
      guard let old = field.old, let new = field.new else { return nil }
      return ValueDifference(old, new)
    }
    let oldWidth =
      zip(fields, differences)
      .filter { $1 == nil && fitsOneLine($0, nameWidth) }
      .compactMap { $0.0.old.map(DisplayWidth.of) }.max() ?? 0
    let block = MarkedLines(width: style.width - 15, most: full ? nil : Self.mostLines)
    return zip(fields, differences).flatMap { field, difference in
      switch (field.old, field.new, difference) {
      case (_?, _?, let difference?):
        blockLines(
          field,
          block.lines(difference.old, style, .red),
          block.lines(difference.new, style, .green)
        )
      case (let old?, let new?, nil):
        oneLine(field, old, new, nameWidth: nameWidth, oldWidth: oldWidth)
          ?? blockLines(field, block.lines(old), block.lines(new))
      default: valueLines(field, nameWidth: nameWidth)
      }
    }
  }

  private func fitsOneLine(
    _ field: ChangeView.Field,
    _ nameWidth: Int,
    oldWidth: Int = 0
  ) -> Bool {
    guard let old = field.old, let new = field.new else { return false }
    let values = max(oldWidth, DisplayWidth.of(old)) + 3 + DisplayWidth.of(new)
    let ends = max(nameWidth, DisplayWidth.of(field.name)) + DisplayWidth.of(Self.place(field))
    return 10 + ends + values <= style.width
  }

  private static func place(_ field: ChangeView.Field) -> String {
    field.place.map { "  (\($0))" } ?? ""
  }

  private func head(_ field: ChangeView.Field) -> String {
    let (sign, ink) = Self.sign(field.kind)
    return "      " + style.paint(sign, ink) + " "
  }

  /// The field on one line, with old values aligned if they fit; `nil` when it is too long.
  private func oneLine(
    _ field: ChangeView.Field,
    _ old: String,
    _ new: String,
    nameWidth: Int,
    oldWidth: Int
  ) -> [String]? {
    guard fitsOneLine(field, nameWidth) else { return nil }
    let isAligned = fitsOneLine(field, nameWidth, oldWidth: oldWidth)
    let from = isAligned ? DisplayWidth.padded(old, to: oldWidth) : old
    let name = DisplayWidth.padded(field.name, to: nameWidth)
    return ["\(head(field))\(name)  \(from) → \(new)" + style.paint(Self.place(field), .dim)]
  }

  private func blockLines(_ field: ChangeView.Field, _ old: [String], _ new: [String]) -> [String] {
    [head(field) + field.name + style.paint(Self.place(field), .dim)]
      + Self.labelled("from ", old) + Self.labelled("to   ", new)
  }

  private static func labelled(_ label: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { String(repeating: " ", count: 10) + ($0 == 0 ? label : "     ") + $1 }
  }

  /// The number of lines above which a value is cut.
  private static let mostLines = 3

  private func valueLines(_ field: ChangeView.Field, nameWidth: Int) -> [String] {
    let name = DisplayWidth.padded(field.name, to: nameWidth)
    let value = field.new ?? field.old ?? ""
    let indent = 10 + max(nameWidth, DisplayWidth.of(field.name))
    let room = max(20, style.width - indent)
    let layout = MarkedLines(width: room, most: full ? nil : Self.mostLines)
    let parts = value.isEmpty ? [] : layout.lines(value)
    let first = head(field) + body(field, ([name] + parts.prefix(1)).joined(separator: "  "))
    var lines =
      [first]
      + parts.dropFirst().map { String(repeating: " ", count: indent) + body(field, $0) }
    let notes = [field.note, field.place.map { "(\($0))" }].compactMap { $0 }
    let tail = notes.joined(separator: "  ")
    guard !tail.isEmpty else { return lines }
    if parts.count < 2,
      indent + DisplayWidth.of(parts.first ?? "") + 2 + DisplayWidth.of(tail) <= style.width
    {
      lines[0] += style.paint("  " + tail, .dim)
      return lines
    }
    return lines
      + Self.wrapped(tail, width: room).map {
        String(repeating: " ", count: indent) + style.paint($0, .dim)
      }
  }

  private func body(_ field: ChangeView.Field, _ text: String) -> String {
    style.paint(text, field.kind == .identity || field.kind == .resent ? .dim : nil)
  }

  private static func sign(_ kind: ChangeView.Field.Kind) -> (String, TextStyle.Ink?) {
    switch kind {
    case .added: ("+", .green)
    case .changed: ("~", .yellow)
    case .released: ("-", .dim)
    case .identity, .resent: (" ", nil)
    }
  }

  /// Wraps a text at spaces; a word that is longer than a line stands alone.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if line.isEmpty {
        line = String(word)
      } else if DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
