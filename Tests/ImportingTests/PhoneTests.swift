import Importing
import Model
import Testing

/// How phone numbers come out of what cells hold.
@Suite struct PhoneTests {
  struct Case: CustomTestStringConvertible {
    let cell: String
    /// `nil` when there is none.
    let phone: String?
    /// Of the notes, each with what became of the value.
    let notes: [String]
    var testDescription: String { cell }

    init(_ cell: String, _ phone: String?, _ notes: String...) {
      (self.cell, self.phone, self.notes) = (cell, phone, notes)
    }
  }

  private static let rounded = "a spreadsheet has rounded it"
  private static let amount = "a spreadsheet or a data frame had written it as an amount"
  private static let fax = "it is a fax's or a pager's number"
  private static let label = "a label stood beside the number"

  static let cases: [Case] = [
    Case("3.36E+10", nil, rounded),
    Case("3,36123E+10", nil, rounded),
    Case("4.41e10", nil, rounded),
    Case("3,36 E+10", nil, rounded),
    Case("+3.36E+10", nil, rounded),
    Case("1E+11", nil, rounded),
    Case(
      "3.3612345678E+10",
      "33612345678",
      "a spreadsheet had written it with an exponent, and no digit is lost"
    ),
    Case("=\"0612345678\"", "0612345678"),
    Case("=\"+33612345678\"", "+33612345678"),
    Case("=\"0612345678", "0612345678"),
    Case("=+33612345678", "+33612345678"),
    Case("'+33612345678", "+33612345678"),
    Case("33612345678.0", "33612345678", amount),
    Case("33612345678,00", "33612345678", amount),
    Case("33,612,345,678", "33612345678", amount),
    Case("33,612,345,678.00", "33612345678", amount),
    Case("33.612.345.678", "33.612.345.678"),
    Case("nan", nil, "it stands for nothing"),
    Case("N/A", nil, "it stands for nothing"),
    Case("#VALUE!", nil, "it is an error of a spreadsheet, not a value"),
    Case("########", nil, "it is an error of a spreadsheet, not a value"),
    Case(
      "\u{202A}+33 6 12 34 56 78\u{202C}",
      "+33 6 12 34 56 78",
      "invisible characters were taken out"
    ),
    Case("\u{200E}+33612345678", "+33612345678", "invisible characters were taken out"),
    Case("+33\u{A0}6\u{A0}12\u{202F}34 56 78", "+33 6 12 34 56 78"),
    Case("+33\u{2011}6\u{2013}12345678", "+33-6-12345678"),
    Case("\u{FF0B}\u{FF13}\u{FF13}612345678", "+33612345678"),
    Case("\u{660}\u{661}\u{662}34567890", "01234567890"),
    Case(
      "+33 1 23 45 67 89; +33 6 12 34 56 78",
      "+33 1 23 45 67 89",
      "`+33 1 23 45 67 89` is kept"
    ),
    Case("+44 20 7946 0018, +44 20 7946 0019", "+44 20 7946 0018", "`+44 20 7946 0018` is kept"),
    Case("+47 22 33 44 55\n+47 22 33 44 56", "+47 22 33 44 55", "`+47 22 33 44 55` is kept"),
    Case("+1 212 555 0100 / +1 212 555 0101", "+1 212 555 0100", "`+1 212 555 0100` is kept"),
    Case("+33123456789 +33612345678", "+33123456789", "`+33123456789` is kept"),
    Case("0123456789 or 0612345678", "0123456789", "`0123456789` is kept"),
    Case("0123456789 oder 0612345678", "0123456789", "`0123456789` is kept"),
    Case("5550100123 - 5550101123", "5550100123", "`5550100123` is kept"),
    Case("0123456789 | 0612345678", "0123456789", "`0123456789` is kept"),
    Case("0123456789 0612345678", nil, "it has more digits than a number can have"),
    Case("T: +44 20 7946 0018 F: +44 20 7946 0019", "+44 20 7946 0018", label, fax),
    Case("Fax: +33 1 23 45 67 89", nil, fax),
    Case("+33 1 23 45 67 89 (fax)", nil, fax),
    Case("Telefax +49 30 1234567", nil, fax),
    Case("Fax +49 30 1234567, Mobil +49 171 1234567", "+49 171 1234567", fax, label),
    Case("Tel./Fax: +49 30 1234567", "+49 30 1234567", label),
    Case("+33 6 12 34 56 78 (mobile)", "+33 6 12 34 56 78", label),
    Case("+49 (0) 30 / 1234567", "+49 (0) 30 / 1234567"),
    Case("030/1234567", "030/1234567"),
    Case("+49 89 12345678/79", "+49 89 12345678", "it is another ending of the number before it"),
    Case("+1 418 656 9254 ext. 102", "+1 418 656 9254 ext. 102"),
    Case("+1 418 656 9254,,102#", "+1 418 656 9254,,102#"),
    Case("1-800-FLOWERS", "1-800-FLOWERS"),
    Case("ida2024@x.example", nil, "it is an address, not a phone number"),
    Case("33612345678.50", nil, "it is an amount, not a phone number"),
    Case("-33612345678", nil, "it is an amount, not a phone number"),
    Case("000000000", nil, "all its digits are 0"),
    Case("12/03/2024", nil, "it is a date, not a phone number"),
    Case("2024-03-12", nil, "it is a date, not a phone number"),
    Case("=LOWER(\"0612\")", nil, "it is a formula of a spreadsheet, not its value"),
    Case("https://wa.example/33612345678", nil, "it is a URL, not a phone number"),
  ]

  @Test(arguments: cases)
  func `a cell gives the first number, and says the rest`(_ example: Case) throws {
    let cell = example.cell.replacing("\"", with: "\"\"")
    let result = Importer.importFiles([csv("email,phone\na@x.example,\"\(cell)\"\n")])
    #expect(try contacts(result).values.first?.string(.phone) == example.phone)
    #expect(result.report.rows.flatMap(\.notes).map(\.reason) == example.notes)
  }

  @Test func `a spreadsheet's formula needs no quotes around the cell`() throws {
    let result = Importer.importFiles([csv("email,phone\na@x.example,=\"0612345678\"\n")])
    #expect(try contacts(result).values.first?.string(.phone) == "0612345678")
  }

  @Test func `a column beside says which number is a fax's`() throws {
    let text = """
      email,Phone 1 - Type,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value
      a@x.example,Work Fax,+33 1 23 45 67 89,Mobile,+33 6 12 34 56 78
      """
    let result = Importer.importFiles([csv(text)])
    #expect(try contacts(result).values.first?.string(.phone) == "+33 6 12 34 56 78")
    #expect(result.report.rows.flatMap(\.notes).map(\.reason) == [Self.fax])
  }

  @Test(arguments: [
    "TEL;TYPE=FAX,WORK,PREF:+33 1", "TEL;HOME;FAX:+33 1", "TEL;TYPE=HOMEFAX:+33 1",
    "TEL;TYPE=\"work,fax\":+33 1", "item1.TEL:+33 1\nitem1.X-ABLabel:_$!<WorkFAX>!$_",
    "item1.TEL;PREF=1:+33 1\nitem1.X-ABLabel:Fax Büro", "TEL;X-Fax:+33 1", "TEL;PAGER:+33 1",
  ])
  func `no fax of a card is taken before a mobile`(line: String) throws {
    let card = "BEGIN:VCARD\nN:Falk;Ida\nEMAIL:a@x.example\n\(line)\nTEL;CELL:+33 6 12\nEND:VCARD\n"
    let result = Importer.importFiles([csv(card, name: "a.vcf")])
    #expect(try contacts(result).values.first?.string(.phone) == "+33 6 12")
    #expect(result.report.rows.flatMap(\.notes).map(\.reason) == [Self.fax])
  }
}
