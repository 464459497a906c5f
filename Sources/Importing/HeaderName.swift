/// A header in the form in which spellings of the same are equal.
enum HeaderName {
  /// Lower-case ASCII letters and digits, with `#` for each run of digits.
  ///
  /// `E-mail 1 - Value` is `email#value`, `LinkedIn URL` and `linkedinUrl` are `linkedinurl`.
  static func fold(_ header: String) -> String {
    var folded = ""
    for scalar in header.unicodeScalars.prefix(200) {
      guard let ascii = LetterFolding.ascii(scalar), !ascii.isEmpty else { continue }
      let isDigit = ("0"..."9").contains(scalar)
      if isDigit, folded.hasSuffix("#") { continue }
      folded += isDigit ? "#" : ascii
    }
    return folded
  }

  /// The same with the digits themselves, by which `--map` tells `Email 1` from `Email 2`.
  static func foldWithDigits(_ header: String) -> String {
    let folded = header.unicodeScalars.prefix(200).compactMap(LetterFolding.ascii).joined()
    return folded.isEmpty ? header : folded
  }

  /// A custom field's name made of a header: `Lead Score` is `leadScore`.
  ///
  /// A header without any letter or digit stays as it is.
  static func customFieldName(_ header: String) -> String {
    var words: [String] = [""]
    for scalar in header.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" {
        words[words.count - 1] += String(scalar)
      } else if !words[words.count - 1].isEmpty {
        words.append("")
      }
    }
    words.removeAll(where: \.isEmpty)
    if header == header.uppercased() { words = words.map { $0.lowercased() } }
    guard let first = words.first else { return header }
    let isShouted = first.count > 1 && first == first.uppercased()
    let start = isShouted ? first.lowercased() : first.prefix(1).lowercased() + first.dropFirst()
    return start + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
