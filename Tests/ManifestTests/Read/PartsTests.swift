import Diagnostics
import Foundation
import Manifest
import Model
import TestSupport
import Testing

/// That reading a file in parts and with shortcuts makes no difference.
@Suite struct PartsTests {
  private struct Corpus {
    var numbers: SeededGenerator
    /// Whether nothing is wrong with it.
    let isSound: Bool
    /// Whether it takes many pages of memory.
    var isLarge = false

    mutating func text(isFirst: Bool) -> String {
      var text = ""
      if chance(2) { text += pick(Self.defaults) + "\n" }
      if isSound ? isFirst : chance(2) { text += "fields: {tier: text, seats: number}\n" }
      let companies = "companies:\n  acme: {domain: acme.example}\n  globex: {id: cpn_1}\n"
      if isSound ? isFirst : chance(2) { text += companies }
      text += "contacts:\n"
      let first = isFirst ? 0 : Int.random(in: 1...4, using: &numbers) * 100
      for index in 0..<Int.random(in: 0...40, using: &numbers) { text += contact(first + index) }
      if chance(3) { text += "version: 1\n" }
      if isSound { return text }
      if chance(6) { text += companies }
      if chance(12) { text += "settings: {onRemove: delete}\n" }
      if chance(12) { text += "defaults: {source: late}\n" }
      return text
    }

    private mutating func contact(_ index: Int) -> String {
      let key = !isSound && chance(15) ? "k1" : chance(8) ? "b\(index)@example.com" : "k\(index)"
      var text = "  \(key):"
      if !isSound, chance(9) {
        return text + pick([" {email: x\(index)@example.com}\n", "\n", " text\n", " *a\n"])
      }
      if chance(6) {
        return text + " {email: q\(index)@example.com, lastName: Byron, custom: {tier: 'x'}}\n"
      }
      text += "\n"
      if isLarge { text += "    # \(String(repeating: "wide ", count: 500))\n" }
      if isSound {
        // Each at most once, so that no key is doubled.
        let start = Int.random(in: Self.sound.indices, using: &numbers)
        var keys: Set<Substring> = ["email", "companyDomain", "companyId"]
        text += "    email: p\(index)@example.com\n"
        if chance(3) { text += "    linkedinUrl: https://www.linkedin.com/in/P\(index)\n" }
        for line in Self.sound[start...].prefix(4)
        where keys.insert(line.prefix { $0 != ":" }).inserted { text += "    \(line)\n" }
        return text
      }
      let email = chance(12) ? "shared@example.com" : "p\(index)@example.com"
      text += chance(14) ? "" : "    email: \(email)\n"
      for _ in 0..<Int.random(in: 0...4, using: &numbers) {
        text += "    " + pick(Self.sound + Self.unsound) + "\n"
      }
      return text
    }

    private static let defaults = [
      "defaults: {contactOwner: sales@example.com, custom: {tier: bronze}}",
      "defaults: {contactOwner: usr_1, source: list}",
      "defaults: {companyDomain: acme.example, protect: true}",
      "defaults: {company: acme, ignore: [phone, jobTitle]}",
    ]

    private static let sound = [
      "firstName: Ada", "lastName: \"Lovelace\"", "phone: '+331234'", "jobTitle: Lead",
      "custom: {tier: gold, seats: 3}", "custom:\n      tier: silver",
      "summary: |\n      a\n      b", "location: \"Paris\n      k9: x\n      (France)\"",
      "source: list", "companyDomain: acme.example", "ignore: [phone]", "protect: true",
      "company: acme", "industry: Kraków", "phone: ~",
      "tagline: null", "skills: 'a # b'", "picture: https://example.com/a.png", "companyId: cpn_2",
      "custom: {tier: \"5\", seats: 0.5}", "custom: {seats: -3, tier: null}", "custom: {}",
      "additionalEmails: [x@example.com]", "# comment", "timezone: Europe/Paris", "languages: no",
    ]

    private static let unsound = [
      "firstname: Ada", "location: \"Paris\n  k9:\n    email: no\"", "industry: a: b",
      "tagline: ''", "email: twice", "company: acme", "company: globex", "company: nobody",
      "skills: [a]", "custom: {seats: many}", "summary: &a x", "tagline: *a", "custom: {rank: 1}",
      "email: 'x @example.com'", "phone: none", "firstName: ' Ada'", "custom: {tier: a, tier: b}",
      "companyDomain: acme", "linkedinUrl: https://www.linkedin.com/company/acme", "protect: yes",
      "custom: {seats: 007, tier: é}", "contactOwner: nobody",
    ]

    private mutating func chance(_ odds: Int) -> Bool { numbers.chance(oneIn: odds) }
    private mutating func pick(_ texts: [String]) -> String {
      texts[Int.random(in: texts.indices, using: &numbers)]
    }
  }

  private func read(
    _ texts: [String],
    parts: Int,
    usesScanner: Bool = true,
    keptBytes: Int = 1 << 20
  ) throws -> ManifestResult {
    try withTemporaryDirectory { folder in
      for (index, text) in texts.enumerated() {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(index).yaml"))
      }
      let width = ReadingWidth(
        parts: parts,
        leastSize: 1,
        usesScanner: usesScanner,
        keptBytes: keptBytes
      )
      let result = ManifestReader.read([.path(folder)], width: width)
      // The folder's name is another one each time.
      return ManifestResult(
        desired: result.desired.map { desired in
          DesiredState(
            files: desired.files.map { .init(path: "", sha256: $0.sha256) },
            contacts: desired.contacts,
            customFields: desired.customFields,
            settings: desired.settings
          )
        },
        diagnostics: result.diagnostics,
        counts: result.counts
      )
    }
  }

  private func text(_ result: ManifestResult) -> String {
    render(result.diagnostics).replacing(#/[^ ]*roster-test-[-A-Z0-9]+/#, with: "…")
  }

  @Test(arguments: 0..<30)
  func `contacts, places and diagnostics are the same`(_ block: Int) throws {
    var valid = 0
    for seed in block * 10..<(block + 1) * 10 {
      var corpus = Corpus(numbers: SeededGenerator(seed: UInt64(seed)), isSound: seed % 2 == 0)
      let texts = (0..<(seed % 3 + 1)).map { corpus.text(isFirst: $0 == 0) }
      let whole = try read(texts, parts: 1, usesScanner: false)
      for parts in [1, 2, 3, 7] {
        let cut = try read(texts, parts: parts)
        #expect(text(cut) == text(whole))
        #expect(cut.desired == whole.desired)
      }
      if whole.desired != nil { valid += 1 }
    }
    #expect(valid > 0)
  }

  @Test(arguments: 0..<20)
  func `memory that was let go of makes no difference`(_ block: Int) throws {
    for seed in block * 4..<(block + 1) * 4 {
      var corpus = Corpus(
        numbers: SeededGenerator(seed: UInt64(seed)),
        isSound: seed % 2 == 0,
        isLarge: true
      )
      let texts = (0..<2).map { corpus.text(isFirst: $0 == 0) }
      let whole = try read(texts, parts: 1, usesScanner: false)
      let cut = try read(texts, parts: 5, keptBytes: 0)
      #expect(text(cut) == text(whole))
      #expect(cut.desired == whole.desired)
    }
  }
}
