import Diagnostics
import JSONText
import Model
import Planning

/// Reads a resource change of a saved plan, and refuses one whose request differs
/// from what it shows.
enum SavedChange {
  static func read(_ node: PlanNode, _ schema: Schema) throws(SavedPlanError) -> Change {
    let values = try node["change"]
    let location = try place(node, "source")
    let address = try node["address"].address(in: schema)
    let type = address.type
    let change = Change(
      address: address,
      previousAddress: try optional(node, "previous_address") { (node) throws(SavedPlanError) in
        try node.address(in: schema)
      },
      action: try node["roster_action"].word(Action.self),
      reason: try node["action_reason"].word(ChangeReason.self),
      contactID: try optional(node, type.idMember) { (node) throws(SavedPlanError) in
        ContactID(try node.string())
      },
      before: try optional(values, "before") { (node) throws(SavedPlanError) in
        try node.attributes(of: type)
      },
      after: try optional(values, "after") { (node) throws(SavedPlanError) in
        try node.attributes(of: type)
      },
      changedKeys: try keys(node, "changed_fields", type),
      releasedKeys: try keys(node, "released_fields", type),
      retriedFindings: try node["retried_findings"].map { (node) throws(SavedPlanError) in
        try finding(node, type)
      },
      request: try optional(node, "request") { (node) throws(SavedPlanError) in
        try request(node, type)
      },
      location: location,
      keyLocations: KeyLocations(try fieldSources(node["field_sources"], location, type)),
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
    _ name: String,
    _ type: ResourceType
  ) throws(SavedPlanError) -> [AttributeKey] {
    try node[name].map { (node) throws(SavedPlanError) in try node.key(of: type) }
  }

  private static func finding(
    _ node: PlanNode,
    _ type: ResourceType
  ) throws(SavedPlanError) -> Finding {
    func text(_ name: String) throws(SavedPlanError) -> String? {
      guard let member = try node.optional(name) else { return nil }
      return try member.string()
    }
    return Finding(
      try node["kind"].word(Finding.Kind.self),
      key: try node.optional("key").map { (node) throws(SavedPlanError) in try node.key(of: type) },
      expected: try text("expected"),
      actual: try text("actual"),
      note: try text("note")
    )
  }

  private static func fieldSources(
    _ node: PlanNode,
    _ location: SourceLocation?,
    _ type: ResourceType
  ) throws(SavedPlanError) -> [AttributeKey: SourceLocation] {
    var sources: [AttributeKey: SourceLocation] = [:]
    for (name, member) in try node.members() {
      guard let key = AttributeKey(name, of: type) else {
        throw member.malformed("must be named like a field, such as jobTitle or custom.tier")
      }
      sources[key] = try member.place(in: location?.file)
    }
    return sources
  }

  private static func request(
    _ node: PlanNode,
    _ type: ResourceType
  ) throws(SavedPlanError) -> PlannedRequest {
    let method = try node["method"]
    let path = try node["path"]
    switch try method.string() {
    case "POST":
      guard try path.string() == type.path else { throw path.malformed("must be \(type.path)") }
      return .upsert(try upsert(node["body"], type))
    case "DELETE":
      let text = try path.string()
      let prefix = type.path + "/"
      guard text.hasPrefix(prefix), text.utf8.count > prefix.utf8.count else {
        throw path.malformed("must be \(prefix) and an id")
      }
      guard try node.nullable("body") == nil else {
        throw try node["body"].malformed("must be null")
      }
      return .delete(ContactID(String(text.dropFirst(prefix.count))))
    default: throw method.malformed("must be POST or DELETE")
    }
  }

  private static func upsert(
    _ node: PlanNode,
    _ type: ResourceType
  ) throws(SavedPlanError) -> ContactUpsert {
    var id: ContactID?
    var pairs: [(AttributeKey, AttributeValue)] = []
    for (name, member) in try node.members() {
      if name == type.idName {
        id = ContactID(try member.string())
      } else if let field = type.field(named: name) {
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
    return ContactUpsert(id: id, attributes: Attributes(pairs, of: type))
  }

  /// Checks the members that repeat what other members say.
  private static func checkNames(_ change: Change, _ node: PlanNode) throws(SavedPlanError) {
    let type = try node["type"]
    let expected = change.address.type.name
    guard try type.string() == expected else { throw type.inconsistent("must be \(expected)") }
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
