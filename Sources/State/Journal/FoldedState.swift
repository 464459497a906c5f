import Model

/// One difference between a state's lines and those of the state that follows it.
struct StateEdit: Hashable, Sendable {
  /// The 0-based index of the line that is replaced or removed, or before which one is added.
  let index: Int
  /// Whether the line at `index` is removed.
  let removes: Bool
  /// The range of the journal's line with the new contact; `nil` when there is none.
  let line: Range<Int>?
}

/// The state that follows from a base state and the changes of a journal.
struct FoldedState: Sendable {
  let base: StateFile?
  let journal: JournalFile
  private let records: StateRecords
  /// The real differences, sorted by index and, for the same index, by address.
  private(set) var edits: [StateEdit] = []
  /// Addresses whose creation was sent and is not settled, sorted.
  private(set) var unsettled: [Address] = []

  /// Applies the journal's entries, in their order.
  ///
  /// Applying them again to the result changes nothing.
  ///
  /// - Throws: `StateError` when a line that a rename needs is not a valid contact, or a
  ///   file cannot be read.
  init(_ journal: JournalFile, into base: StateFile?) throws(StateError) {
    self.base = base
    self.journal = journal
    records = StateRecords(state: base?.source ?? LineSource([]), journal: journal.source)
    var effects = Effects(unsettled: Set(base?.header.unsettled ?? []))
    var failure: StateError?
    do throws(SystemError) {
      try journal.forEachLine { line, place in
        do throws(StateError) {
          try take(line, at: place, &effects)
        } catch {
          failure = error
        }
        return failure == nil
      }
    } catch {
      throw .unreadable(journal.source.path, error)
    }
    if let failure { throw failure }
    unsettled = effects.unsettled.sorted()
    edits = try makeEdits(effects)
  }

  /// The combined effect of the entries.
  private struct Effects {
    /// The range of the journal's last line for an address; `nil` for a contact that is removed.
    var lines: [Address: Range<Int>?] = [:]
    var unsettled: Set<Address>
  }

  private func take(
    _ line: JournalLine,
    at place: Range<Int>,
    _ effects: inout Effects
  ) throws(StateError) {
    switch line.content {
    case .remove(let address):
      effects.lines[address] = .some(nil)
      effects.unsettled.remove(address)
    case .sending(let address):
      effects.unsettled.insert(address)
    case .put(_, let address, let replaced):
      if let replaced, replaced != address, try isSame(place, as: replaced, effects) {
        effects.lines[replaced] = .some(nil)
      }
      effects.lines[address] = .some(place)
      effects.unsettled.remove(address)
    }
  }

  /// Whether the address still has the contact (by its id) that the line at that place records.
  private func isSame(
    _ place: Range<Int>,
    as address: Address,
    _ effects: Effects
  ) throws(StateError) -> Bool {
    let occupant: Range<Int>
    if let effect = effects.lines[address] {
      guard let other = effect else { return false }
      occupant = try record(ofLine: other)
    } else {
      guard let base, case (let index, true) = base.contacts.position(of: address) else {
        return false
      }
      occupant = base.contacts.record(at: index)
    }
    let contact = try records.contact(at: record(ofLine: place))
    return try contact.id == records.contact(at: occupant).id
  }

  /// The record of the contact in the journal's line at that place.
  private func record(ofLine place: Range<Int>) throws(StateError) -> Range<Int> {
    var reader = journal.source.reader
    return records.record(inJournal: try object(place, &reader).range)
  }

  private func object(
    _ place: Range<Int>,
    _ reader: inout LineSource.Reader
  ) throws(StateError) -> (bytes: ArraySlice<UInt8>, range: Range<Int>) {
    do throws(SystemError) {
      return try journal.object(place, &reader)
    } catch {
      throw .unreadable(journal.source.path, error)
    }
  }

  private func makeEdits(_ effects: Effects) throws(StateError) -> [StateEdit] {
    var edits: [StateEdit] = []
    edits.reserveCapacity(effects.lines.count)
    var (lines, objects) = (records.reader, journal.source.reader)
    for (address, place) in effects.lines.sorted(by: { $0.key < $1.key }) {
      let (index, isPresent) = base?.contacts.position(of: address) ?? (0, false)
      guard isPresent || place != nil else { continue }
      if isPresent, let base, let place {
        let line = try lines.bytes(of: base.contacts.record(at: index))
        if try line == object(place, &objects).bytes { continue }
      }
      edits.append(StateEdit(index: index, removes: isPresent, line: place))
    }
    return edits
  }
}

extension FoldedState {
  /// Whether the journal was begun with exactly this state.
  var matches: Bool {
    let header = journal.header
    guard let base else { return header.base == nil && header.serial == .none }
    return header.lineage == base.header.lineage && header.serial == base.header.serial
      && header.base == base.sha256
  }

  /// Whether the state already contains the journal's changes.
  ///
  /// That is so when a crash came after writing the state and before removing the journal.
  var isCommitted: Bool {
    guard let base else { return false }
    let header = journal.header
    return header.lineage == base.header.lineage && header.serial.next == base.header.serial
      && header.endpoint == base.header.endpoint && !isChanged
  }

  /// The contacts of the resulting state.
  func contacts() throws(StateError) -> PriorContacts {
    var contacts = PriorContacts(from: records)
    contacts.reserveCapacity(header.count)
    var reader = journal.source.reader
    try forEachPiece { (piece) throws(StateError) in
      switch piece {
      case .kept(let indices):
        if let base { contacts.append(indices, of: base.contacts) }
      case .new(let place):
        let object = try object(place, &reader)
        let record = records.record(inJournal: object.range)
        let isAppended = contacts.append(object.bytes, at: record.lowerBound)
        guard isAppended else { throw .changedUnderneath(journal.source.path) }
      }
    }
    return contacts
  }
}

extension FoldedState {
  /// Whether the resulting state differs from the base at all.
  ///
  /// A journal without entries changes nothing, whatever its header says.
  var isChanged: Bool {
    if !edits.isEmpty { return true }
    guard let base else { return !unsettled.isEmpty }
    guard journal.lineCount > 0 else { return false }
    return team != base.header.team || unsettled != base.header.unsettled
  }

  private var team: TeamID? { journal.header.team ?? base?.header.team }

  /// The header of the resulting state.
  var header: StateHeader {
    let header = base?.header
    let count = edits.reduce(header?.count ?? 0) { count, edit in
      count + (edit.line == nil ? 0 : 1) - (edit.removes ? 1 : 0)
    }
    let serial = header?.serial ?? .none
    return StateHeader(
      lineage: header?.lineage ?? journal.header.lineage,
      serial: isChanged ? serial.next : serial,
      endpoint: header?.endpoint ?? journal.header.endpoint,
      team: isChanged ? team : header?.team,
      count: count,
      unsettled: unsettled
    )
  }

  /// A run of lines of the resulting state.
  enum Piece {
    /// Lines that the base has, given by their indices.
    case kept(Range<Int>)
    /// The contact in the journal's line at that place.
    case new(Range<Int>)
  }

  /// Hands out the lines of the resulting state, in order.
  func forEachPiece<Failure: Error>(_ body: (Piece) throws(Failure) -> Void) throws(Failure) {
    var next = 0
    for edit in edits {
      if edit.index > next { try body(.kept(next..<edit.index)) }
      next = edit.removes ? edit.index + 1 : max(next, edit.index)
      if let line = edit.line { try body(.new(line)) }
    }
    let count = base?.contacts.count ?? 0
    if next < count { try body(.kept(next..<count)) }
  }
}
