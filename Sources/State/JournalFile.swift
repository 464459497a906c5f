import Model

/// A journal as it stands in its file: what an apply did on top of a state.
struct JournalFile: Sendable {
  let header: JournalHeader
  /// In the order in which they happened; groups that were cut off are left out.
  let lines: [JournalLine]
  let bytes: [UInt8]
  /// How many bytes at the end were left out, because the last write was cut off.
  let tornByteCount: Int

  /// Why a journal cannot be folded in.
  struct Defect: Error, Hashable {
    /// 1-based.
    let line: Int
    let what: What

    enum What: Hashable {
      case header(StateHeader.Defect)
      /// The check does not hold.
      case check
      case shape
      /// The entry that should stand there has another number.
      case number(expected: Int, found: Int)
    }
  }

  /// Reads a journal; `nil` when it was cut off before its header was complete, so that nothing was
  /// recorded yet.
  ///
  /// A last line without a line break was cut off, and is left out. Line ends that a program converted to
  /// CR LF change nothing: each line has a check of its own.
  init?(_ bytes: [UInt8]) throws(Defect) {
    let result = bytes.withUnsafeBytes { Self.parse($0) }
    guard let (header, lines, sound) = try result.get() else { return nil }
    self.header = header
    self.lines = lines
    self.bytes = bytes
    tornByteCount = bytes.count - sound
  }

  private typealias Parsed = (JournalHeader, [JournalLine], sound: Int)

  private static func parse(_ bytes: UnsafeRawBufferPointer) -> Result<Parsed?, Defect> {
    var lines: [JournalLine] = []
    var header: JournalHeader?
    /// Where the last group that is whole ends, in lines and bytes.
    var whole = (lines: 0, bytes: 0)
    var position = 0
    var number = 1
    while let end = bytes.lineBreak(from: position) {
      let range = bytes.line(from: position, to: end)
      do throws(Defect) {
        if header == nil {
          header = try parseHeader(bytes, range)
          whole.bytes = end + 1
        } else {
          let line = try parseLine(bytes, range, number: number, entry: number - 1)
          lines.append(line)
          if !line.isContinued { whole = (lines.count, end + 1) }
        }
      } catch {
        return .failure(error)
      }
      number += 1
      position = end + 1
    }
    guard let header else { return .success(nil) }
    return .success((header, Array(lines.prefix(whole.lines)), sound: whole.bytes))
  }

  static func parseHeader(
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>
  ) throws(Defect) -> JournalHeader {
    do throws(StateHeader.Defect) {
      let header = try JournalHeader(line: bytes[range])
      guard LineCheck.checked(bytes, range) != nil else { throw .damaged("its check fails") }
      return header
    } catch {
      throw Defect(line: 1, what: .header(error))
    }
  }

  /// Reads the line of that number in the file, 1-based, the header being the first.
  ///
  /// `entry` is the number that its entry must have; `nil` for any.
  static func parseLine(
    _ bytes: UnsafeRawBufferPointer,
    _ range: Range<Int>,
    number: Int,
    entry: Int?
  ) throws(Defect) -> JournalLine {
    guard let checked = LineCheck.checked(bytes, range) else {
      throw Defect(line: number, what: .check)
    }
    guard let line = JournalLine(bytes, checked) else {
      throw Defect(line: number, what: .shape)
    }
    if let entry, line.number != entry {
      throw Defect(line: number, what: .number(expected: entry, found: line.number))
    }
    return line
  }
}
