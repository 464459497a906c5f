import Diagnostics
import Model
import Planning
import Reporting
import Testing

/// Results of applying `SamplePlan.everyAction`, one for each way in which a run can end.
enum SampleResult {
  static let refused = DiagnosticCode("R3001", title: "", explanation: "", repair: "")

  static func complete(_ plan: Plan, findings: Bool = false) -> ApplyResult {
    ApplyResult(
      outcomes: plan.changes.map { applied($0, findings: findings ? self.findings(for: $0) : []) },
      ending: .complete,
      serial: Serial(42)
    )
  }

  static func failed(_ plan: Plan) -> ApplyResult {
    let outcomes = plan.changes.enumerated().map { index, change in
      index == 1
        ? Outcome(
          change: change,
          status: .failed(
            Diagnostic(
              .error,
              refused,
              "The service refused bob@example.com: INVALID_EMAIL\nnot an email",
              location: SourceLocation(file: "roster.yaml", line: 21, column: 5),
              hint: "Repair the value, then run:\n  roster apply"
            )
          ),
          attempts: 1
        )
        : applied(change, findings: findings(for: change))
    }
    return ApplyResult(outcomes: outcomes, ending: .complete, serial: Serial(42))
  }

  /// Each way in which a change can come out otherwise than planned.
  static func otherwise(_ plan: Plan) -> ApplyResult {
    let outcomes = plan.changes.map { change in
      switch change.address.key {
      case "gone": Outcome(change: change, status: .notAttempted)
      case "company-retry":
        Outcome(
          change: change,
          status: .failed(Diagnostic(.error, refused, "The service refused it.")),
          attempts: 1
        )
      case "bob@example.com": applied(change, findings: findings(for: change))
      case "jane-smith":
        applied(
          change,
          findings: [Finding(.recreated, expected: "ctc_jane", actual: "ctc_anew")],
          effect: .created
        )
      default: applied(change, findings: [])
      }
    }
    return ApplyResult(outcomes: outcomes, ending: .complete, serial: Serial(42))
  }

  /// One fails, and another waits for it.
  static func waiting(_ plan: Plan) -> ApplyResult {
    let outcomes = plan.changes.map { change in
      switch change.address.key {
      case "company-retry":
        Outcome(
          change: change,
          status: .failed(Diagnostic(.error, refused, "The service refused it.")),
          attempts: 1
        )
      case "jane-smith":
        Outcome(
          change: change,
          status: .blocked(
            Diagnostic(
              .error,
              refused,
              "contact.jane-smith was not attempted: contact.company-retry failed.",
              hint: "Repair that, and apply again."
            )
          )
        )
      default: applied(change, findings: [])
      }
    }
    return ApplyResult(outcomes: outcomes, ending: .complete, serial: Serial(42))
  }

  static func stopped(_ plan: Plan) -> ApplyResult {
    ApplyResult(
      outcomes: cut(plan, after: 3),
      ending: .stopped(
        Diagnostic(
          .error,
          refused,
          "The service refused the API key (401).",
          hint: "Check LEMLIST_API_KEY."
        )
      ),
      serial: Serial(42),
      diagnostics: [Diagnostic(.warning, refused, "One check was skipped.")]
    )
  }

  static func interrupted(_ plan: Plan) -> ApplyResult {
    ApplyResult(outcomes: cut(plan, after: 2), ending: .interrupted, serial: nil)
  }

  static func declined(_ plan: Plan) -> ApplyResult {
    ApplyResult(outcomes: cut(plan, after: 0), ending: .declined, serial: nil)
  }

  /// Two errors, of which the first is what stopped it: neither is said twice.
  static func notBegun(_ plan: Plan) -> ApplyResult {
    let errors = ["The owner is unknown.", "The custom field is unknown."].map {
      Diagnostic(.error, refused, $0)
    }
    return ApplyResult(
      outcomes: cut(plan, after: 0),
      ending: .stopped(errors[0]),
      serial: nil,
      diagnostics: errors
    )
  }

  private static func cut(_ plan: Plan, after count: Int) -> [Outcome] {
    plan.changes.enumerated().map { index, change in
      index < count ? applied(change, findings: []) : Outcome(change: change, status: .notAttempted)
    }
  }

  static func applied(
    _ change: Change,
    findings: [Finding],
    effect given: Outcome.Effect? = nil
  ) -> Outcome {
    let contact = change.after.map {
      PriorContact(
        address: change.address,
        id: change.contactID ?? ContactID("ctc_new"),
        attributes: $0,
        findings: findings
      )
    }
    let adopted = findings.contains { $0.kind == .adopted }
    let effect: Outcome.Effect =
      switch change.request {
      case nil: .recorded
      case .delete: .deleted
      case .upsert: change.action == .create ? (adopted ? .adopted : .created) : .updated
      }
    return Outcome(
      change: change,
      status: .applied(
        given ?? effect,
        contact: contact.map {
          Outcome.Contact(id: $0.id, findings: $0.findings)
        }
      ),
      attempts: change.request == nil ? 0 : 1
    )
  }

  static func findings(for change: Change) -> [Finding] {
    switch change.address.key {
    case "bob@example.com":
      [Finding(.adopted, actual: "ctc_bob", note: "source stays \u{1B}[1mapi")]
    case "company-retry", "long-text":
      [Finding(.companyNotLinked, key: .field(.companyDomain), expected: "acme.example")]
    case "jane-smith":
      [
        Finding(
          .ownerIgnored,
          key: .field(.contactOwner),
          expected: "sales@ourteam.example",
          actual: "usr_1"
        ),
        Finding(
          .fieldNotKept,
          key: .field(.jobTitle),
          expected: "Lead PM",
          actual: "PM\n<b>"
        ),
      ]
    case "new-email":
      [Finding(.contactShared, expected: "contact.other", actual: "ctc_9")]
    default: []
    }
  }
}
