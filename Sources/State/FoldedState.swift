import Model

/// One difference between a state's lines and those of the state that follows it.
struct StateEdit: Hashable, Sendable {
  /// The line that it replaces or removes, or before which it adds one; 0-based.
  let index: Int
  /// Whether the line at `index` goes.
  let removes: Bool
  /// The new contact's object, as a place in the journal; `nil` when there is none.
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
  /// - Throws: when a line that a rename has to look into is no sound contact.
  init(_ journal: JournalFile, into base: StateFile?) throws(ContactLine.Defect) {
    self.base = base
    self.journal = journal
    var effects: [Address: Range<Int>?] = [:]
    var unsettled = Set(base?.header.unsettled ?? [])
    for line in journal.lines {
      switch line.content {
      case .remove(let address):
        effects[address] = .some(nil)
        unsettled.remove(address)
      case .sending(let address):
        unsettled.insert(address)
      case .put(let object, let address, let replaced):
        if let replaced, replaced != address,
          try Self.holdsSameContact(replaced, as: object, effects, journal, base)
        {
          effects[replaced] = .some(nil)
        }
        effects[address] = .some(object)
        unsettled.remove(address)
      }
    }
    self.unsettled = unsettled.sorted()
    edits = effects.sorted { $0.key < $1.key }.compactMap { address, object in
      Self.edit(address, object, journal, base)
    }
  }

  /// Whether that address is still the contact (by its id) whose object is given.
  private static func holdsSameContact(
    _ address: Address,
    as object: Range<Int>,
    _ effects: [Address: Range<Int>?],
    _ journal: JournalFile,
    _ base: StateFile?
  ) throws(ContactLine.Defect) -> Bool {
    let occupant: PriorContact
    if let effect = effects[address] {
      guard let other = effect else { return false }
      occupant = try ContactLine.read(journal.bytes[other])
    } else {
      guard let base, case (let index, true) = base.position(of: address) else { return false }
      occupant = try base.contact(at: index)
    }
    return try ContactLine.read(journal.bytes[object]).id == occupant.id
  }

  private static func edit(
    _ address: Address,
    _ object: Range<Int>?,
    _ journal: JournalFile,
    _ base: StateFile?
  ) -> StateEdit? {
    let place = base?.position(of: address) ?? (index: 0, isPresent: false)
    guard let object else {
      return place.isPresent ? StateEdit(index: place.index, removes: true, line: nil) : nil
    }
    if place.isPresent, let base,
      base.bytes[base.lines[place.index].range].elementsEqual(journal.bytes[object])
    {
      return nil
    }
    return StateEdit(index: place.index, removes: place.isPresent, line: object)
  }
}

extension FoldedState {
  /// Whether the state that follows differs from the base at all.
  ///
  /// A journal without entries changes nothing, whatever its header says.
  var isChanged: Bool {
    if !edits.isEmpty { return true }
    guard let base else { return !unsettled.isEmpty }
    guard !journal.lines.isEmpty else { return false }
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
    /// An object of the journal's.
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
