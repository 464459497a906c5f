/// The text without white space around it.
///
/// Line breaks become `\n` and other control characters go, as a manifest's values hold none.
func cleanedText(_ text: String) -> String {
  let utf8 = text.utf8
  if let first = utf8.first, let last = utf8.last, first > 0x20, last > 0x20,
    utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
  {
    return text
  }
  var scalars = Substring(text).unicodeScalars
  while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
  while let last = scalars.last, isBlank(last) { scalars.removeLast() }
  guard scalars.contains(where: { isControl($0) && $0 != "\n" && $0 != "\t" }) else {
    return String(scalars)
  }
  var cleaned = String.UnicodeScalarView()
  var previous: Unicode.Scalar = " "
  for scalar in scalars {
    switch scalar {
    case "\r", "\u{85}", "\u{2028}", "\u{2029}": cleaned.append("\n")
    case "\n": if previous != "\r" { cleaned.append("\n") }
    case "\t": cleaned.append("\t")
    default: if !isControl(scalar) { cleaned.append(scalar) }
    }
    previous = scalar
  }
  return String(cleaned)
}

/// Whether a value has to lose white space or control characters at its ends.
private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || isControl(scalar) || scalar == "\u{FEFF}"
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
  default: false
  }
}

/// The values of a cell in which Google's exports have several: `+1 555 0100 ::: +1 555 0101`.
func valuesOfCell(_ text: String) -> [String] {
  guard text.utf8.contains(UInt8(ascii: ":")), text.contains(" ::: ") else { return [text] }
  return text.split(separator: " ::: ").map { cleanedText(String($0)) }
}
