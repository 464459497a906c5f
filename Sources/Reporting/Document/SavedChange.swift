import Diagnostics
import JSONText
import Model
import Planning

/// Reads a resource change of a saved plan, and refuses one whose request is not what it shows.
enum SavedChange {
  static func read(_ node: PlanNode) throws(SavedPlanError) -> Change {
    let values = try node["change"]
    let location = try place(node, "source")
    let change = Change(
      address: try node["address"].address(),
      previousAddress: try optional(node, "previous_address") { (node) throws(SavedPlanError) in
        try node.address()
      },
      action: try node["roster_action"].word(Action.self),
      reason: try node["action_reason"].word(ChangeReason.self),
      contactID: try optional(node, "contact_id") { (node) throws(SavedPlanError) in
        ContactID(try node.string())
      },
      before: try optional(values, "before") { (node) throws(SavedPlanError) in
        try node.attributes()
      },
      after: try optional(values, "after") { (node) throws(SavedPlanError) in
        try node.attributes()
      },
      changedKeys: try keys(node, "changed_fields"),
      releasedKeys: try keys(node, "released_fields"),
      retriedFindings: try node["retried_findings"].map(finding),
      request: try optional(node, "request", request),
      location: location,
      keyLocations: KeyLocations(try fieldSources(node["field_sources"], location)),
      companyName: try optional(node, "company_name") { (node) throws(SavedPlanError) in
        try node.string()
      },
      wasProtected: try node["was_protected"].boolean(),
      isProtected: try node["protected"].boolean()
    )
    try checkNames(change, node)
    try SavedChangeCheck(change: change, node: node).run()
    return change
  }

  private static func optional<Value>(
    _ node: PlanNode,
    _ name: String,
    _ read: (PlanNode) throws(SavedPlanError) -> Value
  ) throws(SavedPlanError) -> Value? {
    guard let member = try node.nullable(name) else { return nil }
    return try read(member)
  }

  private static func place(
    _ node: PlanNode,
    _ name: String
  ) throws(SavedPlanError) -> SourceLocation? {
    guard let member = try node.nullable(name) else { return nil }
    return try member.place()
  }

  private static func keys(
    _ node: PlanNode,
    _ name: String
  ) throws(SavedPlanError) -> [AttributeKey] {
    try node[name].map { (node) throws(SavedPlanError) in try node.key() }
  }

  private static func finding(_ node: PlanNode) throws(SavedPlanError) -> Finding {
    func text(_ name: String) throws(SavedPlanError) -> String? {
      guard let member = try node.optional(name) else { return nil }
      return try member.string()
    }
    return Finding(
      try node["kind"].word(Finding.Kind.self),
      key: try node.optional("key").map { (node) throws(SavedPlanError) in try node.key() },
      expected: try text("expected"),
      actual: try text("actual"),
      note: try text("note")
    )
  }

  private static func fieldSources(
    _ node: PlanNode,
    _ location: SourceLocation?
  ) throws(SavedPlanError) -> [AttributeKey: SourceLocation] {
    var sources: [AttributeKey: SourceLocation] = [:]
    for (name, member) in try node.members() {
      guard let key = AttributeKey(name) else {
        throw member.malformed("must be named like a field, such as jobTitle or custom.tier")
      }
      sources[key] = try member.place(in: location?.file)
    }
    return sources
  }

  private static func request(_ node: PlanNode) throws(SavedPlanError) -> PlannedRequest {
    let method = try node["method"]
    let path = try node["path"]
    switch try method.string() {
    case "POST":
      guard try path.string() == "/contacts" else { throw path.malformed("must be /contacts") }
      return .upsert(try upsert(node["body"]))
    case "DELETE":
      let text = try path.string()
      let prefix = "/contacts/"
      guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else {
        throw path.malformed("must be /contacts/ and an id")
      }
      guard try node.nullable("body") == nil else {
        throw try node["body"].malformed("must be null")
      }
      return .delete(ContactID(String(text.dropFirst(prefix.count))))
    default: throw method.malformed("must be POST or DELETE")
    }
  }

  private static func upsert(_ node: PlanNode) throws(SavedPlanError) -> ContactUpsert {
    var id: ContactID?
    var pairs: [(AttributeKey, AttributeValue)] = []
    for (name, member) in try node.members() {
      if name == "contactId" {
        id = ContactID(try member.string())
      } else if let field = ContactField(name: name) {
        guard let value = AttributeValue(json: member.value, for: field) else {
          throw member.malformed("must be a value that the API takes")
        }
        pairs.append((.field(field), value))
      } else {
        guard !name.isEmpty, let value = AttributeValue(customJSON: member.value) else {
          throw member.malformed("must be a string, a number or a boolean")
        }
        pairs.append((.custom(name), value))
      }
    }
    return ContactUpsert(id: id, attributes: Attributes(pairs))
  }

  /// The members that say twice what is said elsewhere.
  private static func checkNames(_ change: Change, _ node: PlanNode) throws(SavedPlanError) {
    let type = try node["type"]
    guard try type.string() == "contact" else { throw type.inconsistent("must be contact") }
    let name = try node["name"]
    guard try name.string() == change.address.key else {
      throw name.inconsistent("does not match the address \(change.address)")
    }
    let actions = try node["change"]["actions"]
    let words = try actions.map { (node) throws(SavedPlanError) in try node.string() }
    guard words == [change.action.verb.rawValue] else {
      throw actions.inconsistent("does not match the action \(change.action.rawValue)")
    }
  }
}
