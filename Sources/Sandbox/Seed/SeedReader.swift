import Diagnostics
import Model
import YAMLEvents

/// Reads a seed from a YAML document.
struct SeedReader {
  private var reader = FileReader()
  /// The first place of each unique value, such as `domain acme.example`.
  private var places: [String: SourceLocation] = [:]

  mutating func read(_ root: YAMLNode) throws(DiagnosticsError) -> SandboxSeed {
    var seed = SandboxSeed.default
    let keys = ["team", "users", "companies", "fields", "contacts"]
    if reader.isMapping(root, "A seed file", keys: keys) {
      if let node = root["team"], !node.isNull { seed.team = team(node) }
      if let users = root["users"], !users.isNull {
        seed.users = reader.items(root, "users").compactMap { user($0) }
      }
      seed.companies = reader.items(root, "companies").compactMap { company($0) }
      seed.fields = reader.items(root, "fields").compactMap { field($0) }
      let registry = FieldRegistry(
        custom: seed.fields.map { field in
          (field.entity, .init(name: field.name, label: field.name, type: field.type))
        }
      )
      seed.contacts = reader.items(root, "contacts").compactMap { contact($0, registry) }
    }
    try reader.finish()
    return seed
  }

  private mutating func team(_ node: YAMLNode) -> SandboxSeed.Team {
    guard reader.isMapping(node, "`team`", keys: ["name", "id"]) else {
      return SandboxSeed.default.team
    }
    let name = reader.requiredText(node, "name", of: "`team`")
    return .init(name: name ?? "", id: id(node, .team))
  }

  private mutating func user(_ node: YAMLNode) -> SandboxSeed.User? {
    guard reader.isMapping(node, "A user", keys: ["email", "name", "role", "id"]),
      let email = reader.requiredText(node, "email", of: "A user")
    else { return nil }
    guard let normalized = EmailRules.normalized(email) else {
      reject(node, "email", "`\(email)` is no email address.")
      return nil
    }
    unique("user", normalized, node, "email")
    let name = reader.text(node, "name") ?? String(email.prefix { $0 != "@" })
    return .init(
      email: normalized,
      name: name,
      role: reader.text(node, "role") ?? "member",
      id: id(node, .user)
    )
  }

  private mutating func company(_ node: YAMLNode) -> SandboxSeed.Company? {
    guard reader.isMapping(node, "A company", keys: ["name", "domain", "linkedinUrl", "id"]),
      let name = reader.requiredText(node, "name", of: "A company")
    else { return nil }
    var company = SandboxSeed.Company(name: name, id: id(node, .company))
    if let text = reader.text(node, "domain") {
      company.domain = LinkRules.domain(text)
      if let domain = company.domain {
        unique("domain", domain, node, "domain")
      } else {
        reject(node, "domain", "`\(text)` is no domain.")
      }
    }
    if let text = reader.text(node, "linkedinUrl") {
      company.linkedinUrl = LinkRules.linkedIn(text, .company)
      if let url = company.linkedinUrl {
        unique("linkedinUrl", url.lowercased(), node, "linkedinUrl")
      } else {
        reject(node, "linkedinUrl", "`\(text)` is no LinkedIn company page.")
      }
    }
    if node["domain"] == nil, node["linkedinUrl"] == nil, node["id"] == nil {
      reader.report(
        .sandboxFileMissingKey,
        "Company `\(name)` has nothing that a contact could name it by.",
        at: node,
        hint: "Add `domain`, `linkedinUrl` or `id`."
      )
    }
    return company
  }

  private mutating func field(_ node: YAMLNode) -> SandboxSeed.Field? {
    guard reader.isMapping(node, "A field", keys: ["name", "type", "label", "entity"]),
      let name = reader.requiredText(node, "name", of: "A field"),
      let typeName = reader.requiredText(node, "type", of: "A field")
    else { return nil }
    guard let type = CustomFieldType(rawValue: typeName) else {
      let types = CustomFieldType.allCases.map(\.rawValue)
      reject(node, "type", "`\(typeName)` is no type of field.", choices: types)
      return nil
    }
    var field = SandboxSeed.Field(name: name, type: type, label: reader.text(node, "label"))
    if let entityName = reader.text(node, "entity") {
      if let entity = SandboxSeed.Field.Entity(rawValue: entityName) {
        field.entity = entity
      } else {
        reject(node, "entity", "`\(entityName)` has no fields.", choices: ["contact", "company"])
      }
    }
    let standard = FieldRegistry.standard(field.entity).map(\.name)
    if standard.contains(name)
      || (field.entity == .contact && ResourceType.contact.field(named: name) != nil)
    {
      reject(node, "name", "`\(name)` is a field of the API's own.")
    }
    unique("field of \(field.entity.rawValue)", name, node, "name")
    return field
  }

  private mutating func contact(_ node: YAMLNode, _ registry: FieldRegistry) -> WireValue? {
    guard let entries = node.mapping else {
      reader.report(.sandboxFileShape, "A contact is a mapping.", at: node)
      return nil
    }
    let body = WireValue.object(
      entries.map { entry in
        let isCustom = ResourceType.contact.field(named: entry.key) == nil
        return .init(name: entry.key, value: Self.value(entry.value, typed: isCustom))
      }
    )
    do throws(APIRefusal) {
      _ = try ContactSubmission(body, registry: registry, unregistered: .refused)
    } catch {
      guard case .coded(let code, let message, _) = error.body else { return nil }
      reader.report(.sandboxFileInvalidValue, "\(message) (\(code)).", at: node)
    }
    return body
  }

  /// The JSON of a node; API fields are texts as written, custom ones have the type
  /// that YAML gives them.
  private static func value(_ node: YAMLNode, typed: Bool) -> WireValue {
    if let items = node.array { return .array(items.map { value($0, typed: typed) }) }
    guard let text = node.string else { return .null }
    guard typed else { return .string(text) }
    switch node.scalarType {
    case .boolean(let truth): return .bool(truth)
    case .integer(let number?): return .number(String(number))
    case .float(let number) where number.isFinite: return .number(number.description)
    default: return .string(text)
    }
  }

  private mutating func id(_ node: YAMLNode, _ kind: RecordID) -> String? {
    guard let id = reader.text(node, "id") else { return nil }
    guard kind.matches(id) else {
      reject(
        node,
        "id",
        "`\(id)` is no id of that kind.",
        hint: "Write `\(kind.rawValue)` and 17 letters and digits."
      )
      return nil
    }
    unique("id", id, node, "id")
    return id
  }

  private mutating func reject(
    _ node: YAMLNode,
    _ key: String,
    _ message: String,
    choices: [String] = [],
    hint: String? = nil
  ) {
    let choice = choices.isEmpty ? nil : "It is one of \(choices.joined(separator: ", "))."
    reader.report(
      .sandboxFileInvalidValue,
      message,
      at: node[key] ?? node,
      hint: hint ?? choice
    )
  }

  private mutating func unique(_ what: String, _ value: String, _ node: YAMLNode, _ key: String) {
    let place = node[key] ?? node
    guard let first = places.updateValue(place.location, forKey: "\(what) \(value)") else { return }
    places["\(what) \(value)"] = first
    reader.report(
      .sandboxFileDuplicate,
      "The \(what) `\(value)` stands twice.",
      at: place,
      related: [.init(message: "it stands here first", location: first)]
    )
  }
}
