/// Contacts counted by what happens to them.
package struct PlanSummary: Hashable, Sendable {
  package var create: Int
  package var update: Int
  package var rename: Int
  package var forget: Int
  package var delete: Int
  package var unchanged: Int
  /// How many contacts are planned because something had not converged.
  package var findings: Int

  package init(
    create: Int = 0,
    update: Int = 0,
    rename: Int = 0,
    forget: Int = 0,
    delete: Int = 0,
    unchanged: Int = 0,
    findings: Int = 0
  ) {
    self.create = create
    self.update = update
    self.rename = rename
    self.forget = forget
    self.delete = delete
    self.unchanged = unchanged
    self.findings = findings
  }

  /// Counts changes; `findings` counts those with a finding that is tried again or acknowledged.
  package init(of changes: [Change], unchanged: Int) {
    self.init(unchanged: unchanged)
    for change in changes {
      self[change.action.verb] += 1
      if !change.retriedFindings.isEmpty { findings += 1 }
    }
  }

  /// How many contacts change in any way.
  package var changes: Int { create + update + rename + forget + delete }

  package subscript(verb: Verb) -> Int {
    get {
      switch verb {
      case .create: create
      case .update: update
      case .rename: rename
      case .forget: forget
      case .delete: delete
      }
    }
    set {
      switch verb {
      case .create: create = newValue
      case .update: update = newValue
      case .rename: rename = newValue
      case .forget: forget = newValue
      case .delete: delete = newValue
      }
    }
  }
}
