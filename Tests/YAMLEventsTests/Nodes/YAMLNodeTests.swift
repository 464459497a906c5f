import Diagnostics
import Testing
import YAMLEvents

@Suite struct YAMLNodeTests {
  private func compose(_ yaml: String) throws(YAMLError) -> YAMLNode? {
    try YAMLNode.compose(Array(yaml.utf8), file: "seed.yaml")
  }

  @Test func `a document becomes a tree with places`() throws {
    let root = try #require(try compose("team: {name: Acme}\nusers:\n  - email: a@example.com\n"))
    #expect(root["team"]?["name"]?.string == "Acme")
    let user = try #require(root["users"]?.array?.first)
    #expect(user["email"]?.string == "a@example.com")
    #expect(user["email"]?.location == SourceLocation(file: "seed.yaml", line: 3, column: 12))
    #expect(user["email"]?.excerpt?.line == "  - email: a@example.com")
    #expect(user["email"]?.excerpt?.caretOffset == 11)
    #expect(root["nothing"] == nil)
    #expect(root.mapping?.map(\.key) == ["team", "users"])
  }

  @Test func `scalars have their text and their meaning`() throws {
    let root = try #require(try compose("a: 012\nb: 1.5\nc: true\nd: ~\ne: '7'\nf: yes\ng: 2"))
    #expect(root["a"]?.string == "012")
    #expect(root["b"]?.number == 1.5)
    #expect(root["c"]?.boolean == true)
    #expect(root["d"]?.isNull == true)
    #expect(root["d"]?.string == nil)
    #expect(root["e"]?.integer == nil)
    #expect(root["e"]?.string == "7")
    #expect(root["f"]?.boolean == nil)
    #expect(root["g"]?.integer == 2)
    #expect(root["g"]?.number == 2)
  }

  @Test func `merge keys add what is not written out`() throws {
    let root = try #require(
      try compose("a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {y: 5, <<: [*a, *b]}")
    )
    let merged = try #require(root["c"]?.mapping)
    #expect(merged.map { "\($0.key)=\($0.value.string ?? "")" } == ["y=5", "x=1", "z=4"])
  }

  @Test func `an empty document is none`() throws {
    #expect(try compose("") == nil)
    #expect(try compose("# nothing\n---\n") == nil)
  }

  @Test(arguments: [
    ("a: 1\na: 2", "seed.yaml:2:1", "R0111"),
    ("a: 1\n---\nb: 2", "seed.yaml:3:1", "R0113"),
    ("a: {<<: b}", "seed.yaml:1:9", "R0112"),
    ("? [a]\n: b", "seed.yaml:1:3", "R0114"),
  ])
  func `what no tree can hold is an error`(_ yaml: String, _ place: String, _ code: String) {
    let error = #expect(throws: YAMLError.self) { try compose(yaml) }
    #expect(error?.location?.description == place)
    #expect(error?.diagnostic.code.id == code)
  }
}
