import Diagnostics
import JSONText

/// Reads a diagnostic of a saved plan.
enum SavedDiagnostic {
  static func read(_ node: PlanNode) throws(SavedPlanError) -> Diagnostic {
    Diagnostic(
      try node["severity"].word(Diagnostic.Severity.self),
      DiagnosticCode(try node["code"].string(), title: "", explanation: "", repair: ""),
      try node["message"].string(),
      detail: try text(node, "detail"),
      address: try text(node, "address"),
      location: node.value["line"] == nil ? nil : try node.place(),
      excerpt: try node.optional("excerpt").map(excerpt),
      hint: try text(node, "hint"),
      related: try node.optional("related")?.map(related) ?? []
    )
  }

  private static func text(_ node: PlanNode, _ name: String) throws(SavedPlanError) -> String? {
    guard let member = try node.optional(name) else { return nil }
    return try member.string()
  }

  private static func excerpt(_ node: PlanNode) throws(SavedPlanError) -> SourceExcerpt {
    let line = try node["line"].string()
    let offset = try node["caret_offset"]
    let length = try node["caret_length"]
    let width = line.unicodeScalars.count
    guard try offset.integer() <= width else { throw offset.malformed("is beyond the line's end") }
    guard try length.integer() <= width + 1 else { throw length.malformed("is beyond the line") }
    return SourceExcerpt(
      line: line,
      caretOffset: try offset.integer(),
      caretLength: try length.integer()
    )
  }

  private static func related(_ node: PlanNode) throws(SavedPlanError) -> Diagnostic.Related {
    Diagnostic.Related(message: try node["message"].string(), location: try node.place())
  }
}
