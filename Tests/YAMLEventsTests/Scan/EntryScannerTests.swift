import Diagnostics
import Testing
import YAMLEvents

/// That what is read without libyaml is read as libyaml reads it.
@Suite struct EntryScannerTests {
  private func expectSame(_ yaml: String) {
    guard let text = try? YAMLText(Array(yaml.utf8), file: "t") else { return }
    let mine = try? ReaderEvents.all(text, usesLibYAMLOnly: false)
    let whole = try? ReaderEvents.all(text, usesLibYAMLOnly: true)
    #expect(mine == whole, "\(yaml)")
  }

  @Test(arguments: 0..<40)
  func `a generated text has libyaml's events, places and errors`(_ block: Int) {
    for seed in block * 250..<(block + 1) * 250 {
      var corpus = YAMLCorpus(seed: seed)
      expectSame(corpus.text())
    }
  }

  @Test(arguments: [
    "contacts:\n  a: {b: c} garbage\n  b:\n    c: d\n  e: f\n",
    "contacts:\n  a:\n    b: c\n   d: e\n  f: g\n",
    "contacts:\n  a:\n    b: 'x\n  c:\n    d: y'\n  e: f\n",
    "contacts:\n  a:\n    b: |\n      c\n    d: e\n  f:\n    g: h\n  i: j\n",
    "contacts: &x\n  a:\n    b: c\n  d:\n    e: f\nother: *x\n",
    "%TAG ! tag:x,2000:\n---\ncontacts:\n  a: {b: c}\n  d: !e f\n  g: h\n",
    "contacts:\n  a: {b: c}\n  d: {e: f}\n...\n---\ncontacts:\n  a: {b: c}\n  d: {e: f}\n",
    "? contacts\n: a:\n    b: c\n  d: e\n  f: g\n",
    "? a: b\n  c: d\n  e: f\n: contacts\n",
    "- a:\n    b: c\n",
    "contacts:\n  ü: {é: ñ, o: [ø]}\n  a: 'é'\n  b: \"é\"\n  c: d\n",
  ])
  func `what is easily mistaken has libyaml's events`(_ yaml: String) { expectSame(yaml) }

  @Test(arguments: 0..<40)
  func `a text that can be cut has the same events in parts`(_ block: Int) throws {
    var isCut = false
    for seed in block * 100..<(block + 1) * 100 {
      var corpus = YAMLCorpus(seed: seed)
      let yaml = corpus.text()
      guard let text = try? YAMLText(Array(yaml.utf8), file: "t") else { continue }
      // A part that cannot be read alone is an error here, and is then read with all others.
      guard let parts = try? ReaderEvents.inParts(text, 2 + seed % 4) else { continue }
      isCut = true
      let cursor = try YAMLCursor(text)
      #expect(parts == ReaderEvents.all { () throws(YAMLError) in try cursor.next() }, "\(yaml)")
    }
    #expect(isCut)
  }
}
