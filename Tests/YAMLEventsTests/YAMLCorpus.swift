/// Numbers from a seed, the same everywhere.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// Texts like manifests with all that YAML knows mixed in, and some of them damaged.
struct YAMLCorpus {
  private var numbers: SeededNumbers
  /// How often something unusual comes, in percent.
  private let strangeness: Int

  init(seed: Int) {
    numbers = SeededNumbers(seed: seed)
    strangeness = [0, 1, 3, 15][seed % 4]
  }

  mutating func text() -> String {
    var text = chance(5) ? pick(["%YAML 1.2\n---\n", "---\n", "# head\n", "\n"]) : ""
    for _ in 0..<int(1, 3) {
      text += pick(["contacts:", "companies:", "x y:", "\"contacts\":"])
      if chance(3) { text += pick([" &all", " !!map", " # here", " "]) }
      text += "\n"
      let indent = pick([2, 2, 2, 4, 1, 3])
      for _ in 0..<int(0, 12) { text += entry(indent) }
    }
    if chance(3) { text += pick(["...\n", "---\na: b\n", "  stray\n", "\t\n", " : x\n"]) }
    if chance(10), text.hasSuffix("\n") { text.removeLast() }
    if isStrange() { for _ in 0..<int(1, 3) { damage(&text) } }
    if chance(3) { text = text.replacing("\n", with: "\r\n") }
    return text
  }

  private mutating func entry(_ indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var text = between(indent) + margin + key() + ":"
    if chance(15) { return text + " " + value(indent) + lineEnd() }
    if chance(4) { return text + lineEnd() }
    text += isStrange() ? pick([" &c", " !!map", " # c", "  "]) + "\n" : "\n"
    let inner = indent + pick([2, 2, 4, 1])
    for _ in 0..<int(1, 5) { text += field(inner, depth: 0) }
    return text
  }

  private mutating func field(_ indent: Int, depth: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    let head = between(indent) + margin + key() + ":"
    guard depth < 4, chance(12) else { return head + " " + value(indent) + lineEnd() }
    return head + "\n" + (0..<int(1, 3)).map { _ in field(indent + 2, depth: depth + 1) }.joined()
  }

  private mutating func key() -> String {
    isStrange()
      ? pick(["? a", "'k'", "\"k\"", "<<", "a b", "-a", "k:k", "&k k", "!!str k", "[a]", "*c", "~"])
      : pick(["jane-smith", "bob@example.com", "émile", "0123", "firstName", "custom", "a.b_c+d/e"])
  }

  private mutating func value(_ indent: Int) -> String {
    guard isStrange() else { return pick(Self.usual) }
    let margin = String(repeating: " ", count: indent)
    return pick(Self.unusual).replacing("\n", with: "\n" + margin)
  }

  private static let usual = [
    "Anna", "+33123456789", "Zoé O'Brien", "https://www.linkedin.com/in/x?a=b#c",
    "a: b".replacing(": ", with: ":"),
    "\"quoted: # text\"", "'single \"x\"'", "\"\"", "''", "{tier: gold, seats: 12}",
    "[a@b.example, 'c', \"d\"]",
    "{}", "[]", "{ a: b , c: 'd' }", "null", "~", "no", "1e3", "a  b", "x#y", "(c)", "日本語 text",
    "[ ü , b c ]",
    "{url: https://x.example/y, n: +1}",
  ]

  private static let unusual = [
    "|\n  block\n  text: x\n", "|-\n  a\n", "|+\n  a\n\n", ">\n  folded\n  more\n\n  x\n",
    "|2\n   a\n", "|\n",
    "\"two\n  lines\"", "'two\n\n lines'", "\"es\\u00e9cape\\n\"", "'it''s'", "plain\n  goes on",
    "&a x", "*a", "*zz",
    "!!str 1", "!mail x", "{a: {b: c}}", "[a, [b]]", "{a: b,\n c: d}", "[a,\n  b]", "{a, b}",
    "{a: b,}", "[a: b]",
    "x # comment", "x ", "x: y", "x:", "- a", "-5", "- a\n- b", "\n- a\n- b", "\"open", "'open",
    "{open", "[open",
    "@x", "`x", "%x", "x\ty", "\tx", "? x", "a:b: c", "{a:b}", "{\"a\":b}", "[a,b,]", "{a: -1}",
    "{a: ?}", "|\ntext",
    "\"text\n  jane:\n    a: b\"", "{a: b\n  jane: c}", "", "\n", "\n   x", "{a: b} c", "\"a\" b",
    "[a] # c", "{a : b}",
    "&a {b: c}", "{a: [b]}", "{a: }", "{: b}", "x\u{A0}y", "*a b", "<<", "---", "...",
  ]

  /// What may stand between lines.
  private mutating func between(_ indent: Int) -> String {
    guard chance(6) else { return "" }
    return pick(["\n", "  \n", "# c\n", "        # c\n", "#\n\n"])
  }

  private mutating func lineEnd() -> String {
    isStrange() ? pick([" \n", "  # c\n", "\t\n", "\n\n", " #\n", "\n"]) : "\n"
  }

  private mutating func damage(_ text: inout String) {
    guard !text.isEmpty else { return }
    let index = text.index(text.startIndex, offsetBy: int(0, text.count - 1))
    switch int(0, 2) {
    case 0: text.remove(at: index)
    case 1: text.insert(contentsOf: pick(Self.signs), at: index)
    default: text.replaceSubrange(index...index, with: pick(Self.signs))
    }
  }

  private static let signs = [
    ":", ": ", "#", " #", "-", "- ", "{", "}", "[", "]", ",", "'", "\"", "&", "*", "!", "|", ">",
    "%", "@", " ", "  ",
    "\n", "\n ", "\t", "?", "~", "é", "\\",
  ]

  // MARK: Chance

  private mutating func isStrange() -> Bool { chance(strangeness) }
  private mutating func chance(_ percent: Int) -> Bool { int(0, 99) < percent }
  private mutating func int(_ low: Int, _ high: Int) -> Int {
    Int.random(in: low...high, using: &numbers)
  }
  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(0, elements.count - 1)]
  }
}
