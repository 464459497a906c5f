import Importing
import Model
import Testing

/// How names come out of columns that hold more than names.
@Suite struct NameTests {
  struct Case: CustomTestStringConvertible {
    let cell: String
    let first: String?
    let last: String?
    /// The values that notes are about.
    let notes: [String]
    var testDescription: String { cell }

    init(_ cell: String, _ first: String?, _ last: String?, _ notes: String...) {
      (self.cell, self.first, self.last, self.notes) = (cell, first, last, notes)
    }
  }

  static let full: [Case] = [
    Case("Ida Falk", "Ida", "Falk"),
    Case("Falk, Ida", "Ida", "Falk"),
    Case("FALK, IDA", "IDA", "FALK"),
    Case("van der Berg, Jan", "Jan", "van der Berg"),
    Case("García Márquez, Gabriel José", "Gabriel José", "García Márquez"),
    Case("Le Van, An", "An", "Le Van"),
    Case("Ida Falk, PhD", "Ida", "Falk", "PhD"),
    Case("Ida Falk, Ph.D.", "Ida", "Falk", "Ph.D."),
    Case("Jon Bark, Jr.", "Jon", "Bark Jr."),
    Case("Jon Bark, III", "Jon", "Bark III"),
    Case("Ola Rye, MBA, PMP", "Ola", "Rye", "MBA", "PMP"),
    Case("Ola Rye MBA", "Ola", "Rye", "MBA"),
    Case("Ola Rye, MBA PMP", "Ola", "Rye", "MBA PMP"),
    Case("Uma Hart, CISSP", "Uma", "Hart", "CISSP"),
    Case("Uma Hart, SHRM-CP", "Uma", "Hart", "SHRM-CP"),
    Case("Uma Hart, XQZ2", "Uma", "Hart", "XQZ2"),
    Case("Falk, Ida, PhD", "Ida", "Falk", "PhD"),
    Case("Bark, Jon, Jr.", "Jon", "Bark Jr."),
    Case("Ned Ash, M.D.", "Ned", "Ash", "M.D."),
    Case("Ned Ash, md", "Ned", "Ash", "md"),
    Case("Dr. Vic Dean", "Vic", "Dean", "Dr."),
    Case("Prof. Dr. med. Vic Dean", "Vic", "Dean", "Prof. Dr. med."),
    Case("Herr Vic Dean", "Vic", "Dean", "Herr"),
    Case("Mme Vic Dean", "Vic", "Dean", "Mme"),
    Case("Dipl.-Ing. Vic Dean", "Vic", "Dean", "Dipl.-Ing."),
    Case("Dean, Dr. Vic", "Vic", "Dean", "Dr."),
    Case("Dean, Dr.", nil, "Dean", "Dr."),
    Case("Frau Dean", nil, "Dean", "Frau"),
    Case("Ms. Dean", nil, "Dean", "Ms."),
    Case("Mr", nil, nil, "Mr"),
    Case("M. Night", "M.", "Night"),
    Case("Don Ash", "Don", "Ash"),
    Case("Md Ash", "Md", "Ash"),
    Case("Ida Falk (Acme)", "Ida", "Falk", "(Acme)"),
    Case("Cher", "Cher", nil),
    Case("Falk, MBA", nil, nil, "Falk, MBA"),
    Case("Ida Falk, Head of Sales", nil, nil, "Ida Falk, Head of Sales"),
    Case("Ida Falk, Acme GmbH", nil, nil, "Ida Falk, Acme GmbH"),
    Case("Falk, Ida, Bergen, Norway", nil, nil, "Falk, Ida, Bergen, Norway"),
    Case("Ida null", "Ida", nil, "null"),
    Case("null null", nil, nil, "null null"),
    Case("Jennifer Null", "Jennifer", "Null", "Null"),
    Case("ida@x.example", nil, nil, "ida@x.example"),
    Case("Mr. and Mrs. Dean", nil, nil, "Mr. and Mrs. Dean"),
    Case("Ida & Jon Falk", nil, nil, "Ida & Jon Falk"),
    Case("Familie Dean", nil, "Dean", "Familie"),
    Case("Ida Falk | Acme", "Ida", "Falk", "Acme"),
    Case("Ida Falk|Acme", "Ida", "Falk", "Acme"),
    Case("Dr. Ida Falk | Head of Sales", "Ida", "Falk", "Head of Sales", "Dr."),
    Case("Falk, Ida • Acme GmbH", "Ida", "Falk", "Acme GmbH"),
    Case("Acme GmbH | Ida Falk", nil, nil, "Acme GmbH | Ida Falk"),
    Case("Blue Sky | Ida Falk", nil, nil, "Blue Sky | Ida Falk"),
    Case("Ida Falk - Head of Sales", "Ida", "Falk", "Head of Sales"),
    Case("Ida Falk – Acme GmbH", "Ida", "Falk", "Acme GmbH"),
    Case("Ida Falk - Bark", nil, nil, "Ida Falk - Bark"),
    Case("Ida Falk — Bark", nil, nil, "Ida Falk — Bark"),
    Case("Ida Falk- Bark", nil, nil, "Ida Falk- Bark"),
    Case("Ida Falk / Bark", nil, nil, "Ida Falk / Bark"),
    Case("Ida Falk: Bark", nil, nil, "Ida Falk: Bark"),
    Case("Ida Falk -- Head of Sales", "Ida", "Falk", "Head of Sales"),
    Case("Ida Falk-Bark", "Ida", "Falk-Bark"),
    Case("Ida Falk 🚀", "Ida", "Falk", "🚀"),
    Case("★ Ida Falk ✔", "Ida", "Falk", "★ ✔"),
    Case("Acme GmbH", nil, nil, "Acme GmbH"),
    Case("Blue Sky Inc.", nil, nil, "Blue Sky Inc."),
    Case("Falk AG", nil, nil, "Falk AG"),
    Case("Gal·la Puig", "Gal·la", "Puig"),
    Case("Ida Loading...", "Ida", nil, "Loading..."),
    Case("Ida Falkenb…", "Ida", nil, "Falkenb…"),
    Case("LinkedIn Member", nil, nil, "LinkedIn Member"),
    Case("{{fullName}}", nil, nil, "{{fullName}}"),
    Case("FALK Ida", "Ida", "FALK"),
    Case("VAN DEN BERG Jan Peter", "Jan Peter", "VAN DEN BERG"),
    Case("FALK Ida M.", "Ida M.", "FALK"),
    Case("van den BERG Jan", "Jan", "van den BERG"),
    Case("McDONALD Ida", "Ida", "McDONALD"),
    Case("GROß Ida", "Ida", "GROß"),
    Case("ÇELİK Ayşe", "Ayşe", "ÇELİK"),
    Case("FALK-BARK Ida", "Ida", "FALK-BARK"),
    Case("MARIA da Silva", nil, nil, "MARIA da Silva"),
    Case("FALK I.", nil, nil, "FALK I."),
    Case("LI Na", nil, nil, "LI Na"),
    Case("CEO Ida Falk", nil, nil, "CEO Ida Falk"),
    Case("JP Falk", "JP", "Falk"),
    Case("Ida FALK", "Ida", "FALK"),
    Case("IDA FALK", "IDA", "FALK"),
    Case("佐藤 花子", "花子", "佐藤"),
    Case("김 민지", "민지", "김"),
    Case("マイケル ジャクソン", nil, nil, "マイケル ジャクソン"),
    Case("佐藤花子", nil, nil, "佐藤花子"),
    Case("李娜", nil, nil, "李娜"),
    Case("佐藤\u{3000}花子", "花子", "佐藤"),
    Case("佐藤 花子 様", "花子", "佐藤", "様"),
    Case("佐藤 花子様", "花子", "佐藤", "様"),
    Case("さとう はなこ", "はなこ", "さとう"),
    Case("ｻﾄｳ ﾊﾅｺ", nil, nil, "ｻﾄｳ ﾊﾅｺ"),
    Case("马丁·路德·金", nil, nil, "马丁·路德·金"),
    Case("Hanako 佐藤", nil, nil, "Hanako 佐藤"),
    Case("Nguyễn Văn An", nil, nil, "Nguyễn Văn An"),
    Case("Kovács János", nil, nil, "Kovács János"),
    Case("Иванова Мария Петровна", "Мария Петровна", "Иванова"),
    Case("Мария Петровна Иванова", "Мария Петровна", "Иванова"),
    Case("Петров Иван Сергеевич", "Иван Сергеевич", "Петров"),
    Case("Иванова Мария", "Мария", "Иванова"),
    Case("Мария Иванова", "Мария", "Иванова"),
    Case("Иванов И.П.", "И.П.", "Иванов"),
    Case("Иванов И. П.", "И. П.", "Иванов"),
    Case("Мария Петровна", "Мария Петровна", nil),
    Case("Иван Петрович", nil, nil, "Иван Петрович"),
    Case("Любов Шевчук", "Любов", "Шевчук"),
    Case("Шмидт Анна", nil, nil, "Шмидт Анна"),
    Case("Анна Шмидт", "Анна", "Шмидт"),
    Case("Алиев Рашид Гасан оглы", "Рашид Гасан оглы", "Алиев"),
    Case("Ivanova Maria Petrovna", "Maria Petrovna", "Ivanova"),
    Case("Ivanov Ivan Petrovich", "Ivan Petrovich", "Ivanov"),
    Case("Anna Maria Petrovich", nil, nil, "Anna Maria Petrovich"),
    Case("Ivan Petrovich Ivanov", "Ivan Petrovich", "Ivanov"),
    Case("Roman Abramovich", "Roman", "Abramovich"),
    Case("Ida \"Idi\" Falk", "Ida", "Falk", "\"Idi\""),
    Case("Ida \"Little Idi\" Falk", "Ida", "Falk", "\"Little Idi\""),
    Case("Ida Falk \"Idi\"", "Ida", "Falk", "\"Idi\""),
    Case("Falk, Ida \"Idi\"", "Ida", "Falk", "\"Idi\""),
    Case("\"Ida Falk\"", "Ida", "Falk"),
    Case("\"Idi\" Falk", nil, nil, "\"Idi\" Falk"),
    Case("Ida \"Idi Falk", nil, nil, "Ida \"Idi Falk"),
    Case("Ida 'Idi' Falk", "Ida", "Falk", "'Idi'"),
    Case("Ida d'Arc", "Ida", "d'Arc"),
    Case("Ida “Idi” Falk", "Ida", "Falk", "“Idi”"),
    Case("Ida (Idi) Falk", "Ida", "Falk", "(Idi)"),
    Case("Ida\u{85}Falk", "Ida", "Falk", "Ida\nFalk"),
    Case("Ida\u{2028}Falk", "Ida", "Falk", "Ida\nFalk"),
    Case("Ida\u{B}Falk", "Ida", "Falk", "Ida\nFalk"),
    Case("Ida Falk\u{2029}Acme GmbH", "Ida", "Falk", "Acme GmbH"),
    Case("Ida Falk\u{B}Acme", nil, nil, "Ida Falk\nAcme"),
  ]

  @Test(arguments: full)
  func `a full name gives its first and last name`(_ example: Case) throws {
    let result = Importer.importFiles([csv(Self.row(example.cell))])
    try expect(result, example)
  }

  private static func row(_ cell: String) -> String {
    "email,name\na@x.example,\"\(cell.replacing("\"", with: "\"\""))\"\n"
  }

  @Test func `the name of the row's company is no person's`() throws {
    let text = "email,name,company\na@x.example,Blue Sky,BLUE SKY\n"
    try expect(Importer.importFiles([csv(text)]), Case("Blue Sky", nil, nil, "Blue Sky"))
  }

  @Test(arguments: full.filter { !$0.cell.contains("null") && !$0.cell.contains("\u{B}") })
  func `the formatted name of a card is read the same way`(_ example: Case) throws {
    let name = example.cell.replacing(",", with: "\\,")
    let card = "BEGIN:VCARD\nFN:\(name)\nN:;;;;\nEMAIL:a@x.example\nEND:VCARD\n"
    try expect(Importer.importFiles([csv(card, name: "a.vcf")]), example)
  }

  static let halves: [Case] = [
    Case("Ida,Falk", "Ida", "Falk"),
    Case("Dr. Ida,Falk", "Ida", "Falk", "Dr."),
    Case("Ida,\"Falk, PhD\"", "Ida", "Falk", "PhD"),
    Case("Ida,\"Falk, MBA, PMP\"", "Ida", "Falk", "MBA", "PMP"),
    Case("Ida,\"Falk, Jr.\"", "Ida", "Falk, Jr."),
    Case("Ida,Falk PhD", "Ida", "Falk", "PhD"),
    Case("Mr.,Falk", nil, "Falk", "Mr."),
    Case("M.,Falk", "M.", "Falk"),
    Case("Ing,Falk", "Ing", "Falk"),
    Case("NULL,None", nil, nil, "NULL", "None"),
    Case("n/a,#NAME?", nil, nil, "n/a", "#NAME?"),
    Case("-,Falk", nil, "Falk", "-"),
    Case("nan,Falk", nil, "Falk", "nan"),
    Case("NaN,Falk", nil, "Falk", "NaN"),
    Case("Ida,NULL", "Ida", nil, "NULL"),
    Case("Jennifer,Null", "Jennifer", "Null", "Null"),
    Case("JENNIFER,NULL", "JENNIFER", "NULL", "NULL"),
    Case("Nan,Goldin", "Nan", "Goldin", "Nan"),
    Case("Na,Yoon", "Na", "Yoon", "Na"),
    Case("Ida,M?ller", "Ida", nil, "M?ller"),
    Case("Ida,M??ller", "Ida", nil, "M??ller"),
    Case("Why?,Falk", "Why?", "Falk"),
    Case("Ida,M\u{FFFD}ller", "Ida", nil, "M\u{FFFD}ller"),
    Case("\"Falk, Ida\",", "Ida", "Falk", "Falk, Ida"),
    Case("\"Falk, Ida\",Falk", "Ida", "Falk", "Falk, Ida"),
    Case(",\"Falk, Ida\"", "Ida", "Falk", "Falk, Ida"),
    Case("Ida,\"Falk, Ida\"", "Ida", "Falk", "Falk, Ida"),
    Case("\"Falk, Ida\",\"Falk, Ida\"", "Ida", "Falk", "Falk, Ida", "Falk, Ida"),
    Case("\"Falk, Ida\",Bark", nil, "Bark", "Falk, Ida"),
    Case("\"Ida, Jon\",Falk", nil, "Falk", "Ida, Jon"),
    Case("\"Falk, Head of Sales\",", nil, nil, "Falk, Head of Sales"),
    Case("Ida Falk | Acme,", "Ida", "Falk", "Ida Falk | Acme"),
    Case("Ida Falk | Acme,Falk", "Ida", "Falk", "Ida Falk | Acme"),
    Case("Ida Falk | Acme,Bark", nil, "Bark", "Ida Falk | Acme"),
    Case("Ida,Falk | Acme GmbH", "Ida", "Falk", "Falk | Acme GmbH"),
    Case("Ida,Falk | Ash", "Ida", nil, "Falk | Ash"),
    Case("Ida,Falk - Acme GmbH", "Ida", "Falk", "Falk - Acme GmbH"),
    Case("Ida,Falk - Bark", "Ida", "Falk - Bark"),
    Case("Ida\u{85}Maria,Falk", "Ida Maria", "Falk", "Ida\nMaria"),
    Case("Ida\u{B}Maria,Falk", "Ida Maria", "Falk", "Ida\nMaria"),
    Case("Ida,Falk\u{2028}Acme GmbH", "Ida", "Falk", "Falk\nAcme GmbH"),
    Case("Ida,\"Falk, XQZ2\"", "Ida", "Falk", "XQZ2"),
    Case("Ida,\"Falk, Bark\"", "Ida", nil, "Falk, Bark"),
    Case("Ida,Loading...", "Ida", nil, "Loading..."),
    Case("Ida,Loading…", "Ida", nil, "Loading…"),
    Case("Ida,loading", "Ida", nil, "loading"),
    Case("Ida,Bitte warten …", "Ida", nil, "Bitte warten …"),
    Case("Ida,Laden", "Ida", "Laden"),
    Case("Ida,Falkenb...", "Ida", nil, "Falkenb..."),
    Case("{{firstName}},Falk", nil, "Falk", "{{firstName}}"),
    Case("%FIRST_NAME%,Falk", nil, "Falk", "%FIRST_NAME%"),
    Case("Vorname,Nachname", nil, nil, "Vorname", "Nachname"),
  ]

  @Test(arguments: halves)
  func `columns of first and last names hold no titles and words for nothing`(
    _ example: Case
  ) throws {
    let text = "email,first name,last name\na@x.example,\(example.cell)\n"
    try expect(Importer.importFiles([csv(text)]), example)
  }

  @Test func `what the row names as the company tells which side of a bar the name is on`() throws {
    let text = """
      email,first name,last name,company
      a@x.example,Ida,Falk | Blue Sky,Blue Sky Ltd
      b@x.example,Ida,Blue Sky | Falk,Blue Sky Ltd

      """
    let found = try contacts(Importer.importFiles([csv(text)])).values.map { $0.string(.lastName) }
    #expect(Set(found) == ["Falk", nil])
  }

  private func expect(_ result: ImportResult, _ example: Case) throws {
    let contact = try #require(try contacts(result).values.first)
    #expect(contact.string(.firstName) == example.first)
    #expect(contact.string(.lastName) == example.last)
    #expect(result.report.rows.flatMap(\.notes).map(\.value) == example.notes)
  }

  @Test(arguments: [
    "Ms", "Mr.", "Mrs", "Dr.", "Prof. Dr.", "Herr", "Frau", "Frau Dr.", "M.", "Mme", "Sr.", "Sra.",
    "Mx", "Herr/Frau",
  ])
  func `a form of address is no job title`(title: String) throws {
    let result = Importer.importFiles([csv("email,Title\na@x.example,\(title)\n")])
    #expect(try contacts(result).values.first?.string(.jobTitle) == nil)
    #expect(
      result.report.rows.flatMap(\.notes).map(\.reason) == ["it is a form of address, not a job"]
    )
  }

  @Test(arguments: ["Professor", "Master Carpenter", "Miller", "MD", "Sir Director", "Engineer"])
  func `a job title stays`(title: String) throws {
    let result = Importer.importFiles([csv("email,Title\na@x.example,\(title)\n")])
    #expect(try contacts(result).values.first?.string(.jobTitle) == title)
  }
}
