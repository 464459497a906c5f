import Diagnostics
import JSONText
import Model
import Planning

extension JSONWriter {
  /// Writes a value in a form that all formattings of it share, with numbers as
  /// this writer writes them.
  mutating func canonical(_ value: JSONValue) {
    switch value {
    case .number(let text):
      literal(value.double.map(AttributeValue.text(of:)) ?? text)
    case .array(let elements):
      array { writer in for element in elements { writer.canonical(element) } }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.name)
          writer.canonical(member.value)
        }
      }
    case .null, .boolean, .string: self.value(value)
    }
  }

  mutating func summary(_ name: StaticString, _ summary: PlanSummary) {
    key(plain: name)
    object { writer in
      for verb in Verb.allCases {
        writer.key(verb.rawValue)
        writer.integer(summary[verb])
      }
      writer.member("unchanged", summary.unchanged)
      writer.member("findings", summary.findings)
    }
  }

  mutating func files(_ files: [DesiredState.File]) {
    key("files")
    array { writer in
      for file in files {
        writer.object { writer in
          writer.member("path", file.path)
          writer.member("sha256", file.sha256)
        }
      }
    }
  }

  mutating func customFields(_ fields: [DesiredCustomField]) {
    key("custom_fields")
    array { writer in
      for field in fields {
        writer.object { writer in
          writer.member("name", field.name)
          writer.member("type", field.type.rawValue)
          writer.location("source", field.location)
        }
      }
    }
  }

  /// Writes a resource change; a creation is not turned into a change for it.
  mutating func planned(_ entry: PlanEntry) {
    // Only a change has these members.
    let change = entry.creation == nil ? entry.change : nil
    let address = entry.address
    var members = WrittenMembers()
    object { writer in
      writer.member("address", address.description)
      writer.member("type", address.type.name)
      writer.member("name", address.key)
      writer.nullable("previous_address", change?.previousAddress?.description)
      writer.key(address.type.idMember)
      if let id = change?.contactID { writer.string(id.rawValue) } else { writer.null() }
      writer.key(plain: "change")
      writer.object { writer in
        writer.strings("actions", [entry.action.verb.rawValue])
        writer.attributes("before", change?.before)
        members = writer.after(entry)
      }
      writer.member("roster_action", entry.action.rawValue)
      writer.member("action_reason", (change?.reason ?? .manifest).rawValue)
      writer.changedFields(entry)
      writer.strings("released_fields", (change?.releasedKeys ?? []).map(\.description))
      writer.findings("retried_findings", change?.retriedFindings ?? [])
      writer.request(entry, members, address.type)
      writer.location("source", entry.location)
      writer.fieldSources(entry)
      writer.nullable("company_name", entry.companyName)
      writer.member("was_protected", change?.wasProtected ?? false)
      writer.member("protected", entry.isProtected)
    }
  }

  private mutating func after(_ entry: PlanEntry) -> WrittenMembers {
    switch entry {
    case .change(let change):
      attributes("after", change.after)
      return WrittenMembers()
    case .creation(let creation):
      key(plain: "after")
      beginObject()
      defer { endObject() }
      return members(.manifest, creation.forEachAttribute)
    }
  }

  private mutating func changedFields(_ entry: PlanEntry) {
    switch entry {
    case .change(let change): strings("changed_fields", change.changedKeys.map(\.description))
    case .creation(let creation):
      key(plain: "changed_fields")
      beginArray()
      creation.forEachAttribute { path(of: $0) }
      endArray()
    }
  }

  /// Writes the request; that of a creation copies the attributes written just before.
  private mutating func request(
    _ entry: PlanEntry,
    _ members: WrittenMembers,
    _ type: ResourceType
  ) {
    key(plain: "request")
    switch entry {
    case .creation:
      request("POST", type.path) { writer in
        writer.object { writer in
          writer.copy(members.fields)
          writer.copy(members.custom)
        }
      }
    case .change(let change):
      switch change.request {
      case nil: null()
      case .upsert(let upsert): request("POST", type.path) { writer in writer.upsert(upsert) }
      case .delete(let id): request("DELETE", "\(type.path)/\(id)") { writer in writer.null() }
      }
    }
  }

  private mutating func request(
    _ method: String,
    _ path: String,
    _ body: (inout JSONWriter) -> Void
  ) {
    object { writer in
      writer.member("method", method)
      writer.member("path", path)
      writer.key(plain: "body")
      body(&writer)
    }
  }

  /// Writes where the fields are declared; the file is left out when it is that
  /// of the resource's key.
  private mutating func fieldSources(_ entry: PlanEntry) {
    key(plain: "field_sources")
    beginObject()
    switch entry {
    case .change(let change):
      for (key, place) in change.keyLocations.elements {
        let file = place.file == change.location?.file ? nil : place.file
        self.key(key.description)
        fieldSource(file, line: place.line, column: place.column)
      }
    case .creation(let creation):
      creation.forEachPlacedAttribute { attribute, file, place in
        path(of: attribute)
        endKey()
        fieldSource(file, line: Int(place.line), column: Int(place.column))
      }
    }
    endObject()
  }

  private mutating func fieldSource(_ file: String?, line: Int, column: Int) {
    beginObject()
    member("file", file)
    member("line", line)
    member("column", column)
    endObject()
  }

  /// Writes the attribute's path as a string, as `AttributeKey` describes it.
  private mutating func path(of attribute: RawAttribute) {
    if let field = attribute.field {
      string(plain: field.staticName)
    } else {
      string(plain: "custom.", utf8: attribute.customName)
    }
  }
}

extension ResourceType {
  /// The name of a resource change's member that has the CRM's id, such as `contact_id`.
  var idMember: String { "\(name)_id" }
}
