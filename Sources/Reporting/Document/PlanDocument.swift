import Diagnostics
import JSONText
import Model
import ParallelWork
import Planning

/// Writes a plan as JSON, with one top-level member or one resource change to a line.
///
/// The last member is the SHA-256 of all members before it, without the line breaks. This is
/// the canonical form that `canonicalDigest` derives from any formatting of the same values
/// in the same order.
struct PlanDocument {
  static let formatVersion = "1.0"
  static let digestName = "sha256"

  private var output: [UInt8] = []
  private let hasher = SHA256()
  private var isFirst = true

  static func bytes(_ plan: Plan, version: String) -> [UInt8] {
    var bytes: [UInt8] = []
    write(plan, version: version) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Hands the document out in pieces, so that a plan of a million changes needs no
  /// memory for its text.
  static func write<Failure: Error>(
    _ plan: Plan,
    version: String,
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var document = PlanDocument()
    document.append("{")
    document.writeHead(plan, version: version)
    document.beginLines("resource_changes")
    try document.writeChanges(plan.changes, to: sink)
    document.endLines(areEmpty: plan.changes.isEmpty)
    document.member { $0.diagnostics("diagnostics", plan.diagnostics) }
    let digest = hexadecimal(document.hasher.finalize())
    document.member { writer in
      writer.key(digestName)
      writer.string(digest)
    }
    document.append("}")
    document.output.append(UInt8(ascii: "\n"))
    try document.handOut(to: sink)
  }

  /// Hands out and hashes what has been written.
  private mutating func handOut<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let result = output.withUnsafeBytes { bytes in
      Result { () throws(Failure) in try sink(bytes) }
    }
    output.removeAll(keepingCapacity: true)
    try result.get()
  }

  /// How many changes make up one batch, and how many of these one task writes.
  private static let batchSize = 1_024
  private static let taskSize = 64

  /// Changes as text, each after a line break and, except for the plan's first, a comma.
  private struct Lines {
    var writer = JSONWriter()
    /// The offsets of the line breaks.
    var breaks: [Int] = []
  }

  /// Writes the changes in batches; while one is handed out and hashed, the next is written.
  private mutating func writeChanges<Failure: Error>(
    _ changes: PlanChanges,
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try handOut(to: sink)
    var written: [Lines] = []
    for start in stride(from: 0, to: changes.count + Self.batchSize, by: Self.batchSize) {
      let range = min(start, changes.count)..<min(start + Self.batchSize, changes.count)
      let tasks = (range.count + Self.taskSize - 1) / Self.taskSize
      let results = concurrently(tasks + 2) { task -> Result<Lines, Failure> in
        switch task {
        case 0:
          return Result { () throws(Failure) in
            for lines in written { try lines.writer.withBytes(sink) }
            return Lines()
          }
        case 1:
          for lines in written { hash(lines) }
          return .success(Lines())
        default:
          let first = range.lowerBound + (task - 2) * Self.taskSize
          return .success(
            Self.lines(of: changes, first..<min(first + Self.taskSize, range.upperBound))
          )
        }
      }
      written.removeAll(keepingCapacity: true)
      for (task, result) in results.enumerated() {
        let lines = try result.get()
        if task > 1 { written.append(lines) }
      }
    }
  }

  private static func lines(of changes: PlanChanges, _ range: Range<Int>) -> Lines {
    var lines = Lines()
    for index in range {
      if index > 0 { lines.writer.comma() }
      lines.breaks.append(lines.writer.count)
      lines.writer.newline()
      lines.writer.planned(changes.entries[index])
    }
    return lines
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
    if basis.isRefreshed { member { $0.member("refreshed", true) } }
    if let folder = basis.folder { member { $0.member("folder", folder) } }
    member { $0.member("manifest_sha256", Self.manifestDigest(basis.files)) }
    member { $0.files(basis.files) }
    member { $0.member("applyable", plan.hasChanges && !plan.isErrored) }
    member { $0.member("errored", plan.isErrored) }
    member { $0.strings("filters", plan.filters) }
    if !plan.allowances.isEmpty { member { $0.strings("allowed", plan.allowances) } }
    member { $0.summary("summary", plan.summary) }
    member { $0.customFields(plan.customFields) }
  }

  /// One digest for the whole set of files: that of the lines that `sha256sum` would print for it.
  static func manifestDigest(_ files: [DesiredState.File]) -> String {
    let hasher = SHA256()
    for file in files { hasher.update(Array("\(file.sha256)  \(file.path)\n".utf8)) }
    return hexadecimal(hasher.finalize())
  }

  /// The digest that a document with these members must end with.
  static func canonicalDigest(_ members: ArraySlice<JSONValue.Member>) -> String {
    let hasher = SHA256()
    hasher.update([UInt8(ascii: "{")])
    for (index, member) in members.enumerated() {
      var writer = JSONWriter()
      writer.key(member.name)
      if let elements = member.value.array {
        if index > 0 { hasher.update([UInt8(ascii: ",")]) }
        hasher.update(writer.bytes + [UInt8(ascii: "[")])
        for (index, element) in elements.enumerated() {
          writer.removeAll()
          writer.canonical(element)
          if index > 0 { hasher.update([UInt8(ascii: ",")]) }
          hasher.update(writer.bytes)
        }
        hasher.update([UInt8(ascii: "]")])
      } else {
        writer.canonical(member.value)
        if index > 0 { hasher.update([UInt8(ascii: ",")]) }
        hasher.update(writer.bytes)
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

  /// Hashes the lines without their line breaks.
  private mutating func hash(_ lines: Lines) {
    lines.writer.withBytes { bytes in
      var start = 0
      for end in lines.breaks + [bytes.count] {
        hasher.update(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end + 1
      }
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
    hasher.update(bytes)
  }
}
