import Importing
import Model
import Testing

/// What other programs leave in cells is repaired where that is certain, and said where it is not.
@Suite struct RepairTests {
  struct Case: CustomTestStringConvertible {
    let cell: String
    let jobTitle: String?
    /// A part of the only note's reason; `nil` for no note.
    let reason: String?
    var testDescription: String { cell }

    init(_ cell: String, _ jobTitle: String?, _ reason: String? = nil) {
      (self.cell, self.jobTitle, self.reason) = (cell, jobTitle, reason)
    }
  }

  static let cases: [Case] = [
    Case("O\u{92}Neil", "O’Neil", "Windows-1252"),
    Case("10\u{96}20", "10–20", "Windows-1252"),
    Case("wait\u{85} \u{93}so\u{94}", "wait… “so”", "Windows-1252"),
    Case("MÃ¼ller", "Müller", "read in another encoding"),
    Case("Itâ€™s", "It’s", "read in another encoding"),
    Case("Å\u{81}ukasz", "Łukasz", "read in another encoding"),
    Case("IRMÃ", "IRMÃ"),
    Case("AMANHÃ…", "AMANHÃ…"),
    Case("Müller", "Müller"),
    Case("one\u{B}two", "one two"),
    Case("one\u{C}two", "one two"),
    Case("one\u{2028}two", "one\ntwo"),
    Case("one_x000D_\ntwo", "one\ntwo"),
    Case("a\u{1}b", "ab", "control characters"),
    Case("\u{A0}Head\u{3000}", "Head"),
    Case("Head\u{A0}of\u{2009}IT", "Head of IT"),
    Case("He\u{AD}ad\u{200B}", "Head", "invisible"),
    Case("\u{FEFF}Head", "Head"),
    Case("\u{200F}Head", "Head", "invisible"),
    Case("می\u{200C}خواهم", "می\u{200C}خواهم"),
    Case("👩\u{200D}💻", "👩\u{200D}💻"),
    Case("He\u{200C}ad", "Head", "invisible"),
    Case("\u{200B}", nil, "nothing in it can be seen"),
    Case("#REF!", nil, "error of a spreadsheet"),
    Case("#DIV/0!", nil, "error of a spreadsheet"),
    Case("#NV", nil, "error of a spreadsheet"),
    Case("#VALEUR!", nil, "error of a spreadsheet"),
    Case("#SPILL!", nil, "error of a spreadsheet"),
    Case("Err:502", nil, "error of a spreadsheet"),
    Case("=A2", nil, "formula"),
    Case("=LOWER(A2)", nil, "formula"),
    Case("#1 closer", "#1 closer"),
    Case("NULL", nil, "stands for nothing"),
    Case("None", nil, "stands for nothing"),
    Case("n/a", nil, "stands for nothing"),
    Case("nan", nil, "stands for nothing"),
    Case("undefined", nil, "stands for nothing"),
    Case("(blank)", nil, "stands for nothing"),
    Case("--", nil, "stands for nothing"),
    Case("—", nil, "stands for nothing"),
    Case("\\N", nil, "stands for nothing"),
    Case("C++", "C++"),
    Case("Head \u{FFFD} IT", nil, "were lost"),
  ]

  @Test(arguments: cases)
  func `a value is repaired, or left out with a reason`(_ example: Case) throws {
    let result = Importer.importFiles([csv("email,job title\na@x.example,\"\(example.cell)\"\n")])
    #expect(try contacts(result).values.first?.string(.jobTitle) == example.jobTitle)
    let notes = result.report.rows.flatMap(\.notes)
    #expect(notes.count == (example.reason == nil ? 0 : 1))
    if let reason = example.reason { #expect(notes.first?.reason.contains(reason) == true) }
    #expect(notes.first?.replacement == (example.reason == nil ? nil : example.jobTitle))
  }

  struct Place: CustomTestStringConvertible {
    let header: String
    let cell: String
    let location: String?
    var testDescription: String { "\(header): \(cell)" }
  }

  static let places = [
    Place(header: "city", cell: "Nan", location: "Nan"),
    Place(header: "country", cell: "NA", location: "NA"),
    Place(header: "city", cell: "null", location: nil),
    Place(header: "city", cell: "undefined", location: nil),
  ]

  @Test(arguments: places)
  func `places that words for nothing name are kept, and said`(_ example: Place) throws {
    let result = Importer.importFiles([
      csv("email,\(example.header)\na@x.example,\(example.cell)\n")
    ])
    #expect(try contacts(result).values.first?.string(.location) == example.location)
    #expect(result.report.rows.flatMap(\.notes).count == 1)
  }

  @Test func `custom fields keep what people write, and lose what programs do`() throws {
    var options = ImportOptions()
    options.custom = ["Tier"]
    let text = "email,Tier\na@x.example,n/a\nb@x.example,null\nc@x.example,#N/A\n"
    let result = Importer.importFiles([csv(text)], options: options)
    let found = try contacts(result)
    #expect(found["a@x.example"]?[.custom("tier")] == .string("n/a"))
    #expect(found["b@x.example"]?[.custom("tier")] == nil)
    #expect(found["c@x.example"]?[.custom("tier")] == nil)
    #expect(result.report.rows.flatMap(\.notes).map(\.value) == ["null", "#N/A"])
  }

  @Test func `what the CRM holds is not repaired`() throws {
    var contact = CRMContact(id: "ctc_a1")
    contact.emails = ["a@x.example"]
    contact.fields = [
      .firstName: "Nan", .lastName: "MÃ¼ller, PhD", .jobTitle: "Ms", .phone: "33612345678.0",
    ]
    let result = Importer.manifest(of: [contact], source: "CRM", customTypes: [:])
    let found = try #require(try contacts(result).values.first)
    for (field, text) in contact.fields { #expect(found.string(field) == text) }
    #expect(result.report.rows.flatMap(\.notes).isEmpty)
  }
}
