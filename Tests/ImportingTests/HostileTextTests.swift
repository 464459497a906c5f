import Diagnostics
import Importing
import Manifest
import Model
import TestSupport
import Testing

/// Whatever cells hold, the manifest reads back as the same and validates without a word.
@Suite struct HostileTextTests {
  private static let pieces = [
    "a", "Z", "é", "e\u{301}", "\u{301}", "李", "🙂🏽", "👩‍👩‍👧", "0", "12", " ", "  ", "\t", "\n", "\r\n",
    "\r", "\n\n", "\n  ", " \n", ":", ": ", " #", "#", "-", "- ", "?", "? ", "&a", "*a", "!",
    "!!str",
    "|", ">", "'", "\"", "\\", "\\n", "%", "%YAML", "@", "`", "{", "}", "[", "]", ",", "<<", "=",
    "~",
    "null", "Null", "no", "yes", "on", "true", "FALSE", "0x1F", "1e3", ".inf", "1:30", "2024-01-31",
    "---", "...", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{202E}",
    "\u{200B}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "\u{1FFFF}", "\u{E0001}", "\u{10FFFD}", "\u{1}",
    ";", "|-", "key: value", "=cmd|' /C calc'!A0", "https://a.example/#b", "contact", "a@x.example",
  ]

  private static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }

  /// What is meant to come out: trimmed, with `\n` for line breaks and spaces for other blanks, without
  /// control characters and what cannot be seen.
  private static func cleaned(_ text: String) -> String {
    func isDropped(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "\u{1B}", "\u{7F}", "\u{1}", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{E0001}": true
      default: false
      }
    }
    let spaced = text.unicodeScalars.filter { !isDropped($0) }.map { $0 == "\u{A0}" ? " " : $0 }
    var scalars = spaced
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    scalars = Array(scalars.drop { $0.properties.isWhitespace })
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\r": if index + 1 == scalars.count || scalars[index + 1] != "\n" { result.append("\n") }
      case "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      result.append(scalar)
      if scalar == "\"" { result.append(scalar) }
    }
    return String(result) + "\""
  }

  private static let columns: [(header: String, key: AttributeKey)] = [
    ("firstName", .field(.firstName)), ("lastName", .field(.lastName)),
    ("jobTitle", .field(.jobTitle)), ("summary", .field(.summary)),
    ("industry", .field(.industry)), ("Tier", .custom("tier")),
  ]

  /// Names are taken apart, and so left out here.
  @Test(arguments: 1...20)
  func `text comes out as it went in`(seed: UInt64) throws {
    let columns = Self.columns.filter {
      ![.firstName, .lastName].map(AttributeKey.field).contains($0.key)
    }
    var generator = SeededGenerator(seed: seed)
    var options = ImportOptions()
    options.custom = ["Tier"]
    var rows: [[String]] = []
    for _ in 0..<60 { rows.append(columns.map { _ in Self.text(&generator) }) }
    let lines = rows.enumerated().map { index, row in
      (["p\(index)@x.example", "\(index)"] + row).map(Self.quoted).joined(separator: ",")
    }
    let header = ["email", "id"] + columns.map(\.header)
    let text = ([header.joined(separator: ",")] + lines).joined(separator: "\r\n")
    let result = Importer.importFiles([csv(text)], options: options)
    let found = try contacts(result).values.reduce(into: [:]) { $0[$1.string(.email)] = $1 }
    #expect(found.count == rows.count)
    for (index, row) in rows.enumerated() {
      let contact = try #require(found["p\(index)@x.example"])
      for (column, value) in zip(columns, row) {
        let expected = Self.cleaned(value)
        let string = contact[column.key]?.string ?? ""
        let isNoted = result.report.rows[index].notes.contains { $0.column == column.header }
        if string.isEmpty, isNoted { continue }
        #expect(Array(string.utf8) == Array(expected.utf8), "\(column.header) of row \(index)")
      }
    }
  }

  @Test(arguments: 1...20)
  func `hostile text in every column never makes an invalid manifest`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let header =
      "email,email 2,name,phone,linkedin,website,company,company linkedin url,picture,time zone,"
      + "owner,source,city,country,companyId,notes,url"
    let count = header.split(separator: ",").count
    var options = ImportOptions()
    options.companyFrom = [nil, .domain, .name].randomElement(using: &generator) ?? nil
    let bases = [
      "a@x.example", "https://www.linkedin.com/in/", "linkedin.com/company/", "x.example",
      "+33 1 23",
      "https://", "cpn_", "usr_", "linkedin.com/sales/lead/", "Europe/Paris", "",
    ]
    let lines = (0..<200).map { index in
      (0..<count).map { column in
        let base = bases.randomElement(using: &generator) ?? ""
        let value = base + (generator.chance(oneIn: 2) ? Self.text(&generator) : "\(index)")
        return Self.quoted(column == 0 && index % 2 == 0 ? "p\(index)@x.example" : value)
      }.joined(separator: ",")
    }
    let text = ([header] + lines).joined(separator: "\n")
    let result = Importer.importFiles([csv(text)], options: options)
    #expect(try contacts(result).count == result.report.contacts)
    #expect(result.report.rows.count == 200)
    #expect(result.report.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test(arguments: 1...20)
  func `damaged vCards end in a manifest or an error`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = try export(seed % 2 == 0 ? "cards-4.0.vcf" : "phone-book-3.0.vcf").bytes
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      let index = Int.random(in: 12..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes.remove(at: index)
      case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      default: bytes.insert(contentsOf: [0x0A, 0x3B, 0x3A].shuffled(using: &generator), at: index)
      }
    }
    let result = Importer.importFiles([ImportFile(name: "a.vcf", bytes: bytes)])
    guard let manifest = result.manifest else {
      #expect(result.diagnostics.contains { $0.severity == .error })
      return
    }
    #expect(unexpected(readManifest(manifest)) == [])
  }
}
