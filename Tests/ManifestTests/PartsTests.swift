import Diagnostics
import Foundation
import Manifest
import Model
import TestSupport
import Testing

/// That reading a file in parts makes no difference.
@Suite struct PartsTests {
  private struct Corpus {
    var numbers: SeededGenerator
    /// Whether nothing is wrong with it.
    let isSound: Bool

    mutating func text() -> String {
      var text = ""
      if chance(2) {
        text += "defaults: {contactOwner: sales@example.com, custom: {tier: bronze}}\n"
      }
      if chance(2) { text += "fields: {tier: text, seats: number}\n" }
      let companies = "companies:\n  acme: {domain: acme.example}\n  globex: {id: cpn_1}\n"
      if chance(2) { text += companies }
      text += "contacts:\n"
      for index in 0..<Int.random(in: 0...40, using: &numbers) { text += contact(index) }
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
      text += "\n"
      if isSound {
        return text + "    email: p\(index)@example.com\n    " + pick(Self.sound) + "\n"
      }
      let email = chance(12) ? "shared@example.com" : "p\(index)@example.com"
      text += chance(14) ? "" : "    email: \(email)\n"
      for _ in 0..<Int.random(in: 0...4, using: &numbers) {
        text += "    " + pick(Self.sound + Self.unsound) + "\n"
      }
      return text
    }

    private static let sound = [
      "firstName: Ada", "lastName: \"Lovelace\"", "phone: '+331234'", "jobTitle: Lead",
      "custom: {tier: gold, seats: 3}", "custom:\n      tier: silver",
      "summary: |\n      a\n      b", "location: \"Paris\n      k9: x\n      (France)\"",
      "source: list", "companyDomain: acme.example", "ignore: [phone]", "protect: true",
      "additionalEmails: [x@example.com]", "# comment", "timezone: Europe/Paris", "languages: no",
    ]

    private static let unsound = [
      "firstname: Ada", "location: \"Paris\n  k9:\n    email: no\"", "industry: a: b",
      "tagline: ''", "email: twice", "company: acme", "company: globex", "company: nobody",
      "skills: [a]", "custom: {seats: many}", "summary: &a x", "tagline: *a", "custom: {rank: 1}",
    ]

    private mutating func chance(_ odds: Int) -> Bool { numbers.chance(oneIn: odds) }
    private mutating func pick(_ texts: [String]) -> String {
      texts[Int.random(in: texts.indices, using: &numbers)]
    }
  }

  private func read(_ texts: [String], parts: Int) throws -> ManifestResult {
    try withTemporaryDirectory { folder in
      for (index, text) in texts.enumerated() {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(index).yaml"))
      }
      let width = ReadingWidth(parts: parts, leastSize: 1)
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
        diagnostics: result.diagnostics
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
      let texts = (0..<(seed % 3 + 1)).map { _ in corpus.text() }
      let whole = try read(texts, parts: 1)
      for parts in [2, 3, 7] {
        let cut = try read(texts, parts: parts)
        #expect(text(cut) == text(whole))
        #expect(cut.desired == whole.desired)
      }
      if whole.desired != nil { valid += 1 }
    }
    #expect(valid > 0)
  }
}
