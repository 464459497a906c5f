import JSONText
import Model

/// The form of one contact in one line, of a state or within a journal's.
///
/// Address and fingerprint always come first, so that a scan of a million lines can stop after
/// them. Where another program has reordered the members, only a repair reads them.
enum ContactLine {
  /// Why a line is not a contact.
  enum Defect: Error, Hashable {
    case notJSON(JSONError)
    /// The members are wrong; the text says how, as the end of a sentence.
    case shape(String)
    /// The attributes do not match the fingerprint in the line.
    case fingerprint(Address)
  }

  /// Writes a contact as an object, without a line break.
  static func write(_ contact: PriorContact, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("address", contact.address.description)
      writer.member("fingerprint", contact.fingerprint.description)
      writer.member("id", contact.id.rawValue)
      writer.key(plain: "attributes")
      writer.attributes(contact.attributes, .manifest)
      writer.member("owner", contact.owner?.rawValue)
      writer.member("company", contact.company?.rawValue)
      if contact.isProtected { writer.member("protected", true) }
      guard !contact.findings.isEmpty else { return }
      writer.key(plain: "findings")
      writer.array { writer in
        for finding in contact.findings { write(finding, to: &writer) }
      }
    }
  }

  private static func write(_ finding: Finding, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", finding.kind.rawValue)
      writer.member("key", finding.key?.description)
      writer.member("expected", finding.expected)
      writer.member("actual", finding.actual)
      writer.member("note", finding.note)
    }
  }

  private static let names: Set<String> = [
    "address", "fingerprint", "id", "attributes", "owner", "company", "findings", "protected",
  ]

  /// Reads a contact, and checks its fingerprint against its attributes.
  static func read(_ bytes: some Sequence<UInt8>) throws(Defect) -> PriorContact {
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONParser.parse(bytes)
    } catch {
      throw .notJSON(error)
    }
    guard let members = json.members else { throw .shape("it is not an object") }
    if let strange = members.first(where: { !names.contains($0.name) }) {
      throw .shape("\"\(strange.name)\" does not belong there")
    }
    guard let address = json["address"]?.string.flatMap({ Address($0) }) else {
      throw .shape("its address is not one of a contact")
    }
    return try read(json, at: address)
  }

  private static func read(
    _ json: JSONValue,
    at address: Address
  ) throws(Defect) -> PriorContact {
    guard let fingerprint = json["fingerprint"]?.string.flatMap({ Fingerprint(hexadecimal: $0) })
    else { throw .shape("its fingerprint is not one") }
    guard let attributes = json["attributes"].flatMap({ Attributes(json: $0, of: address.type) })
    else {
      throw .shape("its attributes are not those of a contact")
    }
    guard attributes.fingerprint == fingerprint else { throw .fingerprint(address) }
    guard let id = try text("id", in: json).map({ ContactID($0) }) else {
      throw .shape("\"id\" is missing")
    }
    // Ids become parts of requests' paths and queries.
    guard id.isPlain else { throw .shape("its id is none of the CRM's: \(id.rawValue.prefix(80))") }
    return PriorContact(
      address: address,
      fingerprint: fingerprint,
      id: id,
      attributes: attributes,
      owner: try text("owner", in: json).map { UserID($0) },
      company: try text("company", in: json).map { CompanyID($0) },
      findings: try findings(in: json),
      isProtected: try flag("protected", in: json)
    )
  }

  private static func findings(in json: JSONValue) throws(Defect) -> [Finding] {
    guard let value = json["findings"] else { return [] }
    guard let elements = value.array else { throw .shape("\"findings\" is not a list") }
    var findings: [Finding] = []
    for element in elements { findings.append(try finding(element)) }
    return findings
  }

  private static func finding(_ json: JSONValue) throws(Defect) -> Finding {
    guard let kind = json["kind"]?.string.flatMap({ Finding.Kind(rawValue: $0) }) else {
      throw .shape("a finding is of no known kind")
    }
    var key: AttributeKey?
    if let name = try text("key", in: json) {
      guard let known = AttributeKey(name) else {
        throw .shape("a finding names the unknown field \"\(name)\"")
      }
      key = known
    }
    return Finding(
      kind,
      key: key,
      expected: try text("expected", in: json),
      actual: try text("actual", in: json),
      note: try text("note", in: json)
    )
  }

  private static func flag(_ name: String, in json: JSONValue) throws(Defect) -> Bool {
    guard let value = json[name] else { return false }
    guard case .boolean(let flag) = value else {
      throw .shape("\"\(name)\" is neither true nor false")
    }
    return flag
  }

  private static func text(_ name: String, in json: JSONValue) throws(Defect) -> String? {
    guard let value = json[name] else { return nil }
    guard let text = value.string else { throw .shape("\"\(name)\" is not a text") }
    return text
  }
}

extension ContactLine.Defect: CustomStringConvertible {
  /// What is wrong, worded as the end of a sentence.
  var description: String {
    switch self {
    case .notJSON(let error): error.description
    case .shape(let what): what
    case .fingerprint(let address): "the attributes of \(address) do not match their fingerprint"
    }
  }
}
