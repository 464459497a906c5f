import Diagnostics
import JSONText
import Model
import Planning

extension ApplyReport {
  /// The whole result as JSON; ends in a line break.
  package func json() -> String {
    var lines: [String] = []
    func member(_ write: (inout JSONWriter) -> Void) {
      var writer = JSONWriter()
      write(&writer)
      lines.append(writer.text)
    }
    member { $0.member("format_version", PlanDocument.formatVersion) }
    member { $0.member("roster_version", version) }
    member { $0.member("status", status) }
    member { $0.member("endpoint", plan.basis.endpoint) }
    member { $0.nullable("lineage", plan.basis.lineage?.rawValue) }
    member { $0.member("serial_before", plan.basis.serial.rawValue) }
    member { writer in
      writer.key(plain: "serial_after")
      if let serial = result.serial { writer.integer(serial.rawValue) } else { writer.null() }
    }
    member { $0.strings("filters", plan.filters) }
    member { $0.applySummary(result) }
    member { $0.summary("planned", plan.summary) }
    member { writer in
      writer.key(plain: "stopped_by")
      if case .stopped(let diagnostic) = result.ending {
        writer.diagnostic(diagnostic)
      } else {
        writer.null()
      }
    }
    let outcomes = result.outcomes.map { outcome in
      var writer = JSONWriter()
      writer.outcome(outcome)
      return writer.text
    }
    lines.append(
      "\"outcomes\":["
        + (outcomes.isEmpty ? "" : "\n" + outcomes.joined(separator: ",\n") + "\n") + "]"
    )
    let comparison = comparison
    member { $0.member("as_planned", comparison.isAsPlanned) }
    member { $0.comparison(comparison) }
    member { $0.notAsPlanned(result) }
    member { $0.diagnostics("diagnostics", result.diagnostics) }
    return "{" + lines.joined(separator: ",\n") + "}\n"
  }
}

extension JSONWriter {
  /// Writes the counts of `SummaryLine.apply`; `created` includes those that were `adopted`.
  mutating func applySummary(_ result: ApplyResult) {
    let applied = result.applied
    key("summary")
    object { writer in
      writer.member("created", applied.create)
      writer.member("adopted", result.adopted)
      writer.member("updated", applied.update)
      writer.member("renamed", applied.rename)
      writer.member("forgotten", applied.forget)
      writer.member("deleted", applied.delete)
      writer.member("failed", result.failed)
      writer.member("findings", applied.findings)
      writer.member("not_attempted", result.notAttempted)
    }
  }

  /// Writes how many changes of each verb had which result, with the first
  /// addresses of unplanned ones.
  mutating func comparison(_ comparison: PlanComparison) {
    key("comparison")
    array { writer in
      for group in comparison.groups {
        writer.object { writer in
          writer.member("planned", group.planned.rawValue)
          writer.member("happened", group.happened.rawValue)
          writer.member("as_planned", group.isAsPlanned)
          writer.member("count", group.count)
          guard !group.isAsPlanned else { return }
          writer.strings("addresses", group.addresses.prefix(20).map(\.description))
        }
      }
    }
  }

  /// Writes every change whose result is not the planned one.
  fileprivate mutating func notAsPlanned(_ result: ApplyResult) {
    key("not_as_planned")
    array { writer in
      for outcome in result.outcomes where !PlanComparison.isAsPlanned(outcome) {
        writer.object { writer in
          writer.member("address", outcome.change.address.description)
          writer.member("planned", outcome.change.action.verb.rawValue)
          writer.member("happened", PlanComparison.happening(outcome.status).rawValue)
        }
      }
    }
  }

  fileprivate mutating func outcome(_ outcome: Outcome) {
    let change = outcome.change
    object { writer in
      writer.member("address", change.address.description)
      writer.member("previous_address", change.previousAddress?.description)
      writer.member("action", change.action.verb.rawValue)
      writer.member("roster_action", change.action.rawValue)
      switch outcome.status {
      case .applied(let effect, let contact):
        writer.member("status", "applied")
        writer.member("effect", effect.rawValue)
        writer.member("contact_id", (contact?.id ?? change.contactID)?.rawValue)
        writer.findings("findings", outcome.findings)
      case .failed(let diagnostic):
        writer.member("status", "failed")
        writer.member("contact_id", change.contactID?.rawValue)
        writer.key(plain: "error")
        writer.diagnostic(diagnostic)
      case .blocked(let diagnostic):
        writer.member("status", "not_attempted")
        writer.key(plain: "error")
        writer.diagnostic(diagnostic)
      case .notAttempted: writer.member("status", "not_attempted")
      }
      writer.member("attempts", outcome.attempts)
      if change.location != nil { writer.location("source", change.location) }
    }
  }
}
