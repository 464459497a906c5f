import JSONText
import Model
import Planning

extension JSONWriter {
  /// What `planned` writes for a creation, from the declared contact's bytes: a plan may hold a million of them.
  mutating func creation(of index: Int, _ desired: DesiredState) {
    let contacts = desired.contacts
    let address = contacts.address(index)
    let position = contacts.position(index)
    object { writer in
      writer.member("address", address.description)
      writer.member("type", "contact")
      writer.member("name", address.key)
      writer.nullable("previous_address", nil)
      writer.nullable("contact_id", nil)
      writer.key("change")
      writer.object { writer in
        writer.strings("actions", CollectionOfOne(Verb.create.rawValue))
        writer.nullable("before", nil)
        writer.key("after")
        writer.object { $0.members(.manifest) { contacts.forEachAttribute(of: index, $0) } }
      }
      writer.member("roster_action", Action.create.rawValue)
      writer.member("action_reason", ChangeReason.manifest.rawValue)
      writer.key("changed_fields")
      writer.array { writer in
        contacts.forEachAttribute(of: index) { writer.string($0.path) }
      }
      writer.strings("released_fields", EmptyCollection())
      writer.findings("retried_findings", [])
      writer.key("request")
      writer.object { writer in
        writer.member("method", "POST")
        writer.member("path", "/contacts")
        writer.key("body")
        writer.object { $0.members(.request) { contacts.forEachAttribute(of: index, $0) } }
      }
      writer.key("source")
      writer.object { $0.place(position, in: desired.files, isElsewhere: true) }
      writer.key("field_sources")
      writer.object { writer in
        contacts.forEachPlacedAttribute(of: index) { entry, place in
          writer.key(entry.path)
          writer.object {
            $0.place(place, in: desired.files, isElsewhere: place.file != position.file)
          }
        }
      }
      writer.nullable("company_name", contacts.companyName(index))
      writer.member("was_protected", false)
      writer.member("protected", contacts.isProtected(index))
    }
  }

  /// The file is left out where it is the contact's.
  private mutating func place(
    _ position: SourcePosition,
    in files: [DesiredState.File],
    isElsewhere: Bool
  ) {
    if isElsewhere { member("file", files[Int(position.file)].path) }
    member("line", Int(position.line))
    member("column", Int(position.column))
  }
}

extension RawAttribute {
  /// What `AttributeKey` calls it.
  fileprivate var path: String {
    field?.name ?? "custom." + String(decoding: customName, as: UTF8.self)
  }
}
