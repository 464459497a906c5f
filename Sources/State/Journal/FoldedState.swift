import Model

/// One difference between a state's lines and those of the state that follows it.
struct StateEdit: Hashable, Sendable {
  /// The line that it replaces or removes, or before which it adds one; 0-based.
  let index: Int
  /// Whether the line at `index` goes.
  let removes: Bool
  /// The place of the journal's line with the new contact; `nil` when there is none.
  let line: Range<Int>?
}

/// A state and what a journal changes in it: the state that follows.
struct FoldedState: Sendable {
  let base: StateFile?
  let journal: JournalFile
  /// Sorted by index, and for one index by address; only what really differs.
  let edits: [StateEdit]
  /// Addresses whose creation was sent and is not settled; sorted.
  let unsettled: [Address]

  /// Folds the journal's entries in, in their order.
  ///
  /// Folding again on top of the result changes nothing.
  ///
  /// - Throws: when a line that a rename has to look into is no sound contact, or the journal cannot be read.
  init(_ journal: JournalFile, into base: StateFile?) throws(Failure) {
    self.base = base
    self.journal = journal
    var effects: [Address: Range<Int>?] = [:]
    var unsettled = Set(base?.header.unsettled ?? [])
    var failure: Failure?
    do throws(SystemError) {
      try journal.forEachLine { line, place in
        do throws(Failure) {
          try Self.take(line, at: place, &effects, &unsettled, journal, base)
          return true
        } catch {
          failure = error
          return false
        }
      }
    } catch {
      throw .system(error)
    }
    if let failure { throw failure }
    self.unsettled = unsettled.sorted()
    var reader = journal.text.reader
    let sorted = effects.sorted { $0.key < $1.key }
    effects = [:]
    var edits: [StateEdit] = []
    edits.reserveCapacity(sorted.count)
    do throws(SystemError) {
      for (address, place) in sorted {
        if let edit = try Self.edit(address, place, journal, &reader, base) { edits.append(edit) }
      }
    } catch {
      throw .system(error)
    }
    self.edits = edits
  }

  /// Why a journal cannot be folded in.
  enum Failure: Error {
    case contact(ContactLine.Defect)
    case system(SystemError)
  }

  private static func take(
    _ line: JournalLine,
    at place: Range<Int>,
    _ effects: inout [Address: Range<Int>?],
    _ unsettled: inout Set<Address>,
    _ journal: JournalFile,
    _ base: StateFile?
  ) throws(Failure) {
    switch line.content {
    case .remove(let address):
      effects[address] = .some(nil)
      unsettled.remove(address)
    case .sending(let address):
      unsettled.insert(address)
    case .put(_, let address, let replaced):
      if let replaced, replaced != address,
        try holdsSameContact(replaced, as: place, effects, journal, base)
      {
        effects[replaced] = .some(nil)
      }
      effects[address] = .some(place)
      unsettled.remove(address)
    }
  }

  /// Whether that address is still the contact (by its id) that the line at that place records.
  private static func holdsSameContact(
    _ address: Address,
    as place: Range<Int>,
    _ effects: [Address: Range<Int>?],
    _ journal: JournalFile,
    _ base: StateFile?
  ) throws(Failure) -> Bool {
    let occupant: PriorContact
    if let effect = effects[address] {
      guard let other = effect else { return false }
      occupant = try contact(other, of: journal)
    } else {
      guard let base, case (let index, true) = base.position(of: address) else { return false }
      do throws(ContactLine.Defect) {
        occupant = try base.contact(at: index)
      } catch {
        throw .contact(error)
      }
    }
    return try contact(place, of: journal).id == occupant.id
  }

  /// The contact that the line at that place records.
  static func contact(
    _ place: Range<Int>,
    of journal: JournalFile
  ) throws(Failure) -> PriorContact {
    let bytes: ArraySlice<UInt8>
    do throws(SystemError) {
      var reader = journal.text.reader
      bytes = try journal.object(place, &reader)
    } catch {
      throw .system(error)
    }
    do throws(ContactLine.Defect) {
      return try ContactLine.read(bytes)
    } catch {
      throw .contact(error)
    }
  }

  private static func edit(
    _ address: Address,
    _ place: Range<Int>?,
    _ journal: JournalFile,
    _ reader: inout JournalText.Reader,
    _ base: StateFile?
  ) throws(SystemError) -> StateEdit? {
    let (index, isPresent) = base?.position(of: address) ?? (index: 0, isPresent: false)
    guard let place else {
      return isPresent ? StateEdit(index: index, removes: true, line: nil) : nil
    }
    if isPresent, let base {
      let line = base.bytes[base.lines[index].range]
      if line.elementsEqual(try journal.object(place, &reader)) { return nil }
    }
    return StateEdit(index: index, removes: isPresent, line: place)
  }
}

extension FoldedState {
  /// Whether the state that follows differs from the base at all.
  ///
  /// A journal without entries changes nothing, whatever its header says.
  var isChanged: Bool {
    if !edits.isEmpty { return true }
    guard let base else { return !unsettled.isEmpty }
    guard journal.lineCount > 0 else { return false }
    return team != base.header.team || unsettled != base.header.unsettled
  }

  private var team: TeamID? { journal.header.team ?? base?.header.team }

  /// The header of the state that follows.
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

  /// A run of the lines of the state that follows.
  enum Piece {
    /// Lines of the base, as they stand there.
    case kept(Range<Int>)
    /// The contact of the journal's line at that place.
    case new(Range<Int>)
  }

  /// Hands out the lines of the state that follows, in order.
  func forEachPiece<Failure: Error>(_ body: (Piece) throws(Failure) -> Void) throws(Failure) {
    var next = 0
    for edit in edits {
      if edit.index > next { try body(.kept(next..<edit.index)) }
      next = edit.removes ? edit.index + 1 : max(next, edit.index)
      if let line = edit.line { try body(.new(line)) }
    }
    let count = base?.lines.count ?? 0
    if next < count { try body(.kept(next..<count)) }
  }
}
