import JSONText
import Manifest
import Model
import TestSupport
import Testing

@Suite struct ManifestSchemaTests {
  @Test func `the schema is what was reviewed`() {
    expectGolden(ManifestSchema.json(), "schema.json")
  }

  @Test func `the schema holds the closed list of fields`() throws {
    let schema = try JSONParser.parse(ManifestSchema.json())
    let contact = try #require(schema["$defs"]?["contact"])
    let names = contact["properties"]?.members?.map(\.name)
    #expect(
      names == ResourceType.contact.fields.map(\.name) + ["company", "custom", "protect", "ignore"]
    )
    #expect(contact["additionalProperties"]?.boolean == false)
    #expect(schema["additionalProperties"]?.boolean == false)
    let types = schema["properties"]?["fields"]?["additionalProperties"]?["enum"]?.array
    #expect(types?.compactMap(\.string) == CustomFieldType.allCases.map(\.rawValue))
  }

  /// What the draft has beyond these, such as `unevaluatedProperties`, the language servers of editors do not
  /// all check.
  private static let keywords: Set = [
    "$schema", "$defs", "$ref", "title", "description", "examples", "default", "type", "enum",
    "pattern", "minLength", "maxLength", "minimum", "properties", "required",
    "additionalProperties", "patternProperties", "propertyNames", "items", "minItems", "anyOf",
    "not",
  ]

  @Test func `the schema keeps to what every editor's language server checks`() throws {
    var used: Set<String> = []
    func walk(_ schema: JSONValue) {
      for member in schema.members ?? [] {
        used.insert(member.name)
        switch member.name {
        case "properties", "patternProperties", "$defs":
          for entry in member.value.members ?? [] { walk(entry.value) }
        case "enum", "examples", "default": break
        default:
          walk(member.value)
          for element in member.value.array ?? [] { walk(element) }
        }
      }
    }
    walk(try JSONParser.parse(ManifestSchema.json()))
    #expect(used.subtracting(Self.keywords).sorted() == [])
  }
}
