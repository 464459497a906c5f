import Crypto
import Diagnostics
import JSONText
import Model
import ParallelWork
import Planning

/// Writes a plan as JSON: one top-level member a line, one resource change a line.
///
/// The last member is the SHA-256 of all members before it, written without the line breaks: the canonical
/// form that `canonicalDigest` makes of any formatting of the same values in the same order.
struct PlanDocument {
  static let formatVersion = "1.0"
  static let digestName = "sha256"

  private var output: [UInt8] = []
  private var hasher = SHA256()
  private var isFirst = true

  static func bytes(_ plan: Plan, version: String) -> [UInt8] {
    var bytes: [UInt8] = []
    write(plan, version: version) { bytes += $0 }
    return bytes
  }

  /// Hands the document out in pieces, so that a plan of a million changes needs no memory for its text.
  static func write(
    _ plan: Plan,
    version: String,
    to sink: ([UInt8]) throws -> Void
  ) rethrows {
    var document = PlanDocument()
    document.append("{")
    document.writeHead(plan, version: version)
    document.beginLines("resource_changes")
    for start in stride(from: 0, to: plan.changes.count, by: batchSize) {
      let batch = plan.changes[start..<min(start + batchSize, plan.changes.count)]
      for lines in Self.lines(of: batch) { document.appendLines(lines) }
      try sink(document.output)
      document.output.removeAll(keepingCapacity: true)
    }
    document.endLines(areEmpty: plan.changes.isEmpty)
    document.member { $0.diagnostics("diagnostics", plan.diagnostics) }
    let digest = PlanDocument.hexadecimal(document.hasher.finalize())
    document.member { $0.member(digestName, digest) }
    document.append("}")
    document.output.append(UInt8(ascii: "\n"))
    try sink(document.output)
  }

  /// How many changes are written at once, and how many of these by one task.
  private static let batchSize = 16_384
  private static let taskSize = 1_024

  /// Changes, each after a line break and, but for a plan's first, a comma.
  private struct Lines {
    var bytes: [UInt8] = []
    /// Where the line breaks are.
    var breaks: [Int] = []
  }

  private static func lines(of batch: ArraySlice<Change>) -> [Lines] {
    let count = (batch.count + taskSize - 1) / taskSize
    return concurrently(count) { task in
      let start = batch.startIndex + task * taskSize
      var lines = Lines()
      var writer = JSONWriter()
      for index in start..<min(start + taskSize, batch.endIndex) {
        writer.removeAll()
        writer.change(batch[index])
        if index > 0 { lines.bytes.append(UInt8(ascii: ",")) }
        lines.breaks.append(lines.bytes.count)
        lines.bytes.append(UInt8(ascii: "\n"))
        lines.bytes += writer.bytes
      }
      return lines
    }
  }

  private mutating func writeHead(_ plan: Plan, version: String) {
    let basis = plan.basis
    member { $0.member("format_version", Self.formatVersion) }
    member { $0.member("roster_version", version) }
    member { $0.nullable("lineage", basis.lineage?.rawValue) }
    member { $0.member("serial", basis.serial.rawValue) }
    member { $0.member("endpoint", basis.endpoint) }
    member { $0.nullable("team", basis.team?.rawValue) }
    member { $0.nullable("state", basis.statePath) }
    member { $0.member("manifest_sha256", Self.manifestDigest(basis.files)) }
    member { $0.files(basis.files) }
    member { $0.member("applyable", plan.hasChanges && !plan.isErrored) }
    member { $0.member("errored", plan.isErrored) }
    member { $0.strings("filters", plan.filters) }
    member { $0.summary("summary", plan.summary) }
    member { $0.customFields(plan.customFields) }
  }

  /// One digest for the whole set: of the lines that `sha256sum` would print for it.
  static func manifestDigest(_ files: [DesiredState.File]) -> String {
    var hasher = SHA256()
    for file in files { hasher.update(data: Array("\(file.sha256)  \(file.path)\n".utf8)) }
    return hexadecimal(hasher.finalize())
  }

  /// The digest that a document of these members must end with.
  static func canonicalDigest(_ members: ArraySlice<JSONValue.Member>) -> String {
    var hasher = SHA256()
    hasher.update(data: [UInt8(ascii: "{")])
    for (index, member) in members.enumerated() {
      var writer = JSONWriter()
      writer.key(member.name)
      if let elements = member.value.array {
        if index > 0 { hasher.update(data: [UInt8(ascii: ",")]) }
        hasher.update(data: writer.bytes + [UInt8(ascii: "[")])
        for (index, element) in elements.enumerated() {
          writer.removeAll()
          writer.canonical(element)
          if index > 0 { hasher.update(data: [UInt8(ascii: ",")]) }
          hasher.update(data: writer.bytes)
        }
        hasher.update(data: [UInt8(ascii: "]")])
      } else {
        writer.canonical(member.value)
        if index > 0 { hasher.update(data: [UInt8(ascii: ",")]) }
        hasher.update(data: writer.bytes)
      }
    }
    return hexadecimal(hasher.finalize())
  }

  private mutating func member(_ write: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    write(&writer)
    separate()
    append(writer.bytes)
  }

  private mutating func beginLines(_ name: String) {
    separate()
    append("\"\(name)\":[")
  }

  private mutating func endLines(areEmpty: Bool) {
    if !areEmpty { output.append(UInt8(ascii: "\n")) }
    append("]")
  }

  /// Line breaks are no part of what is hashed.
  private mutating func appendLines(_ lines: Lines) {
    output += lines.bytes
    var start = 0
    for end in lines.breaks + [lines.bytes.count] {
      hasher.update(data: lines.bytes[start..<end])
      start = end + 1
    }
  }

  private mutating func separate() {
    if !isFirst {
      append(",")
      output.append(UInt8(ascii: "\n"))
    }
    isFirst = false
  }

  private mutating func append(_ text: String) { append(Array(text.utf8)) }

  private mutating func append(_ bytes: [UInt8]) {
    output.append(contentsOf: bytes)
    hasher.update(data: bytes)
  }

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension JSONWriter {
  /// A value in the one form that all formattings of it share: numbers as this writer has them.
  fileprivate mutating func canonical(_ value: JSONValue) {
    switch value {
    case .number(let text):
      literal(value.double.map(AttributeValue.text(of:)) ?? text)
    case .array(let elements):
      array { writer in for element in elements { writer.canonical(element) } }
    case .object(let members):
      object { writer in
        for member in members {
          writer.key(member.name)
          writer.canonical(member.value)
        }
      }
    case .null, .boolean, .string: self.value(value)
    }
  }

  mutating func summary(_ name: String, _ summary: PlanSummary) {
    key(name)
    object { writer in
      for verb in Verb.allCases { writer.member(verb.rawValue, summary[verb]) }
      writer.member("unchanged", summary.unchanged)
      writer.member("findings", summary.findings)
    }
  }

  fileprivate mutating func files(_ files: [DesiredState.File]) {
    key("files")
    array { writer in
      for file in files {
        writer.object { writer in
          writer.member("path", file.path)
          writer.member("sha256", file.sha256)
        }
      }
    }
  }

  fileprivate mutating func customFields(_ fields: [DesiredCustomField]) {
    key("custom_fields")
    array { writer in
      for field in fields {
        writer.object { writer in
          writer.member("name", field.name)
          writer.member("type", field.type.rawValue)
          writer.location("source", field.location)
        }
      }
    }
  }

  fileprivate mutating func change(_ change: Change) {
    object { writer in
      writer.member("address", change.address.description)
      writer.member("type", "contact")
      writer.member("name", change.address.key)
      writer.nullable("previous_address", change.previousAddress?.description)
      writer.nullable("contact_id", change.contactID?.rawValue)
      writer.key("change")
      writer.object { writer in
        writer.strings("actions", [change.action.verb.rawValue])
        writer.attributes("before", change.before)
        writer.attributes("after", change.after)
      }
      writer.member("roster_action", change.action.rawValue)
      writer.member("action_reason", change.reason.rawValue)
      writer.strings("changed_fields", change.changedKeys.map(\.description))
      writer.strings("released_fields", change.releasedKeys.map(\.description))
      writer.findings("retried_findings", change.retriedFindings)
      writer.key("request")
      writer.request(change.request)
      writer.location("source", change.location)
      writer.fieldSources(change)
      writer.nullable("company_name", change.companyName)
      writer.member("was_protected", change.wasProtected)
      writer.member("protected", change.isProtected)
    }
  }

  mutating func request(_ request: PlannedRequest?) {
    switch request {
    case nil: null()
    case .upsert(let upsert):
      object { writer in
        writer.member("method", "POST")
        writer.member("path", "/contacts")
        writer.key("body")
        writer.upsert(upsert)
      }
    case .delete(let id):
      object { writer in
        writer.member("method", "DELETE")
        writer.member("path", "/contacts/\(id)")
        writer.key("body")
        writer.null()
      }
    }
  }

  /// The file is left out where it is the contact's.
  private mutating func fieldSources(_ change: Change) {
    key("field_sources")
    object { writer in
      for (key, location) in change.keyLocations.elements {
        writer.key(key.description)
        writer.object { writer in
          if location.file != change.location?.file { writer.member("file", location.file) }
          writer.member("line", location.line)
          writer.member("column", location.column)
        }
      }
    }
  }
}
