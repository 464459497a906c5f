/// Text for a report or a message: in backticks, on one line, cut when it is long.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(200).count > 60 ? "\(text.prefix(59))…" : text
  return "`\(visible(shown))`"
}

/// The text with all that a reader does not see, or that a terminal obeys, written as escapes.
func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnseen) else { return text }
  return text.unicodeScalars.map { scalar in
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: isUnseen(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
  }.joined()
}

/// Text as one word of a shell's command line.
package func shellWord(_ text: String) -> String {
  let isPlain =
    !text.isEmpty
    && text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": true
      default: "-_./,:@%+=".unicodeScalars.contains(scalar)
      }
    }
  return isPlain ? text : "'\(visible(text.replacing("'", with: "'\\''")))'"
}

/// Control characters, line separators, and the characters that turn the direction of reading.
func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
  default: isDirection(scalar)
  }
}

/// Those, and the blanks and formatting characters that look like a space or like nothing.
private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F: false
  case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F: true
  default: isInvisible(scalar) || isFormatting(scalar)
  }
}

/// The characters that turn the direction of reading.
private func isDirection(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// Characters that take no room and carry no meaning in a value: marks of direction, soft hyphens,
/// zero-width spaces, byte-order marks inside of a text, fillers and tags.
///
/// Not the joiners, which change letters and emoji.
func isFormatting(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0xAD, 0x034F, 0x115F, 0x1160, 0x180E, 0x200B, 0x2060...0x2064, 0x206A...0x206F, 0x2800: true
  case 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE001F: true
  default: isDirection(scalar)
  }
}
