/// Writes compact JSON, in the order given.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  static func bytes(of value: WireValue) -> [UInt8] {
    var writer = WireWriter()
    writer.bytes.reserveCapacity(512)
    writer.write(value)
    return writer.bytes
  }

  static func text(of value: WireValue) -> String {
    String(decoding: bytes(of: value), as: UTF8.self)
  }

  private mutating func write(_ value: WireValue) {
    switch value {
    case .null: write(literal: "null")
    case .bool(let truth): write(literal: truth ? "true" : "false")
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): write(string: text)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(element)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(string: member.name)
        bytes.append(UInt8(ascii: ":"))
        write(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private mutating func write(literal text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func write(string: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "\""): write(literal: "\\\"")
      case UInt8(ascii: "\\"): write(literal: "\\\\")
      case 0x08: write(literal: "\\b")
      case 0x09: write(literal: "\\t")
      case 0x0A: write(literal: "\\n")
      case 0x0C: write(literal: "\\f")
      case 0x0D: write(literal: "\\r")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes.append(
          contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
        )
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
