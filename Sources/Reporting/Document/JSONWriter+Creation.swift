import JSONText
import Model
import Planning

extension JSONWriter {
  /// What `planned` writes for a creation, from the declared contact's bytes: a plan may hold a million of them.
  ///
  /// What is the same for all of them is written in pieces, and what a request says as the manifest does is
  /// copied from there.
  mutating func creation(
    of index: Int,
    in contacts: DesiredContacts,
    _ files: [DesiredState.File]
  ) {
    let position = contacts.position(index)
    let type = contacts.type(index)
    piece("{\"address\":")
    string(contacts.address(index).description)
    piece(",\"type\":")
    string(type.name)
    piece(",\"name\":")
    contacts.withKey(index) { string(utf8: $0) }
    piece(",\"previous_address\":null,")
    nullable(type.idMember, nil)
    piece(",\"change\":{\"actions\":[\"create\"],")
    piece("\"before\":null,\"after\":{")
    let after = members(.manifest) { contacts.forEachAttribute(of: index, $0) }
    piece("}},\"roster_action\":\"create\",\"action_reason\":\"manifest\",\"changed_fields\":[")
    contacts.forEachAttribute(of: index) { path(of: $0) }
    piece("],\"released_fields\":[],\"retried_findings\":[],")
    piece("\"request\":{\"method\":\"POST\",")
    member("path", type.path)
    piece(",\"body\":{")
    again(after.fields)
    again(after.custom)
    piece("}},\"source\":{")
    member("file", files[Int(position.file)].path)
    piece(",\"line\":")
    integer(Int(position.line))
    piece(",\"column\":")
    integer(Int(position.column))
    piece("},\"field_sources\":{")
    contacts.forEachPlacedAttribute(of: index) { entry, place in
      path(of: entry)
      piece(":{")
      // The file is left out where it is the contact's.
      if place.file != position.file {
        member("file", files[Int(place.file)].path)
        piece(",")
      }
      piece("\"line\":")
      integer(Int(place.line))
      piece(",\"column\":")
      integer(Int(place.column))
      piece("}")
    }
    piece("},\"company_name\":")
    if let name = contacts.companyName(index) { string(name) } else { null() }
    piece(",\"was_protected\":false,\"protected\":")
    boolean(contacts.isProtected(index))
    piece("}")
  }

  /// What `AttributeKey` calls it.
  private mutating func path(of entry: RawAttribute) {
    if let field = entry.field {
      string(field)
    } else {
      string("custom.", utf8: entry.customName)
    }
  }
}
