import JSONText
import Model

/// The manifest's language as a JSON Schema, from which editors complete and check.
///
/// It says what a schema can: keys, shapes, enumerations, the coarse form of values. It takes
/// whatever `ManifestReader` takes; what depends on other parts of the set only the reader knows.
package enum ManifestSchema {
  /// JSON Schema, draft 2020-12, laid out for people, with a final line break.
  package static func json() -> String {
    var writer = JSONWriter()
    writer.object { root in
      root.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      root.member("title", "roster manifest")
      root.member("description", "Contacts as code: what a team's CRM is to hold.")
      root.types(["object", "null"])
      root.key("properties")
      root.object(writeSections)
      root.key("patternProperties")
      root.object { patterns in
        patterns.section(
          "^\(ManifestSection.ownPrefix)",
          "A place for anchors of your own; not read otherwise."
        ) {
          _ in
        }
      }
      root.member("additionalProperties", false)
      root.key("$defs")
      root.object(writeDefinitions)
    }
    return JSONPrettyPrinter.pretty(writer.bytes)
  }

  private static func writeSections(_ writer: inout JSONWriter) {
    writer.section("version", "Version of the language; 1 is the only one.") { schema in
      schema.key("enum")
      schema.array { values in
        values.integer(1)
        values.string("1")
        values.null()
      }
    }
    writer.section("settings", "How roster treats the set; in at most one file of it.") { schema in
      schema.closedObject(writeSettings)
    }
    writer.section("fields", "Custom fields registered in the team's CRM, with their types.") {
      schema in
      schema.types(["object", "null"])
      writeCustomNames(&schema)
      schema.key("additionalProperties")
      schema.object { type in type.enumeration(CustomFieldType.allCases.map(\.rawValue)) }
    }
    writer.section("companies", "Companies to link, by names of your own.") { schema in
      schema.types(["object", "null"])
      writeNameLimits(&schema)
      schema.key("additionalProperties")
      schema.object(writeCompany)
    }
    writer.section("defaults", "Fields for every contact of this file; null opts out.") { schema in
      schema.member("$ref", "#/$defs/defaults")
    }
    writer.section("contacts", "The contacts, each under a stable key of its own.") { schema in
      schema.types(["object", "null"])
      writeNameLimits(&schema)
      schema.key("patternProperties")
      schema.object { patterns in
        patterns.key("@")
        patterns.object { $0.member("$ref", "#/$defs/contact") }
      }
      schema.key("additionalProperties")
      schema.object { $0.member("$ref", "#/$defs/identifiedContact") }
    }
  }

  private static func writeSettings(_ writer: inout JSONWriter) {
    writer.section("onRemove", "What becomes of a contact that is no longer declared.") { schema in
      schema.enumeration(RemovalPolicy.allCases.map(\.rawValue), allowsNull: true)
      schema.member("default", RemovalPolicy.forget.rawValue)
    }
    writer.section("limits", "How many contacts one plan may touch.") { schema in
      schema.closedObject { limits in
        for verb in ["create", "update", "forget", "delete"] {
          limits.section(verb, "A count, or a share of the managed contacts.") { limit in
            limit.types(["integer", "string", "null"])
            limit.member("minimum", 0)
            limit.member("pattern", "^([0-9]+|[0-9]+(\\.[0-9]+)?%)$")
            limit.examples(["30%"])
          }
        }
      }
    }
  }

  private static func writeCompany(_ writer: inout JSONWriter) {
    writer.closedObject { properties in
      let fields: [(String, Field)] = [
        ("id", .companyId), ("domain", .companyDomain), ("linkedinUrl", .companyLinkedinUrl),
      ]
      for (name, field) in fields { writeField(field, as: name, &properties) }
    }
    writer.anyRequired(["id", "domain", "linkedinUrl"])
  }

  // MARK: Contacts

  private static func writeDefinitions(_ writer: inout JSONWriter) {
    writer.key(plain: "contact")
    writer.object { schema in
      schema.closedObject { properties in writeFields(&properties, of: ResourceType.contact.fields)
      }
    }
    writer.key(plain: "identifiedContact")
    writer.object { schema in
      schema.member("$ref", "#/$defs/contact")
      schema.member("type", "object")
      schema.anyRequired(ResourceType.contact.identifiers.map(\.name))
    }
    writer.key(plain: "defaults")
    writer.object { schema in
      schema.closedObject { properties in
        for field in ResourceType.contact.identifiers {
          properties.key(field.name)
          properties.object { $0.member("type", "null") }
        }
        writeFields(
          &properties,
          of: ResourceType.contact.fields.filter { !$0.role.contains(.identifier) }
        )
      }
    }
    writer.key(plain: "custom")
    writer.object { schema in
      schema.types(["object", "null"])
      writeCustomNames(&schema)
      schema.key("additionalProperties")
      schema.object { value in
        value.types(["string", "number", "boolean", "null"])
        value.member("minLength", 1)
        value.member("pattern", "\\S")
      }
    }
  }

  private static func writeFields(_ writer: inout JSONWriter, of fields: [Field]) {
    for field in fields { writeField(field, as: field.name, &writer) }
    writer.section("company", "Name of a company under `companies`, of any file.") { schema in
      schema.types(types(.text))
      schema.member("minLength", 1)
    }
    writer.section("custom", "Values of the team's own fields.") { schema in
      schema.member("$ref", "#/$defs/custom")
    }
    writer.section("protect", "Whether it may be neither removed nor re-identified.") { schema in
      schema.types(["boolean", "null"])
    }
    writer.section("ignore", "Fields that are sent on creation and then left alone.") { schema in
      schema.types(["array", "null"])
      schema.key("items")
      schema.object { item in
        item.member("type", "string")
        let names = ResourceType.contact.fields.filter { !$0.role.contains(.identifier) }.map(
          \.name
        )
        let own = ResourceType.contact.fields.map(\.name) + ["contactId"]
        let custom = "custom\\.(?!(" + own.joined(separator: "|") + ")$)\\S(.*\\S)?"
        let pattern = "^(" + (names + ["company", custom]).joined(separator: "|") + ")$"
        item.member("pattern", pattern)
      }
    }
  }

  private static func writeField(
    _ field: Field,
    as name: String,
    _ writer: inout JSONWriter
  ) {
    writer.section(name, field.summary) { schema in
      if field.kind == .emailList {
        schema.types(["array", "null"])
        schema.member("minItems", 1)
        schema.key("items")
        schema.object { item in
          item.member("type", "string")
          item.member("pattern", emailPattern)
        }
      } else {
        schema.types(types(field.kind))
        schema.member("minLength", 1)
        schema.member("pattern", pattern(field.kind))
        schema.examples([field.example])
      }
    }
  }

  /// Where a number or a boolean can be meant it is text, too: values are taken as they are
  /// written.
  private static func types(_ kind: Field.Kind) -> [String] {
    switch kind {
    case .text, .companyID: ["string", "number", "boolean", "null"]
    case .phone: ["string", "number", "null"]
    default: ["string", "null"]
    }
  }

  private static let emailPattern = "^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)*$"

  private static func pattern(_ kind: Field.Kind) -> String? {
    switch kind {
    case .email: emailPattern
    case .linkedInProfile, .salesNavigatorProfile, .linkedInCompany: "^\\S+/\\S+$"
    case .phone: "[0-9]"
    case .url:
      "^[Hh][Tt][Tt][Pp][Ss]?://(\\[[0-9A-Fa-f:.]+\\]|[^/?#@:\\s]+)(:[0-9]{1,5})?([/?#]\\S*)?$"
    case .owner: "^usr_\\S+$|@"
    case .companyDomain: "^[^\\s/@:.]+(\\.[^\\s/@:.]+)+$"
    case .text, .timeZone, .companyID: "\\S"
    case .emailList: nil
    }
  }

  private static func writeNameLimits(_ writer: inout JSONWriter) {
    writer.key(plain: "propertyNames")
    writer.object { names in
      names.member("pattern", "^\\S(.*\\S)?$")
      names.member("maxLength", ManifestLimits.nameLength)
    }
  }

  /// A custom field has a name that the API does not use itself.
  private static func writeCustomNames(_ writer: inout JSONWriter) {
    writer.key(plain: "propertyNames")
    writer.object { names in
      names.member("pattern", "^\\S(.*\\S)?$")
      names.member("maxLength", ManifestLimits.nameLength)
      names.key("not")
      names.object { $0.enumeration(ResourceType.contact.fields.map(\.name) + ["contactId"]) }
    }
  }
}

extension JSONWriter {
  /// A property with its description.
  fileprivate mutating func section(
    _ name: String,
    _ description: String,
    _ body: (inout JSONWriter) -> Void
  ) {
    key(name)
    object { schema in
      schema.member("description", description)
      body(&schema)
    }
  }

  fileprivate mutating func types(_ names: [String]) {
    key("type")
    array { types in
      for name in names { types.string(name) }
    }
  }

  fileprivate mutating func enumeration(_ values: [String], allowsNull: Bool = false) {
    key("enum")
    array { list in
      for value in values { list.string(value) }
      if allowsNull { list.null() }
    }
  }

  fileprivate mutating func examples(_ values: [String]) {
    key("examples")
    array { list in
      for value in values { list.string(value) }
    }
  }

  fileprivate mutating func anyRequired(_ names: [String]) {
    key("anyOf")
    array { list in
      for name in names {
        list.object { option in
          option.key("required")
          option.array { $0.string(name) }
        }
      }
    }
  }

  /// An object, or null, that has no other properties than those that `body` writes.
  fileprivate mutating func closedObject(_ body: (inout JSONWriter) -> Void) {
    types(["object", "null"])
    key("properties")
    object(body)
    member("additionalProperties", false)
  }
}
