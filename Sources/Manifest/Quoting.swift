/// Text for a message: in backticks, cut when it is long.
func quoted(_ text: some StringProtocol) -> String {
  let shown = text.count > 60 ? "\(text.prefix(59))…" : String(text)
  return "`\(shown)`"
}

func quoted(_ utf8: UnsafeRawBufferPointer) -> String {
  // A little more than is shown, so that a long value is not decoded whole.
  utf8.count > 300
    ? quoted(String(decoding: utf8.prefix(300), as: UTF8.self))
    : quoted(String(decoding: utf8, as: UTF8.self))
}

/// `a`, `b` or `c`.
func alternatives(_ names: some Sequence<String>) -> String {
  let quoted = names.map { "`\($0)`" }
  guard quoted.count > 1, let last = quoted.last else { return quoted.first ?? "" }
  return quoted.dropLast().joined(separator: ", ") + " or " + last
}
