import JSONText
import Model

/// What is still readable in a state's first line that is no longer a whole header.
struct HeaderRemains: Equatable {
  private(set) var lineage: Lineage?
  private(set) var serial: Serial?
  private(set) var endpoint: String?
  private(set) var team: TeamID?
  private(set) var unsettled: [Address] = []

  /// Fails when the line holds nothing of a header.
  init?(of line: ArraySlice<UInt8>) {
    lineage = Self.text("lineage", in: line).map { Lineage($0) }
    endpoint = Self.text("endpoint", in: line)
    team = Self.text("team", in: line).map { TeamID($0) }
    if let value = Self.value("serial", in: line) {
      let digits = value.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      // A number at the cut end of a line may have had more digits.
      let isWhole = digits.endIndex < value.endIndex
      serial =
        isWhole
        ? Int(String(decoding: digits, as: UTF8.self)).flatMap { $0 > 0 ? Serial($0) : nil } : nil
    }
    if let value = Self.value("unsettled", in: line),
      let end = value.firstIndex(of: UInt8(ascii: "]")),
      let texts = try? JSONParser.parse(value[...end]).array
    {
      unsettled = Set(texts.compactMap { $0.string.flatMap { Address($0) } }).sorted()
    }
    let isNamed = line.firstRange(of: Array("\"\(StateHeader.format)\"".utf8)) != nil
    let isEmpty =
      lineage == nil && serial == nil && endpoint == nil && team == nil && unsettled.isEmpty
    if isEmpty, !isNamed { return nil }
  }

  /// The text of a member that is complete in the line, if no character in it is escaped.
  static func text(_ name: String, in line: ArraySlice<UInt8>) -> String? {
    guard let value = value(name, in: line), value.first == UInt8(ascii: "\"") else { return nil }
    let rest = value.dropFirst()
    guard let end = rest.firstIndex(of: UInt8(ascii: "\"")), end > rest.startIndex,
      !rest[..<end].contains(UInt8(ascii: "\\"))
    else { return nil }
    return String(validating: rest[..<end], as: UTF8.self)
  }

  /// The line from the end of a member's name on.
  private static func value(_ name: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let key = Array("\"\(name)\"".utf8)
    guard let found = line.firstRange(of: key) else { return nil }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let rest = line[found.upperBound...].drop(while: isSpace)
    guard rest.first == UInt8(ascii: ":") else { return nil }
    return rest.dropFirst().drop(while: isSpace)
  }
}
