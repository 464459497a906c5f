/// Lays JSON text out over lines, two spaces a level.
enum JSONPrettyPrinter {
  /// The same value, with a line for each member and element, and a final line break.
  ///
  /// - Parameter json: valid JSON without white space between its parts, as `JSONWriter` writes it.
  /// - Returns: the text with line breaks and indentation.
  static func pretty(_ json: [UInt8]) -> String {
    var out: [UInt8] = []
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in json.enumerated() {
      if isInString {
        out.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        out.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        out.append(byte)
        depth += 1
        if json[index + 1] != byte + 2 { newline(depth, &out) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if json[index - 1] != byte - 2 { newline(depth, &out) }
        out.append(byte)
      case UInt8(ascii: ","):
        out.append(byte)
        newline(depth, &out)
      case UInt8(ascii: ":"):
        out.append(byte)
        out.append(UInt8(ascii: " "))
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\n"))
    return String(decoding: out, as: UTF8.self)
  }

  private static func newline(_ depth: Int, _ out: inout [UInt8]) {
    out.append(UInt8(ascii: "\n"))
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}
