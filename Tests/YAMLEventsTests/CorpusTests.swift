import Diagnostics
import Foundation
import TestSupport
import Testing
import YAMLEvents

/// A corpus of our own, and what libyaml itself makes of it.
@Suite struct CorpusTests {
  /// The files of `Corpus/<folder>`, by name.
  private static func documents(_ folder: String) -> [YAMLDocument] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/\(folder)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.sorted().compactMap { name in
      (try? Data(contentsOf: url.appendingPathComponent(name))).map {
        YAMLDocument(name: name, bytes: Array($0))
      }
    }
  }

  static let valid = documents("valid")
  static let invalid = documents("invalid")

  @Test func `the corpus is there`() {
    #expect(Self.valid.count > 140)
    #expect(Self.invalid.count > 150)
  }

  @Test(arguments: valid)
  func `a valid document gives libyaml's own events at its places`(_ document: YAMLDocument) throws
  {
    let expected = try #require(DirectReading.events(document.bytes))
    #expect(DirectReading.ours(document.bytes) == expected)
  }

  @Test(arguments: invalid)
  func `what libyaml rejects is rejected, with a place in the text`(_ document: YAMLDocument) throws
  {
    #expect(DirectReading.events(document.bytes) == nil)
    let error = try #require(throws: YAMLError.self) { try eventText(document.bytes) }
    let location = try #require(error.location)
    let lines = document.bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    #expect(location.line >= 1 && location.line <= lines)
    #expect(error.diagnostic.code.id.hasPrefix("R01"))
  }

  @Test(arguments: valid + invalid)
  func `its content in a manifest's places is read as libyaml reads it`(_ document: YAMLDocument) {
    for text in document.placed { Agreement.expect(text) }
  }

  @Test func `in parts documents have the same events`() throws {
    let cut = try (Self.valid + Self.invalid).flatMap { [$0.text] + $0.placed }
      .count { try Agreement.expectInParts($0) }
    #expect(cut > 100)
  }

  @Test(arguments: 0..<UInt64(8))
  func `documents with a few bytes changed are read as libyaml reads them`(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = Self.valid.map(\.bytes).filter { $0.count < 400 }
    for _ in 0..<400 {
      var bytes = parts.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        Mutation.apply(to: &bytes, others: parts, using: &generator)
      }
      // Marks of other encodings change what the first bytes mean, which libyaml guesses differently.
      guard bytes.count < 4 || bytes[..<4].allSatisfy({ $0 != 0 && $0 < 0x80 }) else { continue }
      let expected = DirectReading.events(bytes)
      if let found = DirectReading.ours(bytes) {
        #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
      } else if expected != nil {
        let code = errorText(bytes).prefix(5)
        #expect(
          Agreement.stricter.contains(String(code)),
          "\(code): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
        )
      }
    }
  }
}
