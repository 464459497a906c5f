import Diagnostics
import Foundation
import Importing
import Model
import Testing

/// Files that name no encoding: read as Windows-1252 where that makes words, refused otherwise.
@Suite struct EncodingTests {
  struct Case: CustomTestStringConvertible {
    let encoding: String
    let names: [String]
    var testDescription: String { "\(encoding): \(names[0])" }

    init(_ encoding: String, _ names: String...) { (self.encoding, self.names) = (encoding, names) }

    /// A file of these names, encoded by a program that shares no code with the project.
    func file() throws -> ImportFile {
      let rows = names.enumerated().map { "p\($0.offset)@x.example,\($0.element)\n" }
      let text = "email,first name,last name\n" + rows.joined()
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
      process.arguments = ["-f", "UTF-8", "-t", encoding]
      let (input, output) = (Pipe(), Pipe())
      (process.standardInput, process.standardOutput) = (input, output)
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
      try input.fileHandleForWriting.close()
      let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return ImportFile(name: "people.csv", bytes: Array(bytes))
    }
  }

  static let foreign: [Case] = [
    Case("EUC-KR", "민수,김", "지우,박"),
    Case("EUC-KR", "Minsu,김", "Jiwoo,박", "Mina,이"),
    Case("CP949", "Minsu,김"), Case("JOHAB", "Minsu,김"), Case("ISO-2022-KR", "민수,김"),
    Case("GB18030", "伟,王", "芳,李"), Case("GBK", "Wei,王"), Case("ISO-2022-CN", "伟,王"),
    Case("BIG5", "偉,王", "芳,陳"), Case("EUC-TW", "偉,王"),
    Case("SHIFT_JIS", "太郎,山田"), Case("EUC-JP", "太郎,山田"), Case("ISO-2022-JP", "太郎,山田"),
    Case("WINDOWS-1251", "Иван,Петров"), Case("WINDOWS-1251", "Ян,Smith"),
    Case("KOI8-R", "Иван,Петров"), Case("KOI8-R", "Ян,Smith"), Case("KOI8-U", "Олена,Шевченко"),
    Case("ISO-8859-5", "Иван,Петров"), Case("CP866", "Иван,Петров"), Case("CP866", "Ян,Цой"),
    Case("WINDOWS-1253", "Γιώργος,Παπαδόπουλος"), Case("WINDOWS-1255", "משה,כהן"),
    Case("WINDOWS-1256", "محمد,علي"), Case("TIS-620", "สมชาย,ใจดี"),
    Case("WINDOWS-1250", "Božena,Němcová", "Jiří,Dvořák", "Josef,Čapek"),
    Case("WINDOWS-1250", "Marko,Kovačević"), Case("WINDOWS-1250", "Jan,Wiśniewski"),
    Case("WINDOWS-1250", "Jan,Kamiński"), Case("WINDOWS-1250", "Mădălina,Pop"),
    Case("ISO-8859-2", "Zdeněk,Dvořák"), Case("CP852", "Jiří,Dvořák"),
    Case("WINDOWS-1254", "İbrahim,Yıldız"), Case("WINDOWS-1257", "Jānis,Bērziņš"),
    Case("MACINTOSH", "José,Müller"), Case("CP850", "José,Müller"),
  ]

  @Test(arguments: foreign)
  func `names that Windows-1252 would make others of are refused`(_ example: Case) throws {
    let result = Importer.importFiles([try example.file()])
    #expect(result.diagnostics.map(\.code) == [.importEncodingUnknown])
    #expect(result.diagnostics.allSatisfy { $0.hint?.contains("--encoding") == true })
  }

  static let western: [Case] = [
    Case("WINDOWS-1252", "Jürgen,Weiß", "Änne,Öztürk", "Renée,D’Arcy", "Groß,Süß"),
    Case("WINDOWS-1252", "Åse,Bjørnson", "Håkon,Sørås", "Bjørn,Ærø", "Søren,Kjær"),
    Case("WINDOWS-1252", "Päivi,Määttä", "Yrjö,Hyvönen", "Hääyö,Äärelä"),
    Case("WINDOWS-1252", "Hélène,Œuvré", "Noël,L’Haÿ", "Zoé,Lefèvre", "Anaïs,Bœuf"),
    Case("WINDOWS-1252", "Guðrún,Ýrsdóttir", "Þórður,Ægisson"),
    Case("WINDOWS-1252", "João,Conceição", "Inês,Magalhães", "Irmã,Guimarães"),
    Case("WINDOWS-1252", "Iñigo,Núñez", "Begoña,Ibáñez", "ÁNGEL,MUÑOZ"),
    Case("WINDOWS-1252", "Nicolò,Forlì", "Mònica,Solà", "Niccolò,Pietà"),
    Case("WINDOWS-1252", "Gearóid,Ó Briain", "Siân,Ŵyn".replacing("Ŵ", with: "W")),
    Case("WINDOWS-1252", "Kaïn,Đà".replacing("Đ", with: "D"), "Tõnis,Mägi", "Žiga,Šušteršic"),
    Case("ISO-8859-15", "Jürgen,Weiß", "José,Nuñez"),
  ]

  @Test(arguments: western)
  func `names of Western Europe come in as they are`(_ example: Case) throws {
    let result = Importer.importFiles([try example.file()])
    #expect(result.diagnostics.map(\.code) == [.importEncodingGuessed])
    let found = try contacts(result).values.map { contact in
      [contact.string(.firstName), contact.string(.lastName)].compactMap(\.self)
        .joined(separator: ",")
    }
    #expect(found.sorted() == example.names.sorted())
  }
}
