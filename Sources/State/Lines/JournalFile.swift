import Model

/// A journal as its file holds it: what an apply did to a state.
struct JournalFile: Sendable {
  let header: JournalHeader
  let source: LineSource
  /// How many entries there are, without groups that were cut off.
  let lineCount: Int
  /// How many of these entries record the outcome for a contact.
  let outcomeCount: Int
  /// How many bytes the entries and the header take.
  private let length: Int

  /// How many bytes at the end are ignored, because the last write was cut off.
  var tornByteCount: Int { source.count - length }

  /// Why the journal could not be opened.
  enum Failure: Error {
    case defect(Defect)
    case system(SystemError)
  }

  /// Why a journal cannot be applied.
  struct Defect: Error, Hashable {
    /// The number of the line, 1-based.
    let line: Int
    let what: What

    enum What: Hashable {
      case header(StateHeader.Defect)
      /// The line consists of several lines that a program joined.
      case joined
      /// The check at the line's end does not match.
      case check
      case shape
      /// The entry has another number than the one expected there.
      case number(expected: Int, found: Int)
    }
  }

  /// Checks a journal; `nil` when it was cut off within its header, so that
  /// nothing was recorded yet.
  ///
  /// A last line without a line break was cut off, and is ignored. Line ends that a program
  /// converted to CR LF make no difference, since each line has its own check.
  init?(_ source: LineSource) throws(Failure) {
    var scan = Scan()
    var defect: Defect?
    do throws(SystemError) {
      try source.forEachWindow { window, offset in
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
    guard let header = scan.header else {
      // A first line that was cut off has no check; one with more after it holds several, and must
      // not be ignored.
      if let content = try? source.content, LineCheck.unjoined(content) != nil {
        throw .defect(Defect(line: 1, what: .joined))
      }
      return nil
    }
    self.header = header
    self.source = source
    (lineCount, outcomeCount, length) = (scan.whole.lines, scan.whole.outcomes, scan.whole.bytes)
  }

  /// Checks line by line, and keeps none.
  private struct Scan {
    private(set) var header: JournalHeader?
    /// The numbers of lines, outcomes and bytes up to the end of the last whole group.
    private(set) var whole = (lines: 0, outcomes: 0, bytes: 0)
    private var lines = 0
    private var outcomes = 0

    /// Takes the whole lines among bytes that begin at that offset.
    ///
    /// - Returns: How many bytes these lines have.
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

  /// Hands out the entries with the ranges of their lines, in order, until `body` returns `false`.
  ///
  /// - Throws: `SystemError` when the source can no longer be read, or has changed.
  func forEachLine(_ body: (JournalLine, _ place: Range<Int>) -> Bool) throws(SystemError) {
    var number = 0
    var isEnded = false
    try source.forEachWindow { window, offset in
      var position = 0
      while let end = window.lineBreak(from: position) {
        if number > 0 {
          // Since it is read once more, it is checked once more.
          let range = window.line(from: position, to: end)
          guard number <= lineCount,
            let line = try? Self.parseLine(window, range, number: number + 1, entry: number)
          else { return nil }
          guard body(line, range.lowerBound + offset..<range.upperBound + offset) else {
            isEnded = true
            return nil
          }
        }
        number += 1
        position = end + 1
      }
      return position
    }
    guard isEnded || number > lineCount else { throw .changed(source.path) }
  }

  /// The object of the contact in the line at that place, with its range.
  ///
  /// - Throws: `SystemError` when the source can no longer be read, or has changed.
  func object(
    _ place: Range<Int>,
    _ reader: inout LineSource.Reader
  ) throws(SystemError) -> (bytes: ArraySlice<UInt8>, range: Range<Int>) {
    let bytes = try reader.bytes(place)
    let line = bytes.withUnsafeBytes { bytes in
      // Since it is read once more, it is checked once more.
      LineCheck.checked(bytes, bytes.indices).flatMap { JournalLine(bytes, $0) }
    }
    guard case .put(let object, _, _)? = line?.content else { throw .changed(source.path) }
    let start = bytes.startIndex
    return (
      bytes[start + object.lowerBound..<start + object.upperBound],
      object.lowerBound + place.lowerBound..<object.upperBound + place.lowerBound
    )
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

  /// Reads the line with that number in the file, 1-based, the header being the first.
  ///
  /// `entry` is the number that its entry must have; `nil` accepts any.
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
