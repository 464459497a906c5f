import JSONText
import TestSupport
import Testing
import YAMLEvents

/// That each document of the public YAML test suite is read as libyaml itself reads it.
@Suite(.enabled(if: YAMLTestSuite.folder != nil, YAMLTestSuite.isMissing))
struct PublicSuiteTests {
  @Test func `the suite is there`() throws {
    let documents = YAMLTestSuite.documents
    try #require(!documents.isEmpty)
    // The suite is of YAML 1.2, libyaml of YAML 1.1.
    let (read, rejected) = (
      documents.filter { YAMLTestSuite.isRead($0.bytes) && !YAMLTestSuite.isValid($0) },
      documents.filter { !YAMLTestSuite.isRead($0.bytes) && YAMLTestSuite.isValid($0) }
    )
    print(
      """
      libyaml judges \(documents.count - read.count - rejected.count) of \(documents.count) documents as the suite does.
      It reads \(read.count) that are errors: \(read.map(\.name).joined(separator: " "))
      It rejects \(rejected.count) that are none: \(rejected.map(\.name).joined(separator: " "))
      """
    )
  }

  @Test(arguments: YAMLTestSuite.documents)
  func `a document has libyaml's own events`(_ document: YAMLDocument) {
    for lineBreak in ["\n", "\r\n", "\r"] {
      Agreement.expect(document.text.replacing("\n", with: lineBreak))
    }
  }

  @Test(arguments: YAMLTestSuite.documents)
  func `its content in a manifest's places has libyaml's own events`(_ document: YAMLDocument) {
    for text in document.placed { Agreement.expect(text) }
  }

  @Test func `in parts documents have the same events`() throws {
    let cut = try YAMLTestSuite.documents.flatMap { [$0.text] + $0.placed }
      .count { try Agreement.expectInParts($0) }
    #expect(cut > 100)
  }

  /// Where libyaml does not read what YAML 1.2 says.
  private static let otherwise: Set = [
    // A question mark begins a word in brackets.
    "652Z", "HM87/01",
    // A block of text ends in blanks without a line break.
    "JEF9/02", "L24T/01",
    // A colon stands in an anchor's name.
    "Y2GN",
  ]

  @Test(arguments: YAMLTestSuite.documents)
  func `values are those of the suite's JSON`(_ document: YAMLDocument) throws {
    // Several documents are no one JSON value.
    guard !Self.otherwise.contains(document.name), YAMLTestSuite.isRead(document.bytes),
      let json = YAMLTestSuite.json(document),
      let expected = try? JSONParser.parse(json)
    else { return }
    let found = try YAMLNode.compose(document.bytes, file: "t.yaml")
    #expect(isSame(found, expected), "\(json)")
  }

  private func isSame(_ node: YAMLNode?, _ json: JSONValue) -> Bool {
    guard let node else { return json == .null }
    if let items = node.array {
      guard let values = json.array, items.count == values.count else { return false }
      return zip(items, values).allSatisfy { isSame($0, $1) }
    }
    if let entries = node.mapping {
      guard let members = json.members, entries.count == members.count else { return false }
      return members.allSatisfy { member in
        node[member.name].map { isSame($0, member.value) } ?? false
      }
    }
    switch node.scalarType {
    case .null, nil: return json == .null
    case .boolean(let flag): return json.boolean == flag
    case .integer, .float: return json.double == node.number
    case .text: return json.string == node.string
    }
  }
}
