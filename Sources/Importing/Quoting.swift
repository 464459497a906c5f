/// Text for a report or a message: in backticks, on one line, cut when it is long.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(200).count > 60 ? "\(text.prefix(59))…" : text
  return "`\(visible(shown))`"
}

/// The text with what a terminal obeys, or what changes the direction of reading, written as escapes.
func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isInvisible) else { return text }
  return text.unicodeScalars.map { scalar in
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: isInvisible(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }.joined()
}

/// Control characters, line separators, and the characters that turn the direction of reading.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
