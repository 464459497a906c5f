import JSONText
import Testing

@Suite struct JSONParserTests {
  @Test(arguments: [
    ("null", JSONValue.null), (" true ", .boolean(true)), ("-0.5e+3", .number("-0.5e+3")),
    (#""a\u00e9\n\"\/\\""#, .string("aé\n\"/\\")), (#""\ud83d\ude00""#, .string("😀")),
    ("[]", .array([])), ("[1, [2]]", .array([.number("1"), .array([.number("2")])])),
    (
      #"{"a": 1, "b": {}}"#,
      .object([.init(name: "a", value: .number("1")), .init(name: "b", value: .object([]))])
    ),
    (#""raw é 😀""#, .string("raw é 😀")),
  ])
  func `sound JSON is read as it is`(_ text: String, _ value: JSONValue) throws {
    #expect(try JSONParser.parse(text) == value)
  }

  @Test(arguments: [
    ("", JSONError.Reason.unexpectedEnd, 0), ("{", .unexpectedEnd, 1),
    ("[1,]", .unexpectedByte(0x5D), 3), ("{\"a\" 1}", .unexpectedByte(0x31), 5),
    ("01", .textAfterEnd, 1), ("1.", .invalidNumber, 2), ("-", .invalidNumber, 1),
    ("nul", .unexpectedEnd, 3), ("\"a", .unexpectedEnd, 2),
    ("\"a\nb\"", .controlCharacterInString, 2), (#""\x""#, .invalidEscape, 2),
    (#""\ud800""#, .invalidEscape, 7), (#"{"a":1,"a":2}"#, .duplicateName("a"), 7),
    ("1 2", .textAfterEnd, 2), ("'a'", .unexpectedByte(0x27), 0),
    ("[1 2]", .unexpectedByte(0x32), 3),
  ])
  func `anything else is refused at its byte`(
    _ text: String,
    _ reason: JSONError.Reason,
    _ offset: Int
  ) {
    #expect { try JSONParser.parse(text) } throws: { error in
      (error as? JSONError)?.reason == reason && (error as? JSONError)?.offset == offset
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
  }

  @Test func `nesting is bounded`() throws {
    let depth = JSONParser.maximumDepth
    let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(throws: Never.self) { try JSONParser.parse(deep) }
    #expect { try JSONParser.parse("[" + deep + "]") } throws: { error in
      (error as? JSONError)?.reason == .tooDeep
    }
    #expect(throws: JSONError.self) {
      try JSONParser.parse(String(repeating: "[", count: 1_000_000))
    }
  }

  @Test func `a doubled name among many is found`() {
    let members = (0..<100).map { "\"k\($0)\":1" } + ["\"k50\":2"]
    #expect { try JSONParser.parse("{" + members.joined(separator: ",") + "}") } throws: { error in
      (error as? JSONError)?.reason == .duplicateName("k50")
    }
  }

  @Test func `numbers are read only when they fit`() throws {
    #expect(try JSONParser.parse("5").integer == 5)
    #expect(try JSONParser.parse("5.0").integer == 5)
    #expect(try JSONParser.parse("5.5").integer == nil)
    #expect(try JSONParser.parse("1e400").double == nil)
  }
}
