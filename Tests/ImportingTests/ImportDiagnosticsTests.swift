import Diagnostics
import Importing
import Model
import TestSupport
import Testing

@Suite struct ImportDiagnosticsTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let files: [ImportFile]
    var options = ImportOptions()
    let code: DiagnosticCode
    var line: Int?
    var column: Int?
    var hint: String?
  }

  private static func options(map: [String] = [], custom: [String] = []) -> ImportOptions {
    var options = ImportOptions()
    options.map = map.compactMap { ImportOptions.Mapping($0) }
    options.custom = custom
    return options
  }

  private static let shiftJIS: ImportOptions = {
    var options = ImportOptions()
    options.encoding = Charset("shift_jis")
    return options
  }()

  private static let wide: ImportOptions = {
    var options = ImportOptions()
    options.delimiter = ","
    return options
  }()

  private static let people = [csv("email,Tier\na@x.example,gold\n")]

  static let cases: [Case] = [
    Case(testDescription: "no bytes", files: [csv("")], code: .importFileEmpty, line: 1),
    Case(testDescription: "a header alone", files: [csv("email\n")], code: .importFileEmpty),
    Case(
      testDescription: "a spreadsheet",
      files: [ImportFile(name: "a.xlsx", bytes: [0x50, 0x4B, 3, 4, 0])],
      code: .importNotText
    ),
    Case(
      testDescription: "a compressed file",
      files: [ImportFile(name: "a.csv", bytes: [0x1F, 0x8B, 8, 0, 0xFF, 0x0A, 0xC8])],
      code: .importNotText
    ),
    Case(
      testDescription: "bytes of no text",
      files: [ImportFile(name: "a.csv", bytes: [0x61, 0, 0x81, 0xFF, 0x0A, 0xC8, 0x8D])],
      code: .importNotText
    ),
    Case(testDescription: "NUL bytes", files: [csv("email\na\0b@x.example")], code: .importNotText),
    Case(
      testDescription: "half a unit of UTF-16",
      files: [ImportFile(name: "a.csv", bytes: [0xFF, 0xFE, 0x61, 0, 0x62])],
      code: .importTextDamaged
    ),
    Case(
      testDescription: "an open quote",
      files: [csv("email,notes\na@x.example,\"one\n\nb@x.example,two\n")],
      code: .importCSVMalformed,
      line: 2,
      column: 13
    ),
    Case(
      testDescription: "text after a quote",
      files: [csv("email,notes\na@x.example,\"one\"two\n")],
      code: .importCSVMalformed,
      line: 2,
      column: 18
    ),
    Case(
      testDescription: "very many columns",
      files: [csv("email" + String(repeating: ",", count: 20_000))],
      options: wide,
      code: .importCSVMalformed
    ),
    Case(
      testDescription: "a card without end",
      files: [csv("BEGIN:VCARD\nFN:Ada\nEMAIL:a@x.example\n", name: "a.vcf")],
      code: .importVCardMalformed,
      line: 1
    ),
    Case(
      testDescription: "lines outside of cards alone",
      files: [csv("hello\nBEGIN:VCARD\nFN:A\n", name: "a.vcf")],
      code: .importVCardMalformed
    ),
    Case(
      testDescription: "no header",
      files: [csv("a@x.example,Ada\nb@x.example,Bo\n")],
      code: .importNoHeader,
      line: 1,
      hint: "Put a row above it that names the columns, such as `email,firstName,lastName`."
    ),
    Case(
      testDescription: "no header, and a row that looks like one",
      files: [csv("a@x.example,Ada,web\nb@x.example,Bo,LinkedIn\nc@x.example,Email,x\n")],
      code: .importNoHeader,
      line: 1
    ),
    Case(
      testDescription: "a row of data that --map names",
      files: [csv("a@x.example,Ada\nb@x.example,Bo\n")],
      options: options(map: ["a@x.example=email"]),
      code: .importNoHeader
    ),
    Case(
      testDescription: "no column of identifiers",
      files: [csv("Kontakt,Firma\nsomebody,Acme\n")],
      code: .importNoIdentifier,
      line: 1,
      hint: "Say which it is, as in `--map 'COLUMN=email'`. The columns are `Kontakt`, `Firma`."
    ),
    Case(
      testDescription: "a misspelt main address",
      files: [csv("Emial,Email 2\na@x.example,b@x.example\n")],
      code: .importMainEmailUnclear,
      hint: "Say what it is: `--map Emial=email`, or `--map Emial=ignore`."
    ),
    Case(
      testDescription: "Shift JIS",
      files: [
        ImportFile(
          name: "a.csv",
          bytes: Array("email,first name\na@x.example,".utf8) + [0x89, 0xD4, 0x8E, 0x71, 0x0A]
        )
      ],
      code: .importEncodingUnknown,
      line: 2
    ),
    Case(
      testDescription: "Cyrillic",
      files: [
        ImportFile(
          name: "a.csv",
          bytes: Array("email,first name\na@x.example,".utf8) + [0xC8, 0xE2, 0xE0, 0xED, 0x0A]
        )
      ],
      code: .importEncodingUnknown
    ),
    Case(
      testDescription: "Polish",
      files: [
        ImportFile(
          name: "a.csv",
          bytes: Array("email,first name\na@x.example,Pawe".utf8) + [0xB3, 0x0A]
        )
      ],
      code: .importEncodingUnknown
    ),
    Case(
      testDescription: "Turkish",
      files: [
        ImportFile(
          name: "a.csv",
          bytes: Array("email,first name\na@x.example,Ay".utf8) + [0xFE, 0x65, 0x0A]
        )
      ],
      code: .importEncodingUnknown
    ),
    Case(
      testDescription: "escape sequences",
      files: [csv("email,first name\na@x.example,\u{1B}$B2V;R\u{1B}(B\n")],
      code: .importEncodingUnknown
    ),
    Case(
      testDescription: "Korean escape sequences",
      files: [csv("\u{1B}$)Cemail,first name\na@x.example,\u{0E}1h\u{0F}\n")],
      code: .importEncodingUnknown
    ),
    Case(
      testDescription: "EUC-KR of one syllable",
      files: [
        ImportFile(
          name: "a.csv",
          bytes: Array("email,last name\na@x.example,".utf8) + [0xB1, 0xE8, 0x0A]
        )
      ],
      code: .importEncodingUnknown,
      line: 2
    ),
    Case(
      testDescription: "another encoding than is said",
      files: [
        ImportFile(name: "a.csv", bytes: Array("email\na@x.example\n".utf8) + [0xFF, 0xFF])
      ],
      options: shiftJIS,
      code: .importTextDamaged
    ),
    Case(
      testDescription: "an unknown column",
      files: people,
      options: options(custom: ["Teir"]),
      code: .importColumnUnknown,
      hint: "Did you mean `Tier`?"
    ),
    Case(
      testDescription: "an unknown field",
      files: people,
      options: options(map: ["Tier=jobtitle"]),
      code: .importTargetUnknown,
      hint: "Did you mean `jobTitle`?"
    ),
    Case(
      testDescription: "a custom field with a name of the API's",
      files: people,
      options: options(custom: ["email"]),
      code: .importTargetUnknown
    ),
    Case(
      testDescription: "one column twice",
      files: people,
      options: options(map: ["tier=summary"], custom: ["Tier"]),
      code: .importColumnTwice
    ),
  ]

  @Test(arguments: cases)
  func `what cannot be imported is an error with a place and a hint`(_ example: Case) throws {
    let result = Importer.importFiles(example.files, options: example.options)
    #expect(result.manifest == nil)
    let found = try #require(result.diagnostics.first { $0.severity == .error })
    #expect(found.code == example.code)
    #expect(found.hint != nil)
    if let line = example.line { #expect(found.location?.line == line) }
    if let column = example.column { #expect(found.location?.column == column) }
    if let hint = example.hint { #expect(found.hint == hint) }
    let name = example.testDescription.split(separator: " ").joined(separator: "-")
      .filter { $0 != "," }
    expectGolden(result.diagnostics, "error-\(name)")
  }

  @Test func `rows without anything new are a warning, and the manifest has no contacts`() throws {
    let result = Importer.importFiles([csv("email,phone\nnobody,1234\n")])
    #expect(result.diagnostics.map(\.code) == [.importNothing])
    #expect(!result.diagnostics.containsError)
    #expect(try contacts(result).isEmpty)
    expectGolden(result.diagnostics, "nothing-imported")
  }

  @Test func `a file that is not UTF-8 is read as Latin-1, with a warning`() {
    let file = ImportFile(name: "p.csv", bytes: Array("email,name\na@x.example,Jos".utf8) + [0xE9])
    let result = Importer.importFiles([file])
    #expect(result.manifest?.contains("José") == true)
    expectGolden(result.diagnostics, "encoding-guessed")
  }

  @Test func `rows in another encoding than the rest lose their values only`() throws {
    let lines: [[UInt8]] = [
      Array("email,first name,last name".utf8), Array("a@x.example,Zoë,Müller".utf8),
      Array("b@x.example,Ren".utf8) + [0xE9] + Array(",Lund".utf8),
      Array("c@x.example,Łukasz,Świt".utf8),
    ]
    let bytes = Array(lines.joined(separator: [0x0A]))
    let result = Importer.importFiles([ImportFile(name: "p.csv", bytes: bytes)])
    #expect(try contacts(result).keys.sorted() == ["lukasz-swit", "lund", "zoe-muller"])
    #expect(result.report.rows.map(\.notes.count) == [0, 1, 0])
    expectGolden(result.diagnostics, "encoding-mixed")
  }

  @Test func `an owner that no row has is a warning`() throws {
    var options = ImportOptions()
    options.owners = [try #require(ImportOptions.Owner("Ada Brooks=ada@x.example"))]
    let result = Importer.importFiles(
      [csv("email,owner\na@x.example,Ada Brook\n")],
      options: options
    )
    #expect(result.diagnostics.map(\.code) == [.importOwnerUnused])
    expectGolden(result.diagnostics, "owner-unused")
  }

  @Test func `all codes are distinct, explained and in the module's range`() {
    let codes = DiagnosticCode.importingCodes
    #expect(Set(codes.map(\.id)).count == codes.count)
    for code in codes {
      #expect(code.id.hasPrefix("R60"))
      #expect(!code.title.isEmpty && !code.explanation.isEmpty && !code.repair.isEmpty)
      #expect(!code.title.hasSuffix("."))
    }
  }
}
