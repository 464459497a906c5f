import JSONText
package import Model

/// The first line of a state: its identity, and what its contacts belong to.
package struct StateHeader: Hashable, Sendable {
  package let lineage: Lineage
  package let serial: Serial
  package let endpoint: String
  /// The team that holds the contacts; `nil` until the service has named it.
  package let team: TeamID?
  /// How many contacts follow.
  package let count: Int
  /// Addresses whose creation was sent and never settled, sorted.
  package let unsettled: [Address]

  static let format = "roster-state"
  static let version = 1

  init(
    lineage: Lineage,
    serial: Serial,
    endpoint: String,
    team: TeamID?,
    count: Int,
    unsettled: [Address] = []
  ) {
    self.lineage = lineage
    self.serial = serial
    self.endpoint = endpoint
    self.team = team
    self.count = count
    self.unsettled = unsettled
  }
}

extension StateHeader {
  /// The line with its line break.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("format", Self.format)
      writer.member("version", Self.version)
      writer.member("lineage", lineage.rawValue)
      writer.member("serial", serial.rawValue)
      writer.member("endpoint", endpoint)
      writer.member("team", team?.rawValue)
      writer.member("count", count)
      if !unsettled.isEmpty {
        writer.key(plain: "unsettled")
        writer.array { writer in
          for address in unsettled { writer.string(address.description) }
        }
      }
    }
    writer.newline()
    return writer.bytes
  }

  /// Why a first line is not a header.
  enum Defect: Error, Hashable {
    case notAState
    /// The header has that version, which is newer than the ones read here.
    case future(Int)
    /// The header is damaged; the text says how, as the end of a sentence.
    case damaged(String)
  }

  /// Reads a line without its line break.
  init(line: some Sequence<UInt8>) throws(Defect) {
    guard let json = try? JSONParser.parse(line), json["format"]?.string == Self.format else {
      throw .notAState
    }
    guard let version = json["version"]?.integer else { throw .damaged("its version is missing") }
    guard version <= Self.version else { throw .future(version) }
    guard version == Self.version else { throw .damaged("there is no version \(version)") }
    let reader = LineReader(json)
    try reader.expectOnly([
      "format", "version", "lineage", "serial", "endpoint", "team", "count",
      "unsettled",
    ])
    self.init(
      lineage: Lineage(try reader.text("lineage")),
      serial: try reader.serial(),
      endpoint: try reader.text("endpoint"),
      team: try reader.optionalText("team").map { TeamID($0) },
      count: try reader.count("count"),
      unsettled: try reader.addresses("unsettled")
    )
  }
}

/// Reads the members of a header, a state's or a journal's.
struct LineReader {
  private let json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  func expectOnly(_ names: Set<String>) throws(StateHeader.Defect) {
    let strange = json.members?.first { !names.contains($0.name) }
    if let strange { throw .damaged("\"\(strange.name)\" does not belong there") }
  }

  func text(_ name: String) throws(StateHeader.Defect) -> String {
    guard let text = try optionalText(name) else { throw .damaged("\"\(name)\" is missing") }
    return text
  }

  func optionalText(_ name: String) throws(StateHeader.Defect) -> String? {
    guard let value = json[name] else { return nil }
    guard let text = value.string, !text.isEmpty else {
      throw .damaged("\"\(name)\" is not a text")
    }
    return text
  }

  /// Addresses in order, none twice; an empty list when the member is missing.
  func addresses(_ name: String) throws(StateHeader.Defect) -> [Address] {
    guard let value = json[name] else { return [] }
    let texts = value.array ?? []
    let addresses = texts.compactMap { $0.string.flatMap { Address($0) } }
    guard !texts.isEmpty, addresses.count == texts.count, addresses == Set(addresses).sorted()
    else {
      throw .damaged("\"\(name)\" is not a list of addresses in order")
    }
    return addresses
  }

  /// A serial that can still be raised.
  func serial() throws(StateHeader.Defect) -> Serial {
    let serial = Serial(try count("serial"))
    guard serial < .highest else {
      throw .damaged("its serial, \(serial), is too high to be raised")
    }
    return serial
  }

  /// A whole number of at least 0.
  func count(_ name: String) throws(StateHeader.Defect) -> Int {
    guard let number = json[name]?.integer, number >= 0 else {
      throw .damaged("\"\(name)\" is not a count")
    }
    return number
  }
}
