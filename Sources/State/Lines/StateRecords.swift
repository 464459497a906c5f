import Model

/// Decodes contacts from the lines of a state and the entries of its journal.
///
/// The offsets of the journal continue those of the state, as if both were one text.
struct StateRecords: PriorRecords {
  let state: LineSource
  let journal: LineSource

  /// The record at that place in the journal, as an offset in both texts together.
  func record(inJournal place: Range<Int>) -> Range<Int> {
    place.lowerBound + state.count..<place.upperBound + state.count
  }

  /// The contact of one record.
  func contact(at record: Range<Int>) throws(StateError) -> PriorContact {
    var reader = Reader(self)
    return try reader.contact(at: record)
  }

  func forEachContact(
    at records: some Sequence<Range<Int>>,
    _ body: (PriorContact) throws -> Void
  ) throws {
    var reader = Reader(self)
    for record in records { try body(reader.contact(at: record)) }
  }

  func forEachID(
    at records: some Sequence<Range<Int>>,
    _ body: (ContactID) throws -> Void
  ) throws {
    var reader = Reader(self)
    for record in records {
      let id = try reader.bytes(of: record).withUnsafeBytes { bytes in
        LeadingKeys(bytes, in: bytes.indices)?.id(bytes, before: bytes.count)
      }
      try body(id ?? reader.contact(at: record).id)
    }
  }

  /// A reader for records that usually follow each other.
  var reader: Reader { Reader(self) }

  struct Reader {
    private let records: StateRecords
    private var state: LineSource.Reader
    private var journal: LineSource.Reader

    fileprivate init(_ records: StateRecords) {
      self.records = records
      state = records.state.reader
      journal = records.journal.reader
    }

    private func source(of record: Range<Int>) -> LineSource {
      record.lowerBound < records.state.count ? records.state : records.journal
    }

    mutating func bytes(of record: Range<Int>) throws(StateError) -> ArraySlice<UInt8> {
      let size = records.state.count
      do throws(SystemError) {
        guard record.lowerBound >= size else { return try state.bytes(record) }
        return try journal.bytes(record.lowerBound - size..<record.upperBound - size)
      } catch {
        throw .unreadable(source(of: record).path, error)
      }
    }

    mutating func contact(at record: Range<Int>) throws(StateError) -> PriorContact {
      let bytes = try bytes(of: record)
      do throws(ContactLine.Defect) {
        return try ContactLine.read(bytes)
      } catch {
        throw .damaged(source(of: record).path, problems(record, error))
      }
    }

    /// The digest matches, so somebody sealed an invalid line; a full inspection
    /// finds all such lines.
    private func problems(_ record: Range<Int>, _ defect: ContactLine.Defect) -> [StateProblem] {
      let state = records.state
      guard record.lowerBound < state.count, let content = try? state.content else {
        return [StateProblem(line: nil, .contact(defect))]
      }
      return StateInspector(content).problems
    }
  }
}
