import Diagnostics
import Model

/// Collects what is valid in a state and its journal.
struct StateSalvage {
  private var contacts: [Address: PriorContact] = [:]
  private var joined: Set<Address> = []
  private var contradictory: Set<Address> = []
  private var renamed: Set<Address> = []
  private var lost: [StateInspection.LostLine] = []
  private var problems: [Diagnostic] = []
  private var foldedEntries = 0
  private var missing = 0
  /// Whether anything about a contact could be read, even just its removal.
  private var hasContent = false
  private var unsettled: Set<Address> = []

  /// Examines the bytes of both files; `nil` stands for a missing file.
  static func inspect(
    state: [UInt8]?,
    journal: [UInt8]?,
    _ names: StateNames
  ) -> StateInspection {
    var salvage = StateSalvage()
    let stateInspector = state.map { StateInspector($0) }
    if let stateInspector { salvage.add(stateInspector, names) }
    let journalInspector = journal.map { JournalInspector($0) }
    if let journalInspector, let journal {
      salvage.add(journalInspector, journal, to: stateInspector?.header, state: state, names)
    }
    return salvage.inspection(
      stateInspector?.header,
      stateInspector?.headerRemains,
      journalInspector?.header,
      hasState: state != nil
    )
  }

  private mutating func add(_ inspector: StateInspector, _ names: StateNames) {
    problems += inspector.problems.map { $0.diagnostic(in: names.state) }
    for (_, contact) in inspector.contacts { join(contact) }
    hasContent = !inspector.contacts.isEmpty
    dropRenamed()
    if !inspector.isMerge, let count = inspector.header?.count {
      missing = max(0, count - inspector.contacts.count - inspector.lostLines.count)
    }
    unsettled = Set(inspector.header?.unsettled ?? inspector.headerRemains?.unsettled ?? [])
    lost += inspector.lostLines.map {
      StateInspection.LostLine(file: names.state, line: $0.line, address: $0.address, id: $0.id)
    }
  }

  private mutating func add(
    _ inspector: JournalInspector,
    _ bytes: [UInt8],
    to header: StateHeader?,
    state: [UInt8]?,
    _ names: StateNames
  ) {
    for defect in inspector.defects {
      problems += StateError.damagedJournal(names.journal, defect).diagnostics
    }
    lost += inspector.lostLines.map {
      StateInspection.LostLine(file: names.journal, line: $0, address: nil)
    }
    let journal = inspector.header
    let isForeign =
      journal.map { journal in header.map { $0.lineage != journal.lineage } ?? false } ?? false
    if inspector.defects.isEmpty, let journal, !belongs(journal, bytes, to: header, state) {
      problems += StateError.journalMismatch(names, journal, state: header).diagnostics
    }
    guard !isForeign else { return }
    let isNext = journal?.serial == header?.serial || header == nil
    for entry in inspector.entries { fold(entry, replaces: isNext) }
    foldedEntries = inspector.entries.count
    hasContent = hasContent || foldedEntries > 0
  }

  /// Whether the journal would be applied without a repair, if the state itself were valid.
  private func belongs(
    _ journal: JournalHeader,
    _ bytes: [UInt8],
    to header: StateHeader?,
    _ state: [UInt8]?
  ) -> Bool {
    let file = state.flatMap { try? StateFile(scanning: LineSource($0)) }
    if state != nil, file == nil {
      guard let header else { return true }
      return journal.lineage == header.lineage && journal.serial == header.serial
    }
    guard let journal = try? JournalFile(LineSource(bytes)),
      let folded = try? FoldedState(journal, into: file)
    else { return false }
    return folded.matches || folded.isCommitted
  }

  private mutating func fold(_ entry: StateEntry, replaces: Bool) {
    switch entry {
    case .remove(let address):
      contacts[address] = nil
      unsettled.remove(address)
    case .sending(let address):
      unsettled.insert(address)
    case .put(let contact, let replaced):
      unsettled.remove(contact.address)
      if let replaced, contacts[replaced]?.id == contact.id { contacts[replaced] = nil }
      if replaces {
        contacts[contact.address] = contact
        joined.remove(contact.address)
        contradictory.remove(contact.address)
      } else {
        join(contact)
      }
    }
  }

  /// Drops contacts of the CRM that stand under two addresses, unless a finding says that they do.
  private mutating func dropRenamed() {
    for records in Dictionary(grouping: contacts.values, by: \.id).values where records.count > 1 {
      let isKnown = records.contains { $0.findings.contains { $0.kind == .contactShared } }
      guard !isKnown else { continue }
      for address in records.map(\.address) {
        contacts[address] = nil
        joined.remove(address)
        renamed.insert(address)
      }
    }
  }

  private mutating func join(_ contact: PriorContact) {
    let address = contact.address
    guard !contradictory.contains(address) else { return }
    guard let known = contacts[address], known != contact else {
      contacts[address] = contact
      return
    }
    contacts[address] = known.joined(with: contact)
    if contacts[address] == nil {
      contradictory.insert(address)
      joined.remove(address)
    } else {
      joined.insert(address)
    }
  }

  private func inspection(
    _ state: StateHeader?,
    _ remains: HeaderRemains?,
    _ journal: JournalHeader?,
    hasState: Bool
  ) -> StateInspection {
    let highest = max(state?.serial ?? remains?.serial ?? .none, journal?.serial ?? .none)
    // The repaired state has the next serial, which must be readable and leave room for another.
    let serial = highest.canBeRaised ? highest : .none
    let lineage = state?.lineage ?? remains?.lineage ?? journal?.lineage
    return StateInspection(
      problems: problems,
      salvage: PriorState(
        // With a lost serial, the lineage might get a serial that it has had before.
        lineage: serial == .none && hasState ? nil : lineage,
        serial: serial,
        endpoint: state?.endpoint ?? remains?.endpoint ?? journal?.endpoint,
        team: state?.team ?? remains?.team ?? journal?.team,
        contacts: contacts.values.sorted { $0.address < $1.address },
        unsettled: unsettled.filter { contacts[$0] == nil }.sorted()
      ),
      isHeaderLost: hasState && state == nil,
      foldedEntries: foldedEntries,
      joined: joined.sorted(),
      contradictory: contradictory.sorted(),
      renamed: renamed.sorted(),
      lost: lost,
      missing: missing,
      isEverythingLost: !hasContent && hasState && (!lost.isEmpty || state?.count != 0)
    )
  }
}
