import Engine
import JSONText
import Model

extension Team {
  /// Reads the answer to `GET /team?version=v2`.
  init(wire json: JSONValue) throws(WireError) {
    let data = try WireReader(json)
    var users: [TeamMember] = []
    for (index, entry) in data.array("users").enumerated() {
      let user = try WireReader(entry, path: "users[\(index)]")
      users.append(
        TeamMember(
          id: UserID(try user.required("userId")),
          name: user.string("name"),
          email: user.string("email"),
          role: user.string("role")
        )
      )
    }
    self.init(
      id: TeamID(try data.required("_id")),
      name: data.string("name") ?? "",
      users: users
    )
  }
}

extension RegisteredField {
  /// Reads one entry of `GET /fields`.
  init(wire json: JSONValue, path: String) throws(WireError) {
    let data = try WireReader(json, path: path)
    let name = try data.required("name")
    self.init(
      name: name,
      label: data.string("label") ?? name,
      typeName: try data.required("type"),
      source: data.string("source") ?? ""
    )
  }

  /// Reads all fields of one type of resource, from `{"success", "data": {"contact": […]}}`
  /// or a bare array.
  static func list(
    wire json: JSONValue,
    of type: ResourceType
  ) throws(WireError) -> [RegisteredField] {
    var entries = json
    if json.array == nil {
      let top = try WireReader(json)
      guard let data = top["data"] else { throw WireError(message: "data is missing") }
      if data.array != nil {
        entries = data
      } else {
        entries = .array(try WireReader(data, path: "data").requiredArray(type.name))
      }
    }
    return try readList(entries, RegisteredField.init(wire:path:))
  }
}

extension RemoteCompany {
  /// Reads a company as `GET /companies` returns it; its name may stand under `fields`.
  init(wire json: JSONValue, path: String) throws(WireError) {
    let data = try WireReader(json, path: path)
    let fields = data.dictionary("fields")
    self.init(
      id: CompanyID(try data.required("_id")),
      name: data.string("name") ?? fields["name"]?.string,
      domain: data.string("domain") ?? fields["domain"]?.string,
      linkedinUrl: data.string("linkedinUrl") ?? fields["linkedinUrl"]?.string
    )
  }
}
