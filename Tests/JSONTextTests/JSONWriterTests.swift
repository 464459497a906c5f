import JSONText
import Model
import Testing

@Suite struct JSONWriterTests {
  private static let attributes = Attributes([
    (.field(.email), .string("a@example.com")),
    (.field(.additionalEmails), .list(["b@example.com"])),
    (.custom("score"), .number(12)), (.custom("tier"), .string("go\"ld")),
    (.custom("vip"), .boolean(true)),
  ])

  @Test func `a request has custom fields beside the API's and the id first`() {
    var writer = JSONWriter()
    writer.upsert(ContactUpsert(id: ContactID("ctc_1"), attributes: Self.attributes))
    #expect(
      writer.text
        == #"{"contactId":"ctc_1","email":"a@example.com","additionalEmails":["b@example.com"],"score":12,"tier":"go\"ld","vip":true}"#
    )
  }

  @Test func `a manifest has custom fields under custom, and reads back`() throws {
    var writer = JSONWriter()
    writer.attributes(Self.attributes, .manifest)
    #expect(
      writer.text
        == #"{"email":"a@example.com","additionalEmails":["b@example.com"],"custom":{"score":12,"tier":"go\"ld","vip":true}}"#
    )
    #expect(Attributes(json: try JSONParser.parse(writer.text)) == Self.attributes)
  }

  @Test(arguments: [
    #"{"nope":"x"}"#, #"{"email":5}"#, #"{"additionalEmails":"x"}"#, #"{"custom":{"a":null}}"#,
    #"{"custom":{"a":[1]}}"#, #"{"additionalEmails":[1]}"#, "[]", #"{"custom":{"":1}}"#,
  ])
  func `what no manifest could declare does not read`(_ text: String) throws {
    #expect(Attributes(json: try JSONParser.parse(text)) == nil)
  }

  @Test func `hostile text is escaped and survives`() throws {
    let hostile =
      "\u{0}\u{1B}[2J\u{7F}\u{9B}2J\u{85}°\u{2028}\u{2029}\u{202A}\u{202E}\u{2066}\u{2069}\u{206A}\"\\\n\r\té😀\u{2027}"
    var writer = JSONWriter()
    writer.string(hostile)
    let text = writer.text
    #expect(try JSONParser.parse(text) == .string(hostile))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
    #expect(!text.unicodeScalars.contains { (0x80...0x9F).contains($0.value) })
    #expect(!text.unicodeScalars.contains { (0x2028...0x202E).contains($0.value) })
    #expect(!text.unicodeScalars.contains { (0x2066...0x2069).contains($0.value) })
    #expect(text.contains("°") && text.contains("\u{2027}") && text.contains("\u{206A}"))
  }

  @Test func `commas stand between values and nowhere else`() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("a", 1)
      writer.member("none", nil)
      writer.key("b")
      writer.array { writer in
        writer.null()
        writer.object { _ in }
        writer.boolean(false)
      }
    }
    writer.newline()
    writer.integer(2)
    #expect(writer.text == "{\"a\":1,\"b\":[null,{},false]}\n2")
  }

  @Test(arguments: 0..<40) func `an escape is found wherever it stands`(length: Int) throws {
    for place in 0..<length {
      for special in ["\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "\u{2028}", "é", "\u{27A1}"] {
        let text =
          String(repeating: "a", count: place) + special
          + String(repeating: "z", count: length - place - 1)
        var writer = JSONWriter()
        writer.string(text)
        #expect(try JSONParser.parse(writer.text) == .string(text))
        let isEscaped = !["é", "\u{27A1}"].contains(special)
        #expect(writer.text.contains(special) != isEscaped || special == "\"" || special == "\\")
      }
    }
  }

  @Test(arguments: [
    0, 9, 10, 99, 100, 12_345, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max, -1, -10,
    .min,
  ])
  func `integers are written in full`(value: Int) {
    var writer = JSONWriter()
    writer.array { writer in
      writer.integer(value)
      writer.integer(value)
    }
    #expect(writer.text == "[\(value),\(value)]")
  }

  @Test(arguments: ResourceType.contact.fields) func `a field's name is its key`(field: Field) {
    var writer = JSONWriter()
    writer.key(field)
    writer.null()
    #expect(writer.text == "\"\(field.name)\":null")
  }
}
