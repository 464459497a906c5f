import Model

/// A journal as it stands in its file: what an apply did on top of a state.
struct JournalFile: Sendable {
  let header: JournalHeader
  let text: JournalText
  /// How many entries there are; groups that were cut off are left out.
  let lineCount: Int
  /// How many of these say what became of a contact.
  let outcomeCount: Int
  /// How many bytes hold them.
  private let length: Int

  /// How many bytes at the end are left out, because the last write was cut off.
  var tornByteCount: Int { text.count - length }

  /// Why it cannot be read.
  enum Failure: Error {
    case defect(Defect)
    case system(SystemError)
  }

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

  /// Checks a journal; `nil` when it was cut off before its header was complete, so that nothing was
  /// recorded yet.
  ///
  /// A last line without a line break was cut off, and is left out. Line ends that a program converted to
  /// CR LF change nothing: each line has a check of its own.
  init?(_ text: JournalText) throws(Failure) {
    var scan = Scan()
    var defect: Defect?
    do throws(SystemError) {
      try text.forEachWindow { window, offset in
        do throws(Defect) {
          return try scan.take(window, offset)
        } catch {
          defect = error
          return nil
        }
      }
    } catch {
      throw .system(error)
    }
    if let defect { throw .defect(defect) }
    guard let header = scan.header else { return nil }
    self.header = header
    self.text = text
    (lineCount, outcomeCount, length) = (scan.whole.lines, scan.whole.outcomes, scan.whole.bytes)
  }

  /// Checks line by line, and keeps none.
  private struct Scan {
    private(set) var header: JournalHeader?
    /// Where the last group that is whole ends.
    private(set) var whole = (lines: 0, outcomes: 0, bytes: 0)
    private var lines = 0
    private var outcomes = 0

    /// Takes the whole lines of bytes that begin at that offset.
    ///
    /// - Returns: how many bytes they have.
    mutating func take(
      _ bytes: UnsafeRawBufferPointer,
      _ offset: Int
    ) throws(Defect) -> Int {
      var position = 0
      while let end = bytes.lineBreak(from: position) {
        let range = bytes.line(from: position, to: end)
        if header == nil {
          header = try JournalFile.parseHeader(bytes, range)
          whole.bytes = offset + end + 1
        } else {
          lines += 1
          let line = try JournalFile.parseLine(bytes, range, number: lines + 1, entry: lines)
          if line.isOutcome { outcomes += 1 }
          if !line.isContinued { whole = (lines, outcomes, offset + end + 1) }
        }
        position = end + 1
      }
      return position
    }
  }

  /// Hands out the entries with the places of their lines, in the order in which they happened; ends when `body`
  /// returns `false`.
  ///
  /// - Throws: when the text cannot be read any more, or is not what it was.
  func forEachLine(_ body: (JournalLine, _ place: Range<Int>) -> Bool) throws(SystemError) {
    var number = 0
    var isEnded = false
    try text.forEachWindow { window, offset in
      var position = 0
      while let end = window.lineBreak(from: position) {
        let range = window.line(from: position, to: end)
        if number > 0 {
          // Read once more, it is checked once more.
          guard number <= lineCount, let line = Self.line(window, range), line.number == number
          else { return nil }
          let place = range.lowerBound + offset..<range.upperBound + offset
          guard body(line, place) else {
            isEnded = true
            return nil
          }
        }
        number += 1
        position = end + 1
      }
      return position
    }
    guard isEnded || number > lineCount else { throw text.changed }
  }

  /// The object of the contact that the line at that place records.
  ///
  /// - Throws: when the text cannot be read any more, or is not what it was.
  func object(
    _ place: Range<Int>,
    _ reader: inout JournalText.Reader
  ) throws(SystemError) -> ArraySlice<UInt8> {
    let bytes = try reader.bytes(place)
    let object = bytes.withUnsafeBytes { bytes -> Range<Int>? in
      guard case .put(let object, _, _)? = Self.line(bytes, 0..<bytes.count)?.content else {
        return nil
      }
      return object
    }
    guard let object else { throw text.changed }
    return bytes[bytes.startIndex + object.lowerBound..<bytes.startIndex + object.upperBound]
  }

  /// The line there; `nil` when its check does not hold, or it is not as roster writes it.
  private static func line(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> JournalLine? {
    LineCheck.checked(bytes, range).flatMap { JournalLine(bytes, $0) }
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
