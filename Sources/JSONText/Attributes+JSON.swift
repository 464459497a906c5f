package import Model

/// How attributes nest in JSON.
package enum AttributesLayout: Sendable {
  /// As a request has them: custom fields beside the API's.
  case request
  /// As a manifest, a plan and a state have them: custom fields under `custom`.
  case manifest
}

extension JSONWriter {
  /// One attribute's value.
  package mutating func value(_ value: AttributeValue) {
    switch value {
    case .string(let text): string(text)
    case .number(let number): literal(AttributeValue.text(of: number))
    case .boolean(let flag): boolean(flag)
    case .list(let items):
      array { writer in
        for item in items { writer.string(item) }
      }
    }
  }

  /// An object of attributes, in canonical order.
  package mutating func attributes(_ attributes: Attributes, _ layout: AttributesLayout) {
    object { writer in writer.members(of: attributes, layout) }
  }

  /// The body of `POST /contacts`: `contactId` first, then the attributes.
  package mutating func upsert(_ upsert: ContactUpsert) {
    object { writer in
      writer.member("contactId", upsert.id?.rawValue)
      writer.members(of: upsert.attributes, .request)
    }
  }

  private mutating func members(of attributes: Attributes, _ layout: AttributesLayout) {
    var custom: [(String, AttributeValue)] = []
    for (key, value) in attributes {
      if case .custom(let name) = key, layout == .manifest {
        custom.append((name, value))
      } else {
        self.key(key.name)
        self.value(value)
      }
    }
    guard !custom.isEmpty else { return }
    key("custom")
    object { writer in
      for (name, value) in custom {
        writer.key(name)
        writer.value(value)
      }
    }
  }
}

extension Attributes {
  /// Reads what `attributes(_:.manifest)` wrote; `nil` for anything that no manifest could declare.
  package init?(json: JSONValue) {
    guard let members = json.members else { return nil }
    var pairs: [(AttributeKey, AttributeValue)] = []
    for member in members {
      if member.name == "custom" {
        guard let custom = member.value.members else { return nil }
        for entry in custom {
          guard !entry.name.isEmpty, let value = AttributeValue(customJSON: entry.value) else {
            return nil
          }
          pairs.append((.custom(entry.name), value))
        }
      } else {
        guard let field = ContactField(name: member.name),
          let value = AttributeValue(json: member.value, for: field)
        else { return nil }
        pairs.append((.field(field), value))
      }
    }
    self.init(pairs)
  }
}

extension AttributeValue {
  /// A custom field's value; `nil` for null, lists and objects.
  package init?(customJSON json: JSONValue) {
    if let text = json.string {
      self = .string(text)
    } else if let flag = json.boolean {
      self = .boolean(flag)
    } else if let number = json.double {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// An API field's value: a string, for `additionalEmails` a list of them; `nil` for anything else.
  package init?(json: JSONValue, for field: ContactField) {
    if field.kind == .emailList {
      guard let items = json.array else { return nil }
      let strings = items.compactMap(\.string)
      guard strings.count == items.count else { return nil }
      self = .list(strings)
    } else {
      guard let text = json.string else { return nil }
      self = .string(text)
    }
  }
}
