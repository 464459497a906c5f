import Diagnostics
import JSONText
import Model
import Planning

extension JSONWriter {
  /// A value in the one form that all formattings of it share: numbers as this writer has them.
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

  mutating func summary(_ name: String, _ summary: PlanSummary) {
    key(name)
    object { writer in
      for verb in Verb.allCases { writer.member(verb.rawValue, summary[verb]) }
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

  /// A resource change; of a creation no change is made.
  mutating func planned(_ entry: PlanEntry) {
    // What only a change has.
    let change = entry.creation == nil ? entry.change : nil
    let address = entry.address
    object { writer in
      writer.member("address", address.description)
      writer.member("type", address.type.name)
      writer.member("name", address.key)
      writer.nullable("previous_address", change?.previousAddress?.description)
      writer.nullable(address.type.idMember, change?.contactID?.rawValue)
      writer.key("change")
      writer.object { writer in
        writer.strings("actions", [entry.action.verb.rawValue])
        writer.attributes("before", change?.before)
        writer.after(entry)
      }
      writer.member("roster_action", entry.action.rawValue)
      writer.member("action_reason", (change?.reason ?? .manifest).rawValue)
      writer.changedFields(entry)
      writer.strings("released_fields", (change?.releasedKeys ?? []).map(\.description))
      writer.findings("retried_findings", change?.retriedFindings ?? [])
      writer.request(entry, address.type)
      writer.location("source", entry.location)
      writer.fieldSources(entry)
      writer.nullable("company_name", entry.companyName)
      writer.member("was_protected", change?.wasProtected ?? false)
      writer.member("protected", entry.isProtected)
    }
  }

  private mutating func after(_ entry: PlanEntry) {
    switch entry {
    case .change(let change): attributes("after", change.after)
    case .creation(let creation):
      key("after")
      object { writer in writer.members(.manifest, creation.forEachAttribute) }
    }
  }

  private mutating func changedFields(_ entry: PlanEntry) {
    switch entry {
    case .change(let change): strings("changed_fields", change.changedKeys.map(\.description))
    case .creation(let creation):
      key("changed_fields")
      beginArray()
      creation.forEachAttribute { string($0.path) }
      endArray()
    }
  }

  private mutating func request(_ entry: PlanEntry, _ type: ResourceType) {
    key("request")
    switch entry {
    case .creation(let creation):
      request("POST", type.path) { writer in
        writer.object { writer in writer.members(.request, creation.forEachAttribute) }
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
      writer.key("body")
      body(&writer)
    }
  }

  /// The file is left out where it is that of the resource's key.
  private mutating func fieldSources(_ entry: PlanEntry) {
    key("field_sources")
    beginObject()
    switch entry {
    case .change(let change):
      for (key, place) in change.keyLocations.elements {
        let file = place.file == change.location?.file ? nil : place.file
        fieldSource(key.description, file, line: place.line, column: place.column)
      }
    case .creation(let creation):
      creation.forEachPlacedAttribute { attribute, file, place in
        fieldSource(attribute.path, file, line: Int(place.line), column: Int(place.column))
      }
    }
    endObject()
  }

  private mutating func fieldSource(_ name: String, _ file: String?, line: Int, column: Int) {
    key(name)
    object { writer in
      writer.member("file", file)
      writer.member("line", line)
      writer.member("column", column)
    }
  }
}

extension RawAttribute {
  /// As `AttributeKey` describes it.
  fileprivate var path: String { field?.name ?? key.description }
}

extension ResourceType {
  /// The member of a resource change that has the CRM's id, such as `contact_id`.
  var idMember: String { "\(name)_id" }
}
