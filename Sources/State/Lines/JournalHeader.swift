import JSONText
import Model

/// The first line of a journal, which names the state that its entries change.
struct JournalHeader: Hashable, Sendable {
  /// The lineage of the state; for the very first apply, that of the new state.
  let lineage: Lineage
  /// The serial of the state; 0 when there was none.
  let serial: Serial
  /// The digest at the end of the state; `nil` when there was none.
  let base: String?
  let endpoint: String
  let team: TeamID?

  static let format = "roster-journal"
  static let version = 1
}

extension JournalHeader {
  /// The line with its check and its line break.
  var line: [UInt8] {
    var writer = JSONWriter()
    LineCheck.writeSealed(to: &writer) { writer in
      writer.member("format", Self.format)
      writer.member("version", Self.version)
      writer.member("lineage", lineage.rawValue)
      writer.member("serial", serial.rawValue)
      writer.member("base", base)
      writer.member("endpoint", endpoint)
      writer.member("team", team?.rawValue)
    }
    return writer.bytes
  }

  /// Reads a line without its line break, whose check is known to match.
  init(line: some Sequence<UInt8>) throws(StateHeader.Defect) {
    guard let json = try? JSONParser.parse(line), json["format"]?.string == Self.format else {
      throw .notAState
    }
    guard let version = json["version"]?.integer else { throw .damaged("its version is missing") }
    guard version <= Self.version else { throw .future(version) }
    guard version == Self.version else { throw .damaged("there is no version \(version)") }
    let reader = LineReader(json)
    try reader.expectOnly([
      "format", "version", "lineage", "serial", "base", "endpoint", "team", "check",
    ])
    self.init(
      lineage: Lineage(try reader.text("lineage")),
      serial: try reader.serial(),
      base: try reader.optionalText("base"),
      endpoint: try reader.text("endpoint"),
      team: try reader.optionalText("team").map { TeamID($0) }
    )
  }
}

/// The check at the end of a journal's line: the first 8 bytes of the SHA-256 of what precedes it.
enum LineCheck {
  private static let start = Array(#","check":""#.utf8)
  private static let end = Array(#""}"#.utf8)
  /// The length of everything between the checked bytes and the line break.
  private static let length = start.count + 16 + end.count

  /// Writes an object with at least one member of its own, then its check, and a line break.
  static func writeSealed(to writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
    let beginning = writer.count
    writer.beginObject()
    members(&writer)
    let check = writer.withBytes { bytes in
      digits(of: UnsafeRawBufferPointer(rebasing: bytes[beginning...]))
    }
    writer.member("check", check)
    writer.endObject()
    writer.newline()
  }

  /// The range of the bytes before the check of a line, which is given without its line break.
  ///
  /// - Returns: `nil` when there is no check or it does not match.
  static func checked(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> Range<Int>? {
    let seam = line.upperBound - length
    guard seam > line.lowerBound,
      LeadingKeys.matches(start, bytes, at: seam, before: line.upperBound),
      LeadingKeys.matches(end, bytes, at: line.upperBound - end.count, before: line.upperBound)
    else { return nil }
    let given = bytes[(seam + start.count)..<(line.upperBound - end.count)]
    let found = digits(of: UnsafeRawBufferPointer(rebasing: bytes[line.lowerBound..<seam]))
    return given.elementsEqual(found.utf8) ? line.lowerBound..<seam : nil
  }

  private static func digits(of bytes: UnsafeRawBufferPointer) -> String {
    hexadecimal(SHA256.digest(of: bytes).prefix(8))
  }

  /// Where the first line ends according to its check, whatever follows; `nil`
  /// without a complete check.
  static func endOfLine(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let check = bytes.firstRange(of: start) else { return nil }
    let rest = bytes[check.upperBound...].dropFirst(16)
    return rest.starts(with: end) ? rest.startIndex + end.count : nil
  }

  /// The lines of a journal that a program joined, each with its line break restored.
  ///
  /// It is `nil` when the first line ends as it should, or has no end.
  static func unjoined(_ bytes: [UInt8]) -> [UInt8]? {
    func isBetween(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0A, 0x2C].contains(byte) }
    guard let first = endOfLine(bytes[...]), first < bytes.endIndex, bytes[first] != 0x0A,
      !bytes[first...].starts(with: [0x0D, 0x0A]), !bytes[first...].allSatisfy(isBetween)
    else { return nil }
    var lines: [UInt8] = []
    var rest = bytes[...]
    while let end = endOfLine(rest) {
      lines += rest[..<end]
      lines.append(0x0A)
      rest = rest[end...].drop(while: isBetween)
    }
    return lines + rest
  }
}
