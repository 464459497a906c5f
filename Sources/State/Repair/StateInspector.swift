import Model

/// One thing that is wrong with a state or a journal.
struct StateProblem: Hashable, Sendable {
  /// The number of the line, 1-based; `nil` for a problem of the file as a whole.
  let line: Int?
  let what: What

  init(line: Int?, _ what: What) {
    self.line = line
    self.what = what
  }

  enum What: Hashable {
    /// The file has no bytes.
    case empty
    /// The file holds the conflict marks of a git merge.
    case mergeConflict
    /// Two states stand in one file: there is a second header, or a last line that is not the last.
    case twoStates
    /// The first line is not a valid header.
    case header(StateHeader.Defect)
    /// The last line is missing, or has no line break.
    case cutOff
    /// Lines end in CR LF.
    case carriageReturns
    /// Objects do not stand one to a line.
    case relaid
    /// The file has another encoding, or begins with a byte-order mark.
    case encoding(StateText.Encoding)
    case contact(ContactLine.Defect)
    /// The address does not come after the one before it.
    case unsorted(Address)
    /// The address occurred before, in the line with that number.
    case doubled(Address, first: Int)
    /// A count differs from the number of contact lines.
    case count(given: Int, found: Int)
    case digest
    /// The content is valid, but not laid out as roster does it.
    case layout
    /// Both addresses have that id, although no finding says that they are one contact.
    case sharedID(Address, other: Address, ContactID)
    /// The serial cannot be raised, since the next one could not be read any more.
    case serialSpent(Serial)
  }
}

/// Examines a state line by line, and reports everything that is wrong and what is valid.
///
/// This is slow, but valid states never get here.
struct StateInspector {
  /// The problems, in the order of the lines.
  private(set) var problems: [StateProblem] = []
  /// The header; in a merge, the one with the highest serial; `nil` when none can be read.
  private(set) var header: StateHeader?
  /// The remains of a first line that is no header; `nil` if there is a header, or nothing remains.
  private(set) var headerRemains: HeaderRemains?
  /// The contacts whose lines are valid by themselves, in the order of the lines.
  private(set) var contacts: [(line: Int, contact: PriorContact)] = []
  /// Lines that should hold a valid contact but do not, with address and id if still readable.
  private(set) var lostLines: [(line: Int, address: Address?, id: ContactID?)] = []

  private static let mergeMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map {
    Array($0.utf8)
  }

  init(_ content: [UInt8]) {
    guard !content.isEmpty else {
      problems = [StateProblem(line: nil, .empty)]
      return
    }
    let text = StateText(content)
    var bytes = text.bytes
    if let encoding = text.encoding { problems.append(StateProblem(line: 1, .encoding(encoding))) }
    if !bytes.contains(UInt8(ascii: "\n")), bytes.contains(UInt8(ascii: "\r")) {
      // These are line ends of old systems, which programs can still be told to write.
      problems.append(StateProblem(line: 1, .carriageReturns))
      bytes = bytes.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : $0 }
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let endsWithBreak = lines.last?.isEmpty == true
    while lines.count > 1, let last = lines.last, Self.isBlank(last) { lines.removeLast() }
    let conflict = lines.firstIndex { $0.starts(with: Self.mergeMarks[0]) }
    if let conflict { problems.append(StateProblem(line: conflict + 1, .mergeConflict)) }
    if let converted = lines.firstIndex(where: { $0.last == UInt8(ascii: "\r") }) {
      problems.append(StateProblem(line: converted + 1, .carriageReturns))
      lines = lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
      while lines.count > 1, let last = lines.last, Self.isBlank(last) { lines.removeLast() }
    }
    let parts = StatePieces(of: lines, in: bytes) { line in
      Self.isBlank(line) || Self.isMergeMark(line)
    }
    let pieces = parts.pieces
    if let line = parts.firstRelaidLine { problems.append(StateProblem(line: line, .relaid)) }
    guard let head = pieces.first?.bytes else {
      problems.append(StateProblem(line: 1, .header(.notAState)))
      return
    }
    if conflict == nil { readHeader(head) }
    let isWhole = endsWithBreak || parts.firstRelaidLine != nil
    let footer =
      isWhole && pieces.count > 1 ? pieces.last.flatMap { StateFooter(line: $0.bytes) } : nil
    // If the header's line is gone, the first line is a contact's.
    let isHeaderGone = header == nil && (try? ContactLine.read(head)) != nil
    let first = conflict == nil && !isHeaderGone ? 1 : 0
    readContacts(pieces[first..<(footer == nil ? pieces.count : pieces.count - 1)])
    if header == nil, !isHeaderGone { headerRemains = HeaderRemains(of: head) }
    let isState = headerRemains != nil || !contacts.isEmpty || footer != nil || header != nil
    if isState, let index = problems.firstIndex(where: { $0.what == .header(.notAState) }) {
      let what = isHeaderGone ? "its line is gone" : "it cannot be read"
      problems[index] = StateProblem(line: 1, .header(.damaged(what)))
    }
    check(footer, at: lines.count, bytes)
    checkIDs()
    if problems.isEmpty, (try? StateFile(scanning: LineSource(bytes))) == nil {
      problems = [StateProblem(line: nil, .layout)]
    }
    if let serial = header?.serial, !serial.canBeRaised {
      problems.append(StateProblem(line: 1, .serialSpent(serial)))
    }
  }

  /// Whether a line holds only blanks, such as one that an editor added.
  private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
  }

  private static func isMergeMark(_ line: ArraySlice<UInt8>) -> Bool {
    mergeMarks.contains { line.starts(with: $0) }
  }

  /// Whether two states stand in the file.
  var isMerge: Bool { problems.contains { $0.what == .mergeConflict || $0.what == .twoStates } }

  private mutating func readHeader(_ line: ArraySlice<UInt8>) {
    do throws(StateHeader.Defect) {
      header = try StateHeader(line: line)
    } catch {
      problems.append(StateProblem(line: 1, .header(error)))
    }
  }

  private mutating func readContacts(_ pieces: ArraySlice<StatePieces.Piece>) {
    var seen: [Address: Int] = [:]
    var last: Address?
    for (index, piece) in zip(pieces.indices, pieces) {
      let (number, line) = (piece.line, piece.bytes)
      if Self.isBlank(line) || Self.isMergeMark(line) { continue }
      do throws(ContactLine.Defect) {
        let contact = try ContactLine.read(line)
        contacts.append((number, contact))
        if let first = seen[contact.address] {
          problems.append(StateProblem(line: number, .doubled(contact.address, first: first)))
        } else if let last, contact.address < last {
          problems.append(StateProblem(line: number, .unsorted(contact.address)))
        }
        if seen[contact.address] == nil { seen[contact.address] = number }
        last = contact.address
      } catch {
        // These are headers and footers of the sides of a merge, or of files that were joined.
        if StateFooter(line: line) != nil {
          // The very last line may only lack its line break.
          if index + 1 < pieces.endIndex, !isMerge {
            problems.append(StateProblem(line: number, .twoStates))
          }
          continue
        }
        if let other = try? StateHeader(line: line) {
          if header != nil, !isMerge {
            problems.append(StateProblem(line: number, .twoStates))
          }
          if other.serial > header?.serial ?? .none { header = other }
          continue
        }
        problems.append(StateProblem(line: number, .contact(error)))
        lostLines.append((number, Self.address(in: line), Self.id(in: line)))
      }
    }
  }

  private mutating func check(_ footer: StateFooter?, at line: Int, _ bytes: [UInt8]) {
    guard let footer else {
      problems.append(StateProblem(line: line, .cutOff))
      return
    }
    let found = contacts.count + lostLines.count
    if let header, header.count != found {
      problems.append(StateProblem(line: 1, .count(given: header.count, found: found)))
    } else if footer.count != found {
      problems.append(StateProblem(line: line, .count(given: footer.count, found: found)))
    }
    // Any other problem explains why the digest does not match, except the encoding.
    let isExplained = problems.contains { problem in
      if case .encoding = problem.what { false } else { true }
    }
    guard !isExplained else { return }
    let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if footer.sha256 != hexadecimal(SHA256.digest(of: Array(bytes[..<end]))) {
      problems.append(StateProblem(line: line, .digest))
    }
  }

  /// Reports shared ids, except in a merge, where one side may have renamed a contact.
  private mutating func checkIDs() {
    guard !isMerge else { return }
    for shared in contacts.map(\.contact).sharingAnID {
      let line = contacts.first { $0.contact.address == shared.address }?.line
      problems.append(
        StateProblem(line: line, .sharedID(shared.address, other: shared.other, shared.id))
      )
    }
  }

  /// The address in damaged text, if it is still readable.
  private static func address(in text: ArraySlice<UInt8>) -> Address? {
    HeaderRemains.text("address", in: text).flatMap { Address($0) }
  }

  /// The id in damaged text, if it is still readable.
  private static func id(in text: ArraySlice<UInt8>) -> ContactID? {
    HeaderRemains.text("id", in: text).map { ContactID($0) }
  }
}

extension Sequence<PriorContact> {
  /// The contacts that have the id of an earlier one, in their order.
  ///
  /// Pairs that a finding declares to be one contact are left out. For all others, what is sent for
  /// one contact would overwrite the other.
  var sharingAnID: [(address: Address, other: Address, id: ContactID)] {
    var first: [ContactID: PriorContact] = [:]
    var shared: [(address: Address, other: Address, id: ContactID)] = []
    for contact in self {
      guard let other = first[contact.id] else {
        first[contact.id] = contact
        continue
      }
      let isKnown = [contact, other].contains { record in
        record.findings.contains { $0.kind == .contactShared }
      }
      if other.address != contact.address, !isKnown {
        shared.append((contact.address, other.address, contact.id))
      }
    }
    return shared
  }
}
