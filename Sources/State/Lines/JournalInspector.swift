import Model

/// Examines a journal line by line, and reports everything that is wrong and what is valid.
struct JournalInspector {
  /// The defects, in the order of the lines.
  private(set) var defects: [JournalFile.Defect] = []
  /// The header; `nil` when it is damaged or was cut off.
  private(set) var header: JournalHeader?
  /// The entries whose check matches, in the order in which they happened.
  private(set) var entries: [StateEntry] = []
  /// The 1-based numbers of lines without a valid entry, except a last line that was cut off.
  private(set) var lostLines: [Int] = []

  init(_ bytes: [UInt8]) {
    let unjoined = LineCheck.unjoined(bytes)
    if unjoined != nil { defects.append(JournalFile.Defect(line: 1, what: .joined)) }
    (unjoined ?? bytes).withUnsafeBytes { inspect($0) }
  }

  private mutating func inspect(_ bytes: UnsafeRawBufferPointer) {
    var position = 0
    var line = 1
    /// The expected number of the next entry; after a gap it continues from the number found.
    var expected = 1
    while let end = bytes.lineBreak(from: position) {
      let range = bytes.line(from: position, to: end)
      do throws(JournalFile.Defect) {
        if line == 1 {
          header = try JournalFile.parseHeader(bytes, range)
        } else {
          let entry = try JournalFile.parseLine(bytes, range, number: line, entry: nil)
          if entry.number != expected {
            let what = JournalFile.Defect.What.number(expected: expected, found: entry.number)
            defects.append(JournalFile.Defect(line: line, what: what))
          }
          expected = entry.number + 1
          entries.append(try Self.decode(entry, bytes, line: line))
        }
      } catch {
        defects.append(error)
        if line > 1 {
          lostLines.append(line)
          expected += 1
        }
      }
      line += 1
      position = end + 1
    }
  }

  private static func decode(
    _ line: JournalLine,
    _ bytes: UnsafeRawBufferPointer,
    line number: Int
  ) throws(JournalFile.Defect) -> StateEntry {
    switch line.content {
    case .remove(let address):
      return .remove(address)
    case .sending(let address):
      return .sending(address)
    case .put(let object, _, let replaced):
      guard let contact = try? ContactLine.read(bytes[object]) else {
        throw JournalFile.Defect(line: number, what: .shape)
      }
      return .put(contact, replacing: replaced)
    }
  }
}
