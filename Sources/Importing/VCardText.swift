/// The text of a property's bytes.
struct VCardText: Hashable {
  /// What is to be said about it.
  enum Remark: Hashable {
    /// No encoding is named, and as Windows-1252 it makes likely words.
    case guessed
    /// No encoding is named, and it is neither UTF-8 nor likely words in Windows-1252.
    case foreign
    /// It cannot be read; a clause.
    case unreadable(String)
  }

  let text: String
  var remark: Remark?

  /// - Parameters:
  ///   - bytes: without quoted-printable or base64.
  ///   - name: what `CHARSET` names.
  ///   - isUTF8File: whether the bytes stand so in a file that is UTF-8, whatever it says.
  init(_ bytes: [UInt8], charset name: String?, isUTF8File: Bool) {
    let given = name
    var name = name?.lowercased() ?? "utf-8"
    // Escape sequences say what they are, whatever the card says or does not.
    if Self.utf8Names.contains(name) { name = DecodedText.escapedEncoding(bytes) ?? name }
    let isUTF8 = Self.utf8Names.contains(name)
    let charset = isUTF8 ? nil : Charset(name)
    let valid = String(validating: bytes, as: UTF8.self)
    let isASCII = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B }
    let isHidden = charset?.looksLikeASCII == true
    if let valid, isUTF8 || !isHidden && (isASCII || isUTF8File) {
      text = valid
    } else if let valid, charset?.isSingleByte == true {
      // Some programs write UTF-8 whatever they call it; by chance nothing else is valid UTF-8.
      text = valid
    } else if let charset {
      if let utf8 = charset.utf8(bytes) {
        text = String(decoding: utf8, as: UTF8.self)
      } else if let valid, !isHidden {
        text = valid
      } else {
        text = String(decoding: bytes, as: UTF8.self)
        remark = .unreadable("its bytes are not \(quoted(name)), which `CHARSET` names")
      }
    } else if let valid, !isASCII, !isUTF8 {
      // Valid UTF-8 in an encoding that is not known.
      text = valid
    } else if isUTF8, ForeignText.isLikelyWindows1252(bytes) {
      text = String(decoding: Windows1252.utf8(bytes), as: UTF8.self)
      remark = .guessed
    } else {
      text = String(decoding: bytes, as: UTF8.self)
      remark =
        isUTF8
        ? given.map { .unreadable("its bytes are not \(quoted($0)), which `CHARSET` names") }
          ?? .foreign
        : .unreadable("this machine cannot read \(quoted(name)), which `CHARSET` names")
    }
  }

  private static let utf8Names: Set<String> = ["utf-8", "utf8", "us-ascii", "ascii"]
}
