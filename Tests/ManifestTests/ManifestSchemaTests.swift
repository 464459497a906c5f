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
      names == ContactField.allCases.map(\.name) + ["company", "custom", "protect", "ignore"]
    )
    #expect(contact["additionalProperties"]?.boolean == false)
    #expect(schema["additionalProperties"]?.boolean == false)
    let types = schema["properties"]?["fields"]?["additionalProperties"]?["enum"]?.array
    #expect(types?.compactMap(\.string) == CustomFieldType.allCases.map(\.rawValue))
  }
}
