import Engine
import ArgumentParser
import Diagnostics
import Foundation
import Model
import Planning
import Reporting

/// A saved plan given to `apply` in place of a manifest.
struct SavedPlanFile {
  let plan: Plan
  let path: String

  /// Reads the plan when that is what the one argument is: its name ends in `.json`, or its text is
  /// JSON and its name is no manifest's.
  static func detect(_ arguments: [String]) throws -> SavedPlanFile? {
    guard arguments.count == 1, let path = arguments.first, path != "-" else { return nil }
    let isManifestName = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, !isFolder.boolValue, !isManifestName else { return nil }
    let bytes = try Files.read(path)
    let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard path.hasSuffix(".json") || first == UInt8(ascii: "{") else { return nil }
    return SavedPlanFile(plan: try SavedPlan.parse(bytes, file: path), path: path)
  }

  /// Refuses options that would have to change a plan which is applied as it was reviewed.
  ///
  /// - Throws: `ValidationError`
  func check(_ options: PlanningOptions) throws {
    let given = options.namesOfPlanningOnly
    guard let first = given.first else { return }
    throw ValidationError(
      "\(given.joined(separator: ", ")) cannot be given with a saved plan: \(path) is applied exactly as it "
        + "was reviewed. Make a new plan with it: roster plan \(first) … --out FILE"
    )
  }

  /// Warns of manifest files that are not any more what the plan was made from.
  func changedFiles(_ desired: DesiredState) -> [Diagnostic] {
    let changed = plan.basis.files.filter { !desired.files.contains($0) }
    guard !changed.isEmpty else { return [] }
    return [
      Diagnostic(
        .warning,
        .manifestChanged,
        "The manifest has changed since \(path) was made: \(changed.map(\.path).joined(separator: ", ")).",
        detail: "The plan is applied only if the manifest still asks for exactly what it says.",
        hint: "Make a new plan to have the changes in."
      )
    ]
  }

  /// The plan, when it may be applied to that state.
  ///
  /// - Parameters:
  ///   - desired: What its manifest declares.
  ///   - prior: The whole state.
  ///   - options: Where it is applied, and the limits of the command line.
  /// - Returns: the plan.
  /// - Throws: `DiagnosticsError` when it is out of date, for elsewhere, does not follow from the
  ///   manifest and the state, exceeds a limit, or has errors; an error of the state, when a
  ///   contact in it cannot be decoded.
  func checked(
    _ desired: DesiredState,
    prior: PriorState,
    options: PlanOptions
  ) throws -> Plan {
    var problems = PlanGuard.problems(
      plan,
      prior: prior,
      endpoint: options.endpoint,
      planFile: path
    )
    if problems.isEmpty {
      problems = try PlanGuard.differences(
        plan,
        from: desired,
        prior: prior,
        options: options,
        planFile: path
      )
    }
    if let refusal = SavedPlan.refusal(of: plan, file: path) { problems.append(refusal) }
    guard problems.isEmpty else { throw DiagnosticsError(problems) }
    return plan
  }
}
