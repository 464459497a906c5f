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

  mutating func planned(_ change: Change) {
    object { writer in
      writer.member("address", change.address.description)
      writer.member("type", change.address.type.name)
      writer.member("name", change.address.key)
      writer.nullable("previous_address", change.previousAddress?.description)
      writer.nullable(change.address.type.idMember, change.contactID?.rawValue)
      writer.key("change")
      writer.object { writer in
        writer.strings("actions", [change.action.verb.rawValue])
        writer.attributes("before", change.before)
        writer.attributes("after", change.after)
      }
      writer.member("roster_action", change.action.rawValue)
      writer.member("action_reason", change.reason.rawValue)
      writer.strings("changed_fields", change.changedKeys.map(\.description))
      writer.strings("released_fields", change.releasedKeys.map(\.description))
      writer.findings("retried_findings", change.retriedFindings)
      writer.key("request")
      writer.request(change.request, change.address.type)
      writer.location("source", change.location)
      writer.fieldSources(change)
      writer.nullable("company_name", change.companyName)
      writer.member("was_protected", change.wasProtected)
      writer.member("protected", change.isProtected)
    }
  }

  mutating func request(_ request: PlannedRequest?, _ type: ResourceType) {
    switch request {
    case nil: null()
    case .upsert(let upsert):
      object { writer in
        writer.member("method", "POST")
        writer.member("path", type.path)
        writer.key("body")
        writer.upsert(upsert)
      }
    case .delete(let id):
      object { writer in
        writer.member("method", "DELETE")
        writer.member("path", "\(type.path)/\(id)")
        writer.key("body")
        writer.null()
      }
    }
  }

  /// The file is left out where it is the contact's.
  private mutating func fieldSources(_ change: Change) {
    key("field_sources")
    object { writer in
      for (key, location) in change.keyLocations.elements {
        writer.key(key.description)
        writer.object { writer in
          if location.file != change.location?.file { writer.member("file", location.file) }
          writer.member("line", location.line)
          writer.member("column", location.column)
        }
      }
    }
  }
}

extension ResourceType {
  /// The member of a resource change that has the CRM's id, such as `contact_id`.
  var idMember: String { "\(name)_id" }
}
