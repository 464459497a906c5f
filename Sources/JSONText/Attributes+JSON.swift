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

  /// The body of a request that creates or updates a resource: its id's member first, then the attributes.
  package mutating func upsert(_ upsert: ContactUpsert) {
    object { writer in
      writer.member(upsert.attributes.type.idName, upsert.id?.rawValue)
      writer.members(of: upsert.attributes, .request)
    }
  }

  private mutating func members(of attributes: Attributes, _ layout: AttributesLayout) {
    members(layout, attributes.forEachRaw)
  }

  /// Members for the entries that `forEach` hands out, in canonical order.
  package mutating func members(
    _ layout: AttributesLayout,
    _ forEach: ((RawAttribute) -> Void) -> Void
  ) {
    // Custom ones come last.
    var hasCustom = false
    forEach { entry in
      if let field = entry.field {
        key(field)
      } else {
        if !hasCustom, layout == .manifest {
          key("custom")
          beginObject()
        }
        hasCustom = true
        key(utf8: entry.customName)
      }
      raw(entry.value)
    }
    if hasCustom, layout == .manifest { endObject() }
  }

  /// A member's name: the field's.
  @inline(__always)
  package mutating func key(_ field: Field) {
    key(plain: field.staticName)
  }

  private mutating func raw(_ value: RawAttribute.Value) {
    switch value {
    case .text(let text): string(utf8: text)
    case .number(let digits): literal(utf8: digits)
    case .boolean(let flag): boolean(flag)
    case .list:
      beginArray()
      value.forEachItem { string(utf8: $0) }
      endArray()
    }
  }
}

extension Attributes {
  /// Reads what `attributes(_:.manifest)` wrote; `nil` for anything that no manifest could declare.
  package init?(json: JSONValue, of type: ResourceType = .contact) {
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
        guard let field = type.field(named: member.name),
          let value = AttributeValue(json: member.value, for: field)
        else { return nil }
        pairs.append((.field(field), value))
      }
    }
    self.init(pairs, of: type)
  }
}

extension AttributeValue {
  /// A custom field's value; `nil` for null, lists and objects, and for a number that would be rounded.
  package init?(customJSON json: JSONValue) {
    if let text = json.string {
      self = .string(text)
    } else if let flag = json.boolean {
      self = .boolean(flag)
    } else if case .number(let text) = json, let number = Self.exactNumber(text) {
      self = .number(number)
    } else {
      return nil
    }
  }

  /// An API field's value: a string, for `additionalEmails` a list of them; `nil` for anything else.
  package init?(json: JSONValue, for field: Field) {
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
