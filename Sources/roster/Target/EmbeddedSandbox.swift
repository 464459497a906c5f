import Diagnostics
import Foundation
import Model
import Planning
import State

/// The embedded CRM, which is kept beside the state.
struct EmbeddedSandbox: Sendable {
  private let folder: String

  init(beside statePath: String) {
    let slash = statePath.lastIndex(of: "/").map { statePath.index(after: $0) }
    folder = (slash.map { statePath[..<$0] } ?? "") + ".roster"
  }

  var database: String { folder + "/sandbox.sqlite" }

  /// Where it notes the serials that were applied to it.
  var serialsPath: String { folder + "/serials.jsonl" }

  private var serials: AppliedSerials { AppliedSerials(path: serialsPath) }

  /// Notes the serial of a state that an apply to this sandbox has recorded.
  func record(_ serial: Serial, of lineage: Lineage) { serials.record(serial, of: lineage) }

  /// The snapshot of the state at that path, with a warning when an apply to this sandbox has
  /// recorded a newer one.
  func aged(_ snapshot: StateSnapshot, _ path: String) -> StateSnapshot {
    guard let lineage = snapshot.prior.lineage, access(database, F_OK) == 0 else { return snapshot }
    return StateAge.notice(in: snapshot, path, recorded: serials.highest(of: lineage))
  }

  /// Makes the database's folder if it is missing.
  func makeFolder() throws {
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw Files.problem("create", folder, POSIXError.current)
    }
  }

  /// What is said when there is no sandbox to read; `nil` when there is one.
  var absence: Diagnostic? {
    guard access(database, F_OK) != 0 else { return nil }
    return Diagnostic(
      .error,
      .sandboxMissing,
      "There is no sandbox here to read: there is no \(database).",
      hint:
        "Change into the folder that has it, make it by `roster apply --sandbox`, or give --seed FILE."
    )
  }

  /// What is said when the state's contacts are in a sandbox that is not here; `nil` when it is.
  ///
  /// It is an error where the sandbox is about to be used: a new, empty one would be made.
  func absence(from prior: PriorState, _ severity: Diagnostic.Severity) -> Diagnostic? {
    guard prior.endpoint == PlanOptions.sandbox, prior.contacts.count > 0,
      access(database, F_OK) != 0
    else {
      return nil
    }
    let count = prior.contacts.count == 1 ? "1 contact" : "\(prior.contacts.count) contacts"
    return Diagnostic(
      severity,
      .sandboxMissing,
      "The state records \(count) in a sandbox that is not here: there is no \(database).",
      detail: "The sandbox's database is not part of a clone or copy that has the state alone.",
      hint: "Put the database back, or begin anew with a state of its own for an empty sandbox:\n"
        + "  --state new.state.jsonl"
    )
  }
}
