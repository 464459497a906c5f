import Dispatch
import JSONText
import Model

/// A state as a manifest sees it: read in passing, piece by piece, and decoded only where it differs.
///
/// All is checked that `StateFile` checks. Whatever is not as it should be makes it `nil`: the usual way of
/// reading then says what that is.
struct ComparedState {
  let header: StateHeader
  /// Those that differ from what is declared, or are not declared, or have something to converge.
  private(set) var contacts: [PriorContact] = []
  private(set) var unread = UnreadContacts()

  private let desired: DesiredState
  /// The next of the declared contacts.
  private var next = 0
  private var lineCount = 0
  private var previousKey: [UInt8] = []
  /// Where the rest of a line begins, after its leading keys.
  private var rest = 0
  /// Keeps its memory from line to line.
  private var expected = JSONWriter()

  /// How much is read at once.
  private static let pieceSize = 4 << 20
  /// Longer first and last lines are for the usual way.
  private static let endSize = 1 << 16

  /// Reads the file of that path.
  init?(
    _ path: String,
    _ fileSystem: any StateFileSystem,
    against desired: DesiredState
  ) {
    guard let file = try? fileSystem.open(path, .read) else { return nil }
    defer { fileSystem.close(file) }
    guard let status = try? fileSystem.status(of: file), status.kind == .regular,
      let footer = Self.footer(file, size: status.size, fileSystem),
      let start = Self.bytes(of: file, from: 0, count: min(status.size, Self.endSize), fileSystem),
      let headerEnd = start.firstIndex(of: UInt8(ascii: "\n")), headerEnd < footer.offset,
      headerEnd > 0, start[headerEnd - 1] == UInt8(ascii: "}"),
      let header = try? StateHeader(line: start[..<headerEnd]),
      header.count == footer.footer.count
    else { return nil }
    self.header = header
    self.desired = desired
    guard let digest = read(file, from: headerEnd + 1, to: footer.offset, fileSystem),
      digest == footer.footer.sha256, lineCount == header.count
    else { return nil }
  }

  private static func bytes(
    of file: OpenFile,
    from offset: Int,
    count: Int,
    _ fileSystem: any StateFileSystem
  ) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let isRead = bytes.withUnsafeMutableBytes { fill($0, file, from: offset, fileSystem) }
    return isRead ? bytes : nil
  }

  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    _ file: OpenFile,
    from offset: Int,
    _ fileSystem: any StateFileSystem
  ) -> Bool {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      guard let got = try? fileSystem.read(file, at: offset + count, into: rest), got > 0 else {
        return false
      }
      count += got
    }
    return true
  }

  private static func footer(
    _ file: OpenFile,
    size: Int,
    _ fileSystem: any StateFileSystem
  ) -> (footer: StateFooter, offset: Int)? {
    let count = min(size, endSize)
    guard count > 1,
      let bytes = bytes(of: file, from: size - count, count: count, fileSystem),
      bytes.suffix(2).elementsEqual("}\n".utf8),
      let lineBreak = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")),
      let footer = StateFooter(line: bytes[(lineBreak + 1)...].dropLast())
    else { return nil }
    return (footer, size - count + lineBreak + 1)
  }

  // MARK: Lines

  /// Goes through the lines; the digest of all before the last line, or `nil` when a line is not sound.
  private mutating func read(
    _ file: OpenFile,
    from start: Int,
    to end: Int,
    _ fileSystem: any StateFileSystem
  ) -> String? {
    let hash = SHA256()
    guard let head = Self.bytes(of: file, from: 0, count: start, fileSystem) else { return nil }
    hash.update(head)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.pieceSize, alignment: 16)
    defer { buffer.deallocate() }
    var offset = start
    var kept = 0
    while offset < end {
      let count = min(Self.pieceSize - kept, end - offset)
      let fresh = UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + count])
      guard count > 0, Self.fill(fresh, file, from: offset, fileSystem) else { return nil }
      offset += count
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<(kept + count)])
      guard let used = take(piece, hashing: UnsafeRawBufferPointer(fresh), into: hash) else {
        return nil
      }
      kept = piece.count - used
      if kept > 0 { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[used...])) }
    }
    return kept == 0 ? hexadecimal(hash.finalize()) : nil
  }

  /// Takes the whole lines of a piece while its bytes are hashed; how many bytes they are.
  private mutating func take(
    _ piece: UnsafeRawBufferPointer,
    hashing bytes: UnsafeRawBufferPointer,
    into hash: SHA256
  ) -> Int? {
    var used: Int?
    withUnsafeMutablePointer(to: &used) { used in
      withUnsafeMutablePointer(to: &self) { state in
        // One of two tasks touches each of them, and they are read after both.
        nonisolated(unsafe) let (used, hash, state) = (used, hash, state)
        nonisolated(unsafe) let (piece, bytes) = (piece, bytes)
        DispatchQueue.concurrentPerform(iterations: 2) { index in
          if index == 0 {
            used.pointee = state.pointee.takeLines(piece)
          } else {
            hash.update(bytes)
          }
        }
      }
    }
    return used
  }

  private mutating func takeLines(_ piece: UnsafeRawBufferPointer) -> Int? {
    var position = 0
    // The last key of this piece; of the one before it, `previousKey` is a copy.
    var previous = UnsafeRawBufferPointer(start: nil, count: 0)
    while let end = piece.lineBreak(from: position) {
      guard let keys = LeadingKeys(piece, in: position..<end),
        piece[end - 1] == UInt8(ascii: "}")
      else { return nil }
      rest = keys.end - position
      let line = UnsafeRawBufferPointer(rebasing: piece[position..<end])
      if keys.isEscaped {
        guard let key = LeadingKeys.unescaped(piece, keys.key),
          key.withUnsafeBytes({ take($0, after: previous, keys.fingerprint, line) })
        else { return nil }
        previousKey = key
        previous = UnsafeRawBufferPointer(start: nil, count: 0)
      } else {
        let key = UnsafeRawBufferPointer(rebasing: piece[keys.key])
        guard take(key, after: previous, keys.fingerprint, line) else { return nil }
        previous = key
      }
      lineCount += 1
      position = end + 1
    }
    if previous.baseAddress != nil { previousKey = Array(previous) }
    return position
  }

  private mutating func take(
    _ key: UnsafeRawBufferPointer,
    after previous: UnsafeRawBufferPointer,
    _ fingerprint: Fingerprint,
    _ line: UnsafeRawBufferPointer
  ) -> Bool {
    let isInOrder =
      previous.baseAddress == nil
      ? previousKey.withUnsafeBytes { lineCount == 0 || compareBytes($0, key) < 0 }
      : compareBytes(previous, key) < 0
    return isInOrder && take(key, fingerprint, line)
  }

  /// Whether a line without findings says, after its fingerprint, what a line of that declared contact says.
  ///
  /// The fingerprint is the declared contact's: it proves nothing of a line that was edited.
  private mutating func isWritten(_ line: UnsafeRawBufferPointer, as index: Int) -> Bool {
    expected.removeAll()
    let contacts = desired.contacts
    expected.object { writer in
      writer.members(.manifest) { contacts.forEachAttribute(of: index, $0) }
    }
    var text = LineText(line, from: rest)
    guard text.take(#","id":"#), text.takeString(), text.take(#","attributes":"#),
      expected.withBytes({ text.take($0) })
    else { return false }
    for name: StaticString in [#","owner":"#, #","company":"#] where text.take(name) {
      guard text.takeString() else { return false }
    }
    _ = text.take(#","protected":true"#)
    return text.take("}") && text.isAtEnd
  }

  /// `false` when the contact is not sound, or others than those that differ have to be known.
  private mutating func take(
    _ key: UnsafeRawBufferPointer,
    _ fingerprint: Fingerprint,
    _ line: UnsafeRawBufferPointer
  ) -> Bool {
    while next < desired.contacts.count {
      let order = desired.contacts.withKey(next) { compareBytes($0, key) }
      if order < 0 {
        next += 1
        continue
      }
      if order > 0 { break }
      let index = next
      next += 1
      if desired.contacts.fingerprint(index) == fingerprint,
        Self.isSettled(line, isProtected: desired.contacts.isProtected(index)),
        isWritten(line, as: index)
      {
        unread.append(index)
        return true
      }
      return decode(line)
    }
    // Whether a contact may be deleted depends on the ids of all others.
    return desired.settings.onRemove == .forget && decode(line)
  }

  private mutating func decode(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let contact = try? ContactLine.read(line) else { return false }
    contacts.append(contact)
    return true
  }

  /// Whether the line has no findings, and that protection, as seen from its end: `ContactLine` writes
  /// findings last, and the protection before them.
  private static func isSettled(
    _ bytes: UnsafeRawBufferPointer,
    isProtected: Bool
  ) -> Bool {
    guard bytes.count > 2, bytes[bytes.count - 1] == UInt8(ascii: "}") else { return false }
    switch bytes[bytes.count - 2] {
    case UInt8(ascii: "\""), UInt8(ascii: "}"): return !isProtected
    case UInt8(ascii: "e"):
      return isProtected && bytes.suffix(protection.count).elementsEqual(protection)
    default: return false
    }
  }

  private static let protection = Array(#","protected":true}"#.utf8)
}
