package import Diagnostics
import JSONText
package import Model
package import Planning

/// Reads plans that were saved as JSON.
package enum SavedPlan {
  /// Reads the plan that the bytes of `file` hold; it equals the plan that was saved.
  ///
  /// Formatting makes no difference. Members that are missing, of the wrong kind, contradictory or
  /// edited are errors, and so is an unknown format version.
  package static func parse(
    _ bytes: [UInt8],
    file: String,
    schema: Schema = .standard
  ) throws(SavedPlanError) -> Plan {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONParser.parse(bytes)
    } catch {
      throw .notJSON("\(error)", at: location(of: error.offset, in: bytes, file: file))
    }
    let root = PlanNode(value, file: file)
    try checkVersion(root)
    let plan = try plan(root, schema)
    try checkWhole(plan, root)
    try checkDigest(root)
    return plan
  }

  /// Explains why a plan with errors is not applied; `nil` for a plan without errors.
  package static func refusal(of plan: Plan, file: String) -> Diagnostic? {
    let errors = plan.diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    let count = errors.count == 1 ? "an error" : "\(errors.count) errors"
    return Diagnostic(
      .error,
      .planErrored,
      "\(file) has \(count) and cannot be applied: \(first.message)",
      hint: first.hint ?? SavedPlanError.newPlanHint
    )
  }

  private static func location(of offset: Int, in bytes: [UInt8], file: String) -> SourceLocation {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return SourceLocation(file: file, line: line, column: column)
  }

  private static func checkVersion(_ root: PlanNode) throws(SavedPlanError) {
    guard root.value.members != nil else {
      throw .malformed(root.file, ".", "must be an object")
    }
    let version = try root["format_version"].string()
    let major = version.prefix { $0 != "." }
    guard major == PlanDocument.formatVersion.prefix(while: { $0 != "." }) else {
      throw .unknownVersion(root.file, version, by: root.value["roster_version"]?.string)
    }
  }

  private static func plan(
    _ root: PlanNode,
    _ schema: Schema
  ) throws(SavedPlanError) -> Plan {
    _ = try root["roster_version"].string()
    let basis = Plan.Basis(
      lineage: try root.nullable("lineage").map { (node) throws(SavedPlanError) in
        Lineage(try node.string())
      },
      serial: Serial(try root["serial"].integer()),
      endpoint: try root["endpoint"].string(),
      team: try root.nullable("team").map { (node) throws(SavedPlanError) in
        TeamID(try node.string())
      },
      files: try root["files"].map { (node) throws(SavedPlanError) in
        DesiredState.File(
          path: try node["path"].string(),
          sha256: try node["sha256"].string()
        )
      },
      statePath: try root.nullable("state").map { (node) throws(SavedPlanError) in
        try node.string()
      },
      isRefreshed: try root.optional("refreshed")?.boolean() ?? false,
      folder: try root.optional("folder")?.string()
    )
    return Plan(
      basis: basis,
      changes: try root["resource_changes"].map { (node) throws(SavedPlanError) in
        try SavedChange.read(node, schema)
      },
      unchanged: try root["summary"]["unchanged"].integer(),
      customFields: try root["custom_fields"].map(customField),
      diagnostics: try root["diagnostics"].map(SavedDiagnostic.read),
      filters: try root["filters"].map { (node) throws(SavedPlanError) in try node.string() },
      allowances: try root.optional("allowed")?.map { (node) throws(SavedPlanError) in
        try node.string()
      } ?? []
    )
  }

  private static func customField(
    _ node: PlanNode
  ) throws(SavedPlanError) -> DesiredCustomField {
    DesiredCustomField(
      name: try node["name"].string(),
      type: try node["type"].word(CustomFieldType.self),
      location: try node.nullable("source").map { (node) throws(SavedPlanError) in
        try node.place()
      }
    )
  }

  /// Checks that what the document says about the plan as a whole agrees with its parts.
  private static func checkWhole(_ plan: Plan, _ root: PlanNode) throws(SavedPlanError) {
    let summary = try root["summary"]
    let counts = plan.summary
    for verb in Verb.allCases {
      let node = try summary[verb.rawValue]
      guard try node.integer() == counts[verb] else {
        throw node.inconsistent("must be \(counts[verb]), the number of such changes")
      }
    }
    let findings = try summary["findings"]
    guard try findings.integer() == counts.findings else {
      throw findings.inconsistent("must be \(counts.findings)")
    }
    let errored = try root["errored"]
    guard try errored.boolean() == plan.isErrored else {
      throw errored.inconsistent("must be \(plan.isErrored), as the diagnostics say")
    }
    let applyable = try root["applyable"]
    let isApplyable = plan.hasChanges && !plan.isErrored
    guard try applyable.boolean() == isApplyable else {
      throw applyable.inconsistent("must be \(isApplyable)")
    }
    let digest = try root["manifest_sha256"]
    guard try digest.string() == PlanDocument.manifestDigest(plan.basis.files) else {
      throw digest.inconsistent("does not match `files`")
    }
    try checkParts(plan, root)
    for (previous, next) in zip(plan.changes, plan.changes.dropFirst())
    where previous.address == next.address && (previous.after != nil || next.after == nil) {
      throw try root["resource_changes"].inconsistent("has \(next.address) twice")
    }
  }

  /// Checks locations and drift.
  ///
  /// Locations must be in the manifest's files, since reports show the lines there, and only a plan
  /// that has read the CRM may hold drift.
  private static func checkParts(_ plan: Plan, _ root: PlanNode) throws(SavedPlanError) {
    let files = Set(plan.basis.files.map(\.path))
    for (index, change) in plan.changes.enumerated() {
      let places = [change.location] + change.keyLocations.elements.map { $0.location }
      for case let place? in places where !files.contains(place.file) {
        throw try root["resource_changes"].elements()[index].inconsistent(
          "has a place in \(place.file), which `files` does not list (\(change.address))"
        )
      }
      guard change.reason != .drift || plan.basis.isRefreshed else {
        throw try root["resource_changes"].elements()[index]["action_reason"].inconsistent(
          "must not be drift in a plan that is not `refreshed` (\(change.address))"
        )
      }
    }
    for field in plan.customFields {
      guard let place = field.location, !files.contains(place.file) else { continue }
      throw try root["custom_fields"].inconsistent(
        "has a place in \(place.file), which `files` does not list"
      )
    }
  }

  private static func checkDigest(_ root: PlanNode) throws(SavedPlanError) {
    let members = root.value.members ?? []
    let digest = try root[PlanDocument.digestName].string()
    guard members.last?.name == PlanDocument.digestName,
      digest == PlanDocument.canonicalDigest(members.dropLast())
    else { throw .altered(root.file) }
  }
}
