/// The status and the headers of an answer.
package struct AnswerHead: Sendable {
  /// The status as it was sent, up to 999; a server may send a meaningless number.
  package let status: Int
  /// The header lines, exactly as they came.
  private let lines: [UInt8]

  init(status: Int, lines: [UInt8]) {
    self.status = status
    self.lines = lines
  }

  /// Whether the status is 2xx.
  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The value of the first header of that name, without surrounding blanks.
  ///
  /// - Parameter name: The header's name, in lower case.
  /// - Returns: `nil` when there is no such header.
  package func first(_ name: String) -> String? {
    let name = Array(name.utf8)
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      guard line.count > name.count, line[line.startIndex + name.count] == UInt8(ascii: ":"),
        line.prefix(name.count).elementsEqual(name, by: { Self.lowercased($0) == $1 })
      else { continue }
      var value = line.dropFirst(name.count + 1).drop(while: Self.isBlank)
      while let last = value.last, Self.isBlank(last) { value.removeLast() }
      return String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
