package import Model

/// How attributes nest in JSON.
package enum AttributesLayout: Sendable {
  /// The layout of a request: custom fields stand beside the API's.
  case request
  /// The layout of a manifest, a plan and a state: custom fields stand under `custom`.
  case manifest
}

/// Where the members of a resource stand in a writer's text.
package struct WrittenMembers {
  /// The range of the API's fields.
  package var fields = 0..<0
  /// The range of the custom fields, without the object that may enclose them.
  package var custom = 0..<0

  package init(fields: Range<Int> = 0..<0, custom: Range<Int> = 0..<0) {
    (self.fields, self.custom) = (fields, custom)
  }
}

extension JSONWriter {
  /// Writes the value of one attribute.
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

  /// Writes an object of attributes, in canonical order.
  package mutating func attributes(_ attributes: Attributes, _ layout: AttributesLayout) {
    object { writer in writer.members(of: attributes, layout) }
  }

  /// Writes the body of a request that creates or updates a resource: its id
  /// first, then the attributes.
  package mutating func upsert(_ upsert: ContactUpsert) {
    object { writer in
      if let id = upsert.id {
        writer.key(upsert.attributes.type.idName)
        writer.string(id.rawValue)
      }
      writer.members(of: upsert.attributes, .request)
    }
  }

  private mutating func members(of attributes: Attributes, _ layout: AttributesLayout) {
    members(layout, attributes.forEachRaw)
  }

  /// Writes members for the entries that `forEach` hands out, in canonical order.
  ///
  /// - Returns: Where they stand in the text.
  @discardableResult
  package mutating func members(
    _ layout: AttributesLayout,
    _ forEach: ((RawAttribute) -> Void) -> Void
  ) -> WrittenMembers {
    // Custom fields come last.
    var hasCustom = false
    var written = WrittenMembers(fields: count..<count, custom: count..<count)
    forEach { entry in
      if let field = entry.field {
        key(field)
      } else {
        if !hasCustom {
          written.fields = written.fields.lowerBound..<count
          if layout == .manifest {
            key(plain: "custom")
            beginObject()
          }
          written.custom = count..<count
        }
        hasCustom = true
        key(utf8: entry.customName)
      }
      raw(entry.value)
    }
    if hasCustom {
      written.custom = written.custom.lowerBound..<count
      if layout == .manifest { endObject() }
    } else {
      written.fields = written.fields.lowerBound..<count
    }
    return written
  }

  /// Writes the name of a field as a member's name.
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
  /// Reads what `attributes(_:.manifest)` wrote; `nil` for anything that a
  /// manifest could not declare.
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
  /// Reads a custom field's value; `nil` for null, lists and objects, and for a number
  /// that would be rounded.
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

  /// Reads an API field's value, a string or for `additionalEmails` a list of them;
  /// `nil` for anything else.
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
