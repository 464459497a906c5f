import Model

/// One thing that is wrong with a state or a journal.
struct StateProblem: Hashable, Sendable {
  /// 1-based; `nil` when it is about the file as a whole.
  let line: Int?
  let what: What

  init(line: Int?, _ what: What) {
    self.line = line
    self.what = what
  }

  enum What: Hashable {
    /// The file has no bytes.
    case empty
    /// The marks of a git merge stand in it.
    case mergeConflict
    /// A second header, or a last line that is not the last: two states stand in one file.
    case twoStates
    /// The first line.
    case header(StateHeader.Defect)
    /// The last line is missing, or has no line break.
    case cutOff
    /// Lines end in CR LF.
    case carriageReturns
    case contact(ContactLine.Defect)
    /// The address does not come after the one before it.
    case unsorted(Address)
    /// The address was given before, in that line.
    case doubled(Address, first: Int)
    /// A count that is not the number of contact lines.
    case count(given: Int, found: Int)
    case digest
    /// Sound in itself, but not laid out as roster does.
    case layout
  }
}

/// Looks through a state line by line and tells everything that is wrong, and what is sound.
///
/// It takes its time: sound states never come here.
struct StateInspector {
  /// In the order of the lines.
  private(set) var problems: [StateProblem] = []
  /// In a merge the one of the highest serial; `nil` when none can be read.
  private(set) var header: StateHeader?
  /// Those contacts whose lines are sound in themselves, in the order of the lines.
  private(set) var contacts: [(line: Int, contact: PriorContact)] = []
  /// The numbers of the lines that hold no sound contact and should.
  private(set) var lostLines: [(line: Int, address: Address?)] = []

  private static let mergeMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].map {
    Array($0.utf8)
  }

  init(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else {
      problems = [StateProblem(line: nil, .empty)]
      return
    }
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let endsWithBreak = lines.last?.isEmpty == true
    if endsWithBreak { lines.removeLast() }
    if let conflict = lines.firstIndex(where: { $0.starts(with: Self.mergeMarks[0]) }) {
      problems.append(StateProblem(line: conflict + 1, .mergeConflict))
    }
    if let converted = lines.firstIndex(where: { $0.last == UInt8(ascii: "\r") }) {
      problems.append(StateProblem(line: converted + 1, .carriageReturns))
      lines = lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }
    if problems.first?.what != .mergeConflict { readHeader(lines[0]) }
    let footer =
      endsWithBreak && lines.count > 1 ? lines.last.flatMap { StateFooter(line: $0) } : nil
    let first = problems.first?.what == .mergeConflict ? 0 : 1
    readContacts(lines[first..<(footer == nil ? lines.count : lines.count - 1)])
    check(footer, at: lines.count, bytes)
    if problems.isEmpty, StateFile(scanning: bytes) == nil {
      problems = [StateProblem(line: nil, .layout)]
    }
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

  private mutating func readContacts(_ lines: ArraySlice<ArraySlice<UInt8>>) {
    var seen: [Address: Int] = [:]
    var last: Address?
    for (index, line) in zip(lines.indices, lines) {
      if Self.mergeMarks.contains(where: { line.starts(with: $0) }) { continue }
      let number = index + 1
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
        // Headers and footers of the sides of a merge, or of files that were joined.
        if StateFooter(line: line) != nil {
          // The very last one may only lack its line break.
          if index + 1 < lines.endIndex, !isMerge {
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
        lostLines.append((number, Self.address(in: line)))
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
    // Whatever else is wrong explains why the digest does not match.
    guard problems.isEmpty else { return }
    let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let digest = bytes.withUnsafeBytes {
      StateFile.digest(of: UnsafeRawBufferPointer(rebasing: $0[..<end]))
    }
    if footer.sha256 != digest { problems.append(StateProblem(line: line, .digest)) }
  }

  /// The address of a damaged line, where it can still be read.
  private static func address(in line: ArraySlice<UInt8>) -> Address? {
    line.withUnsafeBytes { bytes in
      guard let keys = LeadingKeys(bytes, in: 0..<bytes.count), !keys.isEscaped else { return nil }
      return Address(key: String(decoding: bytes[keys.key], as: UTF8.self))
    }
  }
}
