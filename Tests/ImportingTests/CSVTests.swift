import Diagnostics
import Importing
import Model
import TestSupport
import Testing

@Suite struct CSVTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// Of all contacts in the order of their emails.
    let firstNames: [String]
    var delimiter: Character?

    init(_ name: String, _ text: String, _ firstNames: [String], delimiter: Character? = nil) {
      (testDescription, self.text, self.firstNames) = (name, text, firstNames)
      self.delimiter = delimiter
    }
  }

  static let cases: [Case] = [
    Case("plain", "email,first name\na@x.example,Ada\nb@x.example,Bo\n", ["Ada", "Bo"]),
    Case("no line break at the end", "email,first name\na@x.example,Ada", ["Ada"]),
    Case("CRLF", "email,first name\r\na@x.example,Ada\r\nb@x.example,Bo\r\n", ["Ada", "Bo"]),
    Case("CR alone", "email,first name\ra@x.example,Ada\rb@x.example,Bo", ["Ada", "Bo"]),
    Case("doubled quotes", "email,first name\na@x.example,\"A \"\"B\"\" C\"", ["A \"B\" C"]),
    Case("delimiter in quotes", "email,first name\na@x.example,\"A, Jr\"", ["A, Jr"]),
    Case("line break in quotes", "email,first name\na@x.example,\"A\r\nB\"", ["A B"]),
    Case("quote inside a bare cell", "email,first name\na@x.example,A \"B\" C", ["A \"B\" C"]),
    Case("spaces around quotes", "email, first name\na@x.example, \"A, Jr\" \n", ["A, Jr"]),
    Case("blank lines", "\n\nemail,first name\n\na@x.example,Ada\n,\n \n", ["Ada"]),
    Case("semicolons", "email;first name\na@x.example;A, Jr\n", ["A, Jr"]),
    Case("tabs", "email\tfirst name\na@x.example\tA; B, Jr\n", ["A; B, Jr"]),
    Case("bars", "email|first name\na@x.example|A, Jr\n", ["A, Jr"]),
    Case("a declared delimiter", "sep=~\nemail~first name\na@x.example~Ada\n", ["Ada"]),
    Case("a given delimiter", "email^first name\na@x.example^Ada\n", ["Ada"], delimiter: "^"),
    Case("a long delimiter", "email¦first name\na@x.example¦Ada\n", ["Ada"], delimiter: "¦"),
    Case("missing last cells", "email,first name,phone\na@x.example,Ada\n", ["Ada"]),
    Case("empty extra cells", "email,first name\na@x.example,Ada,,\n", ["Ada"]),
    Case("one column and more commas in it", "E-Mail\na@x.example\nb@x.example\n", ["", ""]),
    Case("a title above the header", "Our people\n\nemail,first name\na@x.example,Ada\n", ["Ada"]),
    Case(
      "a mark after a delimiter",
      "email,first name\na@x.example,\u{301}\"Ada\n",
      ["\u{301}\"Ada"]
    ),
    Case("other spellings", "E_MAIL,FIRST-NAME\na@x.example,Ada\n", ["Ada"]),
    Case(
      "a name in one",
      "name,mail\nAda Quill,a@x.example\n\"Lund, Bo\",b@x.example\n",
      ["Ada", "Bo"]
    ),
  ]

  @Test(arguments: cases)
  func `every form of CSV is read`(_ example: Case) throws {
    var options = ImportOptions()
    options.delimiter = example.delimiter
    let result = Importer.importFiles([csv(example.text)], options: options)
    #expect(result.diagnostics == [])
    let found = try contacts(result).values.sorted {
      $0.string(.email) ?? "" < $1.string(.email) ?? ""
    }
    #expect(found.map { $0.string(.firstName) ?? "" } == example.firstNames)
  }

  @Test func `rows are reported by the line on which they begin`() {
    let text = "email,notes\na@x.example,\"one\ntwo\r\nthree\"\n\nnobody,\nb@x.example,\n"
    let result = Importer.importFiles([csv(text)])
    #expect(result.report.rows.map(\.location.line) == [2, 6, 7])
  }

  @Test func `a row with more values than columns is left out`() throws {
    let text = "email,first name,last name\na@x.example,Ada,Quill, PhD\nb@x.example,Bo,Lund\n"
    let result = Importer.importFiles([csv(text)])
    #expect(try contacts(result).keys.sorted() == ["bo-lund"])
    #expect(
      result.report.rows.first?.outcome
        == .leftOut(reason: "it has 4 cells, and the header has 3")
    )
  }

  struct Encoded: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    var isGuess = false
    /// What the user says.
    var name: String?
  }

  private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittle ? [low, high] : [high, low]
    }
  }

  private static let accented = "email;first name\na@x.example;José €\n"
  static let encodings: [Encoded] = [
    Encoded(testDescription: "UTF-8", bytes: Array(accented.utf8)),
    Encoded(
      testDescription: "UTF-8 with a mark",
      bytes: [0xEF, 0xBB, 0xBF] + Array(accented.utf8)
    ),
    Encoded(
      testDescription: "UTF-16, little-endian",
      bytes: [0xFF, 0xFE] + utf16(accented, isLittle: true)
    ),
    Encoded(
      testDescription: "UTF-16, big-endian",
      bytes: [0xFE, 0xFF] + utf16(accented, isLittle: false)
    ),
    Encoded(testDescription: "UTF-16 without a mark", bytes: utf16(accented, isLittle: true)),
    Encoded(
      testDescription: "UTF-16 without a mark, big-endian",
      bytes: utf16(accented, isLittle: false)
    ),
    Encoded(
      testDescription: "UTF-32",
      bytes: [0xFF, 0xFE, 0, 0]
        + accented.unicodeScalars.flatMap { scalar in
          (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (8 * $0)) }
        }
    ),
    Encoded(
      testDescription: "Mac Roman, as the user says",
      bytes: Array("email;first name\na@x.example;Jos".utf8) + [0x8E, 0x20, 0xDB, 0x0A],
      name: "macintosh"
    ),
    Encoded(
      testDescription: "UTF-8 with a mark, whatever the user says",
      bytes: [0xEF, 0xBB, 0xBF] + Array(accented.utf8),
      name: "windows-1251"
    ),
    Encoded(
      testDescription: "Windows-1252",
      bytes: Array("email;first name\na@x.example;Jos".utf8) + [0xE9, 0x20, 0x80, 0x0A],
      isGuess: true
    ),
  ]

  @Test func `text beyond Latin letters is read as UTF-16 without a mark`() throws {
    let text = "email;Vorname\na@x.example;花子\nb@x.example;Иван\n"
    for isLittle in [true, false] {
      let file = ImportFile(name: "p.csv", bytes: Self.utf16(text, isLittle: isLittle))
      let found = try contacts(Importer.importFiles([file])).values.map { $0.string(.firstName) }
      #expect(Set(found) == ["花子", "Иван"])
    }
  }

  @Test(arguments: encodings)
  func `every encoding is read`(_ example: Encoded) throws {
    var options = ImportOptions()
    options.encoding = example.name.flatMap { Charset($0) }
    let file = ImportFile(name: "p.csv", bytes: example.bytes)
    let result = Importer.importFiles([file], options: options)
    #expect(try contacts(result).values.map { $0.string(.firstName) } == ["José €"])
    #expect(result.diagnostics.map(\.code) == (example.isGuess ? [.importEncodingGuessed] : []))
  }
}
