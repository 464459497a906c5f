import Diagnostics
import JSONText
import Model
package import Planning

/// The events of an apply, one to a line, for `apply --format json` and for plain logs.
package enum ApplyEventReport {
  /// The first event, which announces what will be done.
  package static func planned(_ report: PlanReport) -> String {
    line("planned") { writer in
      writer.member("roster_version", report.version)
      writer.member("endpoint", report.plan.basis.endpoint)
      writer.nullable("lineage", report.plan.basis.lineage?.rawValue)
      writer.member("serial", report.plan.basis.serial.rawValue)
      writer.strings("filters", report.plan.filters)
      writer.summary("summary", report.plan.summary)
      writer.diagnostics("diagnostics", report.plan.diagnostics)
    }
  }

  /// The last event, which says how the apply ended.
  package static func summary(_ report: ApplyReport) -> String {
    line("summary") { writer in
      writer.member("status", report.status)
      writer.key(plain: "serial")
      if let serial = report.result.serial {
        writer.integer(serial.rawValue)
      } else {
        writer.null()
      }
      writer.applySummary(report.result)
      let comparison = report.comparison
      writer.member("as_planned", comparison.isAsPlanned)
      writer.comparison(comparison)
      writer.member("message", SummaryLine.apply(report.result))
      writer.diagnostics("diagnostics", report.result.everyDiagnostic)
    }
  }

  /// The lines of one event, without line breaks.
  ///
  /// They are the applied change, then each of its findings. A change that was not attempted
  /// because the run stopped before it has none.
  package static func json(_ event: ApplyEvent) -> [String] {
    switch event {
    case .started(let change):
      [line("started") { $0.change(change) }]
    case .finished(let outcome): finished(outcome)
    case .retrying(let address, let attempt, let after, let reason):
      [
        line("retrying") { writer in
          writer.member("address", address.description)
          writer.member("attempt", attempt)
          writer.member("after_ms", milliseconds(after))
          writer.member("reason", reason)
        }
      ]
    case .throttled(let duration):
      [line("throttled") { $0.member("for_ms", milliseconds(duration)) }]
    }
  }

  /// The event as one line for a log, without a line break; `nil` for an event that needs no line.
  package static func text(_ event: ApplyEvent, _ style: TextStyle) -> String? {
    switch event {
    case .started: return nil
    case .finished(let outcome): return text(outcome, style)
    case .retrying(let address, let attempt, let after, let reason):
      return "\(SafeText.inline(address.description)): \(SafeText.inline(reason)); "
        + "attempt \(attempt + 1) in \(seconds(after))"
    case .throttled(let duration):
      return "The service's limit is reached: waiting \(seconds(duration))"
    }
  }

  private static func finished(_ outcome: Outcome) -> [String] {
    switch outcome.status {
    case .applied(let effect, let contact):
      let applied = line("applied") { writer in
        writer.change(outcome.change)
        writer.member("effect", effect.rawValue)
        writer.member("contact_id", (contact?.id ?? outcome.change.contactID)?.rawValue)
        writer.member("attempts", outcome.attempts)
      }
      return [applied]
        + outcome.findings.map { finding in
          line("finding") { writer in
            writer.member("address", outcome.change.address.description)
            writer.findingMembers(finding)
            writer.member(
              "message",
              FindingText.sentence(for: finding, address: outcome.change.address)
            )
          }
        }
    case .failed(let diagnostic):
      return [
        line("failed") { writer in
          writer.change(outcome.change)
          writer.member("attempts", outcome.attempts)
          writer.key(plain: "error")
          writer.diagnostic(diagnostic)
        }
      ]
    case .blocked(let diagnostic):
      return [
        line("not_attempted") { writer in
          writer.change(outcome.change)
          writer.key(plain: "error")
          writer.diagnostic(diagnostic)
        }
      ]
    case .notAttempted: return []
    }
  }

  private static func text(_ outcome: Outcome, _ style: TextStyle) -> String? {
    let address = SafeText.inline(outcome.change.address.description)
    switch outcome.status {
    case .applied(let effect, _):
      let what =
        switch effect {
        case .recorded:
          switch outcome.change.action {
          case .rename: "renamed"
          case .forget: "forgotten"
          default: "recorded"
          }
        case .adopted: "taken over"
        case .created, .updated, .deleted: effect.rawValue
        }
      let count = outcome.findings.count { $0.isOpen }
      let findings = count == 0 ? "" : ", \(count) \(count == 1 ? "finding" : "findings")"
      return "\(address): \(what)\(findings)"
    case .failed(let diagnostic):
      return "\(style.paint(address, .red)): failed, \(diagnostic.code.id): "
        + SafeText.inline(diagnostic.message)
    case .blocked(let diagnostic):
      return "\(style.paint(address, .red)): \(diagnostic.code.id): "
        + SafeText.inline(diagnostic.message)
    case .notAttempted: return nil
    }
  }

  private static func line(_ type: String, _ body: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("type", type)
      body(&writer)
    }
    return writer.text
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }

  private static func seconds(_ duration: Duration) -> String {
    let tenths = (milliseconds(duration) + 50) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }
}

extension JSONWriter {
  /// Writes the members that identify the change of an event.
  fileprivate mutating func change(_ change: Change) {
    member("address", change.address.description)
    member("previous_address", change.previousAddress?.description)
    member("action", change.action.verb.rawValue)
    member("roster_action", change.action.rawValue)
    if change.location != nil { location("source", change.location) }
  }
}
