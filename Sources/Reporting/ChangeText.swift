import Planning

/// Writes one change as lines of text.
struct ChangeText {
  let style: TextStyle
  /// Values are shown whole, however long.
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
    [heading(view)] + fieldLines(view.fields) + noteLines(view.notes)
  }

  private func heading(_ view: ChangeView) -> String {
    let name = style.paint(view.address, .bold)
    let who = view.previousAddress.map { "\($0) → \(name)" } ?? name
    let sign = style.paint(view.sign, Self.ink(view.verb))
    return "  \(sign) \(who)" + (view.location.map { style.paint("  (\($0))", .dim) } ?? "")
  }

  func noteLines(_ notes: [String]) -> [String] {
    notes.flatMap { note in
      Self.wrapped(note, width: style.width - 6).map { "      " + style.paint($0, .dim) }
    }
  }

  func fieldLines(_ fields: [ChangeView.Field]) -> [String] {
    let nameWidth = min(28, fields.map { DisplayWidth.of($0.name) }.max() ?? 0)
    let oldWidth = fields.filter { fitsOneLine($0, nameWidth) }
      .compactMap { $0.old.map(DisplayWidth.of) }.max()
    return fields.flatMap { field in
      switch (field.old, field.new) {
      case (let old?, let new?):
        differenceLines(field, old, new, nameWidth: nameWidth, oldWidth: oldWidth ?? 0)
      default: valueLines(field, nameWidth: nameWidth)
      }
    }
  }

  private func fitsOneLine(_ field: ChangeView.Field, _ nameWidth: Int) -> Bool {
    guard let old = field.old, let new = field.new else { return false }
    let widths = DisplayWidth.of(old) + DisplayWidth.of(new) + DisplayWidth.of(Self.place(field))
    return 8 + max(nameWidth, DisplayWidth.of(field.name)) + 5 + widths <= style.width
  }

  private static func place(_ field: ChangeView.Field) -> String {
    field.place.map { "  (\($0))" } ?? ""
  }

  private func head(_ field: ChangeView.Field) -> String {
    let (sign, ink) = Self.sign(field.kind)
    return "      " + style.paint(sign, ink) + " "
  }

  private func differenceLines(
    _ field: ChangeView.Field,
    _ old: String,
    _ new: String,
    nameWidth: Int,
    oldWidth: Int
  ) -> [String] {
    let place = style.paint(Self.place(field), .dim)
    if fitsOneLine(field, nameWidth) {
      let name = DisplayWidth.padded(field.name, to: nameWidth)
      return [
        "\(head(field))\(name)  \(DisplayWidth.padded(old, to: oldWidth)) → \(new)\(place)"
      ]
    }
    let (from, to) =
      full ? (old, new) : ValueText.difference(old, new, width: Self.mostLines * style.width)
    return [head(field) + field.name + place, "          from \(from)", "          to   \(to)"]
  }

  /// Values of more lines than this are cut.
  private static let mostLines = 3

  private func valueLines(_ field: ChangeView.Field, nameWidth: Int) -> [String] {
    let name = DisplayWidth.padded(field.name, to: nameWidth)
    let value = field.new ?? field.old ?? ""
    let shown = full ? value : ValueText.cut(value, width: Self.mostLines * style.width)
    let line = head(field) + body(field, shown.isEmpty ? name : "\(name)  \(shown)")
    let tail = (field.note.map { "  \($0)" } ?? "") + Self.place(field)
    let width = 10 + DisplayWidth.of(name) + DisplayWidth.of(shown) + DisplayWidth.of(tail)
    guard width > style.width, field.note != nil else {
      return [line + style.paint(tail, .dim)]
    }
    let note = style.paint(String(tail.drop { $0 == " " }), .dim)
    return [line, String(repeating: " ", count: 10 + nameWidth) + note]
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

  /// Broken at spaces; a word that is longer than a line stands alone.
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
