import JSONText
package import Model
package import Planning

/// How the CRM differs from what was last applied, for `drift`.
package struct DriftReport: Sendable {
  private let drift: [Drift]
  private let prior: PriorState
  private let compared: Int
  private let unsettled: Int
  private let undo: String

  /// Creates a report from the drift of all contacts that were read.
  ///
  /// - Parameters:
  ///   - drift: The drift, sorted by address.
  ///   - prior: The state that the CRM was compared with.
  ///   - compared: How many contacts were read.
  ///   - unsettled: How many of them did not converge at the last apply, which is not drift.
  ///   - undo: The command that undoes the drift in the CRM.
  package init(
    _ drift: [Drift],
    prior: PriorState,
    compared: Int,
    unsettled: Int = 0,
    undo: String = "roster apply --refresh"
  ) {
    self.drift = drift
    self.prior = prior
    self.compared = compared
    self.unsettled = unsettled
    self.undo = undo
  }

  private var gone: Int { drift.count { $0.isGone } }

  /// Each contact with its fields, as applied → as the CRM holds them; ends in a summary line.
  package func text(_ style: TextStyle) -> String {
    guard !drift.isEmpty else {
      let verb = compared == 1 ? "is" : "are"
      let line = "No drift. \(ValueText.contacts(compared)) \(verb) in the CRM as last applied.\n"
      return unsettledLines.map { $0 + "\n" }.joined() + line
    }
    let place = SafeText.inline(prior.endpoint ?? "")
    var lines = [
      style.paint("Drift at \(place) since serial \(prior.serial.rawValue):", .bold), "",
      "  " + style.paint("~", .yellow) + " changed   " + style.paint("-", .red) + " gone   "
        + style.paint("as last applied → as the CRM holds it", .dim), "",
    ]
    let change = ChangeText(style: style, full: true)
    for item in drift {
      let name = style.paint(SafeText.inline(item.address.description), .bold)
      let id = style.paint("(\(SafeText.inline(item.id.rawValue)))", .dim)
      let sign = style.paint(item.isGone ? "-" : "~", item.isGone ? .red : .yellow)
      lines.append("  \(sign) \(name)  \(id)")
      if let fields = item.fields {
        lines += change.fieldLines(fields.map(Self.view))
      } else {
        lines += change.noteLines(["not in the CRM any more"])
      }
      lines.append("")
    }
    let undo = SafeText.inline(undo)
    lines += ["To bring the CRM back to the manifest:  \(undo)"]
    if gone > 0 {
      lines += [
        "To create again what was deleted there, too:  \(undo) --max-creates \(gone)"
      ]
    }
    lines += ["To keep what the CRM holds, write it into the manifest.", ""]
    lines += unsettledLines
    lines += [
      style.paint(
        "Drift: \(drift.count - gone) changed, \(gone) gone; \(compared - drift.count) as applied.",
        .bold
      )
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var unsettledLines: [String] {
    guard unsettled > 0 else { return [] }
    return [
      unsettled == 1
        ? "1 contact has not converged since the last apply; the next one tries again."
        : "\(ValueText.count(unsettled)) contacts have not converged since the last apply; the next one tries again.",
      "",
    ]
  }

  private static func view(_ field: Drift.Field) -> ChangeView.Field {
    ChangeView.Field(
      kind: field.held == nil ? .released : .changed,
      name: SafeText.inline(field.key.description),
      old: ValueText.of(field.applied),
      new: field.held.map(ValueText.of),
      place: nil,
      note: field.held == nil ? "empty in the CRM" : nil
    )
  }

  /// The drift as one JSON object; ends in a line break.
  package func json() -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format_version", "1.0")
      writer.nullable("lineage", prior.lineage?.rawValue)
      writer.member("serial", prior.serial.rawValue)
      writer.nullable("endpoint", prior.endpoint)
      writer.key(plain: "summary")
      writer.object { writer in
        writer.member("changed", drift.count - gone)
        writer.member("gone", gone)
        writer.member("as_applied", compared - drift.count)
        writer.member("not_converged", unsettled)
      }
      writer.key(plain: "drift")
      writer.array { writer in
        for item in drift {
          writer.object { writer in
            writer.member("address", item.address.description)
            writer.member("id", item.id.rawValue)
            writer.member("gone", item.isGone)
            let fields = item.fields ?? []
            writer.strings("changed_fields", fields.map(\.key.description))
            writer.attributes(
              "applied",
              Attributes(fields.map { ($0.key, $0.applied) }, of: item.address.type)
            )
            let held = fields.compactMap { field in field.held.map { (field.key, $0) } }
            writer.attributes("held", Attributes(held, of: item.address.type))
          }
        }
      }
    }
    writer.newline()
    return writer.text
  }
}
