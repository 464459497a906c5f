/// What stands before a property's colon: `item1.TEL;TYPE=cell`.
struct VCardHead {
  /// In lower case; empty without one.
  let group: String
  /// In upper case, without the group.
  let name: String
  /// Values in lower case by names in upper case; a value without a name, as 2.1 has it, is a
  /// `TYPE`.
  let parameters: [String: [String]]

  init(_ text: String) {
    let parts = Self.unquotedSplit(text, at: ";")
    let path = (parts.first ?? "").split(separator: ".").map { cleanedText(String($0)) }
    group = path.count > 1 ? path[0].lowercased() : ""
    name = path.last?.uppercased() ?? ""
    var parameters: [String: [String]] = [:]
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map { cleanedText(String($0)) }
      guard let last = sides.last else { continue }
      let isEncoding = sides.count == 1 && Self.encodings.contains(last.uppercased())
      let key = sides.count == 2 ? sides[0].uppercased() : isEncoding ? "ENCODING" : "TYPE"
      for value in Self.unquotedSplit(last, at: ",") {
        let bare = value.filter { $0 != "\"" }.lowercased()
        // `TYPE="cell,voice"`, as 4.0 has it, is a list too.
        parameters[key, default: []] += bare.split(separator: ",").map(String.init)
      }
    }
    self.parameters = parameters
  }

  /// Of 2.1, without `ENCODING=`.
  private static let encodings: Set<String> = ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"]

  var isQuotedPrintable: Bool {
    parameters["ENCODING"]?.contains { ["quoted-printable", "q", "qp"].contains($0) } == true
  }

  var isBase64: Bool { parameters["ENCODING"]?.contains { ["b", "base64"].contains($0) } == true }

  /// Whether what base64 encodes is no text.
  var isBinary: Bool { ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"].contains(name) }

  /// Whether the value is a `data:` URL.
  func holdsData(_ value: [UInt8]) -> Bool {
    isBinary && String(decoding: value.prefix(5), as: UTF8.self).lowercased() == "data:"
  }

  private static func unquotedSplit(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var isQuoted = false
    for scalar in text.unicodeScalars {
      if scalar == "\"" { isQuoted.toggle() }
      if scalar == separator, !isQuoted {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    return parts.map { String($0) }
  }
}
