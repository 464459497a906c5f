import Diagnostics
import Importing
import Model
import TestSupport
import Testing

/// Encodings and folding of vCards, as phones and mail programs write them.
@Suite struct VCardTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Pieces of text and of bytes.
    let bytes: [UInt8]
    /// The last name and the first.
    let names: [String?]
    /// Of the only note; `nil` for none.
    var reason: String?
    var codes: [DiagnosticCode] = []
  }

  private static func card(_ lines: [UInt8], _ version: String = "2.1") -> [UInt8] {
    Array("BEGIN:VCARD\r\nVERSION:\(version)\r\n".utf8) + lines
      + Array("\r\nEMAIL:a@x.example\r\nEND:VCARD\r\n".utf8)
  }

  private static func printable(_ charset: String, _ value: String) -> [UInt8] {
    card(Array("N;CHARSET=\(charset);ENCODING=QUOTED-PRINTABLE:\(value)".utf8))
  }

  private static func quoted(_ charset: String, _ value: String, _ names: [String?]) -> Case {
    Case(testDescription: charset, bytes: printable(charset, value), names: names)
  }

  static let charsets: [Case] = [
    quoted("WINDOWS-1251", "=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED;;;", ["Петров", "Иван"]),
    quoted("cp1251", "=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED;;;", ["Петров", "Иван"]),
    quoted("KOI8-R", "=F0=C5=D4=D2=CF=D7;=E9=D7=C1=CE;;;", ["Петров", "Иван"]),
    quoted("ISO-8859-5", "=BF=D5=E2=E0=DE=D2;=B8=D2=D0=DD;;;", ["Петров", "Иван"]),
    quoted("ISO-8859-2", "=A3ukasik;Zbigniew;;;", ["Łukasik", "Zbigniew"]),
    quoted("windows-1250", "=A3ukasik;Micha=B3;;;", ["Łukasik", "Michał"]),
    quoted("ISO-8859-1", "M=FCller;Ren=E9;;;", ["Müller", "René"]),
    quoted("ISO-8859-15", "B=BDuf;Ren=E9;;;", ["Bœuf", "René"]),
    quoted("windows-1253", "=D0=E1=F0=DC=F2;=CD=DF=EA=EF=F2;;;", ["Παπάς", "Νίκος"]),
    quoted("windows-1254", "=DEahin;=DDdil;;;", ["Şahin", "İdil"]),
    quoted("windows-1255", "=EB=E4=EF;=E3=E5=E3;;;", ["כהן", "דוד"]),
    quoted("windows-1256", "=DA=E1=ED;=C3=CD=E3=CF;;;", ["علي", "أحمد"]),
    quoted("windows-1257", "K=E2rkli=F2=F0;J=E2nis;;;", ["Kārkliņš", "Jānis"]),
    quoted("SHIFT_JIS", "=8ER=93c;=89=D4=8Eq;;;", ["山田", "花子"]),
    quoted("EUC-JP", "=BB=B3=C5=C4;=B2=D6=BB=D2;;;", ["山田", "花子"]),
    quoted("GBK", "=C0=EE;=C3=F7;;;", ["李", "明"]),
    quoted("GB2312", "=C0=EE;=C3=F7;;;", ["李", "明"]),
    quoted("Big5", "=B3=AF;=AA=DA;;;", ["陳", "芳"]),
    quoted("EUC-KR", "=B1=E8;=BF=B5=C8=F1;;;", ["김", "영희"]),
    quoted("KS_C_5601-1987", "=B1=E8;=BF=B5=C8=F1;;;", ["김", "영희"]),
    quoted("macintosh", "M=9Fller;Ren=8E;;;", ["Müller", "René"]),
    quoted("UTF-16BE", "=04=1F=04=35=00;=04=18=04=32", ["Пе", "Ив"]),
    quoted("UTF-8", "=D0=9F=D0=B5;=D0=98=D0=B2;;;", ["Пе", "Ив"]),
    // Programs that write UTF-8 whatever they call it.
    quoted("ISO-8859-1", "M=C3=BCller;Ren=C3=A9;;;", ["Müller", "René"]),
    // No name of an encoding, and likely words.
    Case(
      testDescription: "none",
      bytes: card(Array("N;ENCODING=QUOTED-PRINTABLE:M=FCller;Ren=E9;;;".utf8)),
      names: ["Müller", "René"],
      codes: [.importEncodingGuessed]
    ),
    Case(
      testDescription: "none, and unlikely words",
      bytes: card(Array("N;ENCODING=QUOTED-PRINTABLE:=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED;;;".utf8)),
      names: [nil, nil],
      reason: "its bytes are not UTF-8, and no `CHARSET` says what they are",
      codes: [.importEncodingMixed]
    ),
    Case(
      testDescription: "unknown",
      bytes: printable("X-OWN", "=CF=E5=F2=F0=EE=E2;=C8=E2=E0=ED;;;"),
      names: [nil, nil],
      reason: "this machine cannot read `x-own`, which `CHARSET` names"
    ),
    Case(
      testDescription: "wrong",
      bytes: printable("SHIFT_JIS", "=FF=FF;Ida;;;"),
      names: [nil, nil],
      reason: "its bytes are not `shift_jis`, which `CHARSET` names"
    ),
    Case(
      testDescription: "bytes in Windows-1252",
      bytes: card(Array("N;CHARSET=Windows-1252:B".utf8) + [0xF6] + Array("rnig;Anke;;;".utf8)),
      names: ["Börnig", "Anke"]
    ),
    Case(
      testDescription: "bytes in Windows-1251",
      bytes: card(Array("N;CHARSET=Windows-1251:".utf8) + [0xCF, 0xE5, 0x3B, 0xC8, 0xE2]),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "bytes in Shift JIS",
      bytes: card(Array("N;CHARSET=SHIFT_JIS:".utf8) + [0x8E, 0x52, 0x93, 0x63, 0x3B, 0x89, 0xD4]),
      names: ["山田", "花"]
    ),
    Case(
      testDescription: "escape sequences and no charset",
      bytes: card(Array("N:\u{1B}$B;3ED\u{1B}(B;\u{1B}$B2V;R\u{1B}(B;;;".utf8)),
      names: ["山田", "花子"]
    ),
    Case(
      testDescription: "UTF-8 that calls itself Windows-1252",
      bytes: card(Array("N;CHARSET=Windows-1252:Börnig;Anke;;;".utf8)),
      names: ["Börnig", "Anke"]
    ),
    Case(
      testDescription: "UTF-8 that calls itself GBK",
      bytes: card(Array("N;CHARSET=GBK:李;明;;;".utf8)),
      names: ["李", "明"]
    ),
    Case(
      testDescription: "base64",
      bytes: card(Array("N;ENCODING=BASE64;CHARSET=UTF-8:TcO8bGxlcjtSZW7DqQ==\r\n".utf8)),
      names: ["Müller", "René"]
    ),
  ]

  static let folding: [Case] = [
    Case(
      testDescription: "a soft break and a blank",
      bytes: printable("UTF-8", "=D0=9F=D0=\r\n =B5;=D0=98=\r\n =D0=B2;;;"),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "a soft break, and a tab before letters",
      bytes: printable("UTF-8", "Fa=\r\n\tlk;Id=\r\n\ta;;;"),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "a soft break alone",
      bytes: printable("UTF-8", "=D0=9F=\r\n=D0=B5;=D0=98=\r\n=D0=B2;;;"),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "a soft break with blanks behind",
      bytes: printable("UTF-8", "=D0=9F= \r\n=D0=B5;=D0=98=D0=B2;;;"),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "a soft break inside a character, beside one that is not folded",
      bytes: printable("UTF-8", "=D0=9F=D0=\r\n =B5;=D0=98=\r\n=D0=B2;;;"),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "a soft break inside a character, and a tab",
      bytes: printable("UTF-8", "=E4=BD=\r\n\t=90;=F0=A0=\r\n =AE=\r\n =B7;;;"),
      names: ["佐", "𠮷"]
    ),
    Case(
      testDescription: "a soft break inside a character of another encoding",
      bytes: printable("SHIFT_JIS", "=8D=\r\n =B2=93=A1;=89=D4=8Eq;;;"),
      names: ["佐藤", "花子"]
    ),
    Case(
      testDescription: "a soft break and a tab, beside one that is not folded",
      bytes: printable("UTF-8", "Fa=\r\n\tlk;Id=\r\na;;;"),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "a soft break before a word's own blank",
      bytes: printable("UTF-8", "van=\r\n der=\r\n Berg;J=\r\nan;;;"),
      names: ["van der Berg", "Jan"]
    ),
    Case(
      testDescription: "a fold without a soft break",
      bytes: printable("UTF-8", "=D0=9F=D0\r\n =B5;=D0=98=D0=B2;;;"),
      names: ["Пе", "Ив"]
    ),
    Case(
      testDescription: "a soft break before the next property",
      bytes: printable("UTF-8", "Falk;Ida;;;="),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "a fold in the middle of a letter",
      bytes: card(
        Array("N:M".utf8) + [0xC3] + Array("\r\n ".utf8) + [0xBC] + Array("ller;Ida".utf8),
        "3.0"
      ),
      names: ["Müller", "Ida"]
    ),
    Case(
      testDescription: "folded parameters",
      bytes: card(Array("N;CHARSET=UTF-8;\r\n ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Ida".utf8)),
      names: ["Müller", "Ida"]
    ),
    Case(
      testDescription: "CR CR LF",
      bytes: Array(
        "BEGIN:VCARD\r\r\nN:Fa\r\r\n lk;Ida\r\r\nEMAIL:a@x.example\r\r\nEND:VCARD\r\r\n".utf8
      ),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "blanks at the ends of lines",
      bytes: Array(
        "BEGIN:VCARD \r\nVERSION:3.0 \r\nN:Falk;Ida ;;; \r\nEMAIL:a@x.example\t\r\nEND:VCARD  \r\n"
          .utf8
      ),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "small letters and blanks at the beginning",
      bytes: Array("\n begin:vcard\nn:Falk;Ida\nemail:a@x.example\nend:vCard".utf8),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "a byte-order mark before a later card",
      bytes: Array(
        "BEGIN:VCARD\nN:Falk;Ida\nEMAIL:a@x.example\nEND:VCARD\n\u{FEFF}BEGIN:VCARD\nEMAIL:a@x.example\nEND:VCARD\n"
          .utf8
      ),
      names: ["Falk", "Ida"]
    ),
    Case(
      testDescription: "a picture that is not folded",
      bytes: card(
        Array("N:Falk;Ida\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/\r\nNAAAA\r\nNBBB+/=\r\n".utf8)
      ),
      names: ["Falk", "Ida"],
      reason: "the picture itself stands there, and the API takes a URL"
    ),
    Case(
      testDescription: "a picture's URL of data that is not folded",
      bytes: card(
        Array("N:Falk;Ida\r\nPHOTO:data:image/jpeg;base64,/9j/\r\nNAAAA\r\nNBBB".utf8),
        "4.0"
      ),
      names: ["Falk", "Ida"],
      reason: "the picture itself stands there, and the API takes a URL"
    ),
    Case(
      testDescription: "several given names",
      bytes: card(Array("N:Falk, PhD;Ida,Maria;;;\r\n".utf8), "3.0"),
      names: ["Falk", "Ida Maria"],
      reason: "the API has no field for titles after a name"
    ),
    Case(
      testDescription: "a note that is not folded",
      bytes: card(Array("N:Falk;Ida\r\nNOTE:one\r\ntwo\r\nthree\r\n".utf8)),
      names: ["Falk", "Ida"],
      reason: "it is no property of a card"
    ),
  ]

  @Test(arguments: charsets + folding)
  func `a card's name is read`(_ example: Case) throws {
    let result = Importer.importFiles([ImportFile(name: "a.vcf", bytes: example.bytes)])
    let contact = try #require(try contacts(result).values.first)
    #expect([contact.string(.lastName), contact.string(.firstName)] == example.names)
    #expect(
      result.report.rows.flatMap(\.notes).map(\.reason) == [example.reason].compactMap(\.self)
    )
    #expect(result.diagnostics.map(\.code) == example.codes)
  }

  @Test func `one bad card never costs the others`() throws {
    let text = """
      Sent from my phone
      BEGIN:VCARD
      FN:Uma Hart
      EMAIL:uma@x.example
      BEGIN:VCARD
      FN:Ida Falk
      EMAIL:ida@x.example
      NOTE;ENCODING=QUOTED-PRINTABLE:cut =
      END:VCARD
      FN:nobody's
      BEGIN:VCARD
      FN:Jon Bark
      EMAIL:jon@x.example
      END:VCARD
      BEGIN:VCARD
      FN:Ola R
      """
    let result = Importer.importFiles([csv(text, name: "a.vcf")])
    #expect(try contacts(result).keys.sorted() == ["ida-falk", "jon-bark"])
    #expect(!result.diagnostics.containsError)
    expectGolden(result.diagnostics, "bad-cards")
    expectGolden(result.report.text, "bad-cards-report.txt")
  }

  @Test func `a formatted name stands in for a name that cannot be read`() throws {
    let text =
      "BEGIN:VCARD\nN;CHARSET=X-OWN;QUOTED-PRINTABLE:=CF=E5;=C8;;;\nFN:Ida Falk\n"
      + "EMAIL:a@x.example\nEND:VCARD\n"
    let result = Importer.importFiles([csv(text, name: "a.vcf")])
    #expect(try contacts(result).values.first?.string(.firstName) == "Ida")
  }

  @Test(arguments: [
    "FN:Acme GmbH\r\nN:;;;;\r\nORG:Acme GmbH;Sales", "FN:Acme\r\nN:Acme;;;;\r\nORG:ACME",
    "FN:Acme Trading\r\nX-ABShowAs:COMPANY", "FN:Acme GmbH\r\nORG:Acme GmbH",
    "N:GmbH;Acme;;;\r\nFN:Acme GmbH", "N:Trading;Acme;;;\r\nORG:Acme Trading\r\nX-ABShowAs:COMPANY",
  ])
  func `the name of a company is no person's`(_ lines: String) throws {
    let result = Importer.importFiles([
      ImportFile(
        name: "a.vcf",
        bytes: Array(
          "BEGIN:VCARD\r\nVERSION:3.0\r\n\(lines)\r\nEMAIL:a@x.example\r\nEND:VCARD\r\n".utf8
        )
      )
    ])
    let contact = try #require(try contacts(result).values.first)
    #expect(contact.string(.firstName) == nil && contact.string(.lastName) == nil)
    let reasons = result.report.rows.flatMap(\.notes).map(\.reason)
    #expect(reasons.contains("it is the company's name, not a person's"))
  }

  @Test(arguments: [
    "N:Falk;Ida;;;\r\nFN:Ida Falk\r\nORG:Ida Falk",
    "N:Falk;Ida;;;\r\nFN:Acme\r\nORG:Acme\r\nX-ABShowAs:COMPANY",
  ])
  func `a person's name beside the company's stays`(_ lines: String) throws {
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\n\(lines)\r\nEMAIL:a@x.example\r\nEND:VCARD\r\n"
    let result = Importer.importFiles([csv(card, name: "a.vcf")])
    let contact = try #require(try contacts(result).values.first)
    #expect(contact.string(.firstName) == "Ida" && contact.string(.lastName) == "Falk")
    #expect(result.report.rows.flatMap(\.notes).isEmpty)
  }
}
