import YAMLEvents

/// Text for a message: in backticks, on one line, cut when it is long.
func quoted(_ text: some StringProtocol) -> String {
  guard !text.isEmpty else { return "`\"\"`" }
  let shown = text.count > 60 ? "\(text.prefix(59))…" : String(text)
  guard shown.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
    return "`\(shown)`"
  }
  return "`" + shown.unicodeScalars.map(visible).joined() + "`"
}

/// The same of a value's bytes.
func quoted(_ text: YAMLBytes) -> String {
  // A little more than is shown, so that a long value is not decoded whole.
  quoted(String(decoding: text.prefix(300), as: UTF8.self))
}

private func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  case "\0"..<" ", "\u{7F}":
    "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
  default: String(scalar)
  }
}

/// `a`, `b` or `c`.
func alternatives(_ names: some Sequence<String>) -> String { list(names, "or") }

/// `a`, `b` and `c`.
func enumeration(_ names: some Sequence<String>) -> String { list(names, "and") }

private func list(_ names: some Sequence<String>, _ word: String) -> String {
  let quoted = names.map { "`\($0)`" }
  guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " \(word) " + last
}
