import Model
import ParallelWork

/// A valid state in its file, scanned but not decoded.
struct StateFile: Sendable {
  let header: StateHeader
  let contacts: PriorContacts
  /// The SHA-256 of all bytes before the last line, as that line gives
  /// it, in lower-case hexadecimal.
  let sha256: String
  let source: LineSource

  /// Checks everything that needs no decoding of contacts: header, order, counts, digest.
  ///
  /// It fails when anything is wrong; then `StateInspector` finds out what, which takes longer.
  ///
  /// - Throws: `SystemError` when the source cannot be read.
  init?(scanning source: LineSource) throws(SystemError) {
    var scan = Scan(source)
    try source.forEachWindow { scan.take($0, $1) }
    guard let header = scan.header, let footer = scan.footer, header.count == footer.count,
      scan.contacts.count == header.count, footer.sha256 == scan.digest
    else { return nil }
    self.header = header
    contacts = scan.contacts
    sha256 = footer.sha256
    self.source = source
  }

  /// Reads the lines, and hashes all but the last.
  private struct Scan {
    private(set) var header: StateHeader?
    private(set) var contacts: PriorContacts
    /// The footer; set only if nothing follows the last line.
    private(set) var footer: StateFooter?
    private let size: Int
    private let hash = SHA256()

    init(_ source: LineSource) {
      size = source.count
      contacts = PriorContacts(from: StateRecords(state: source, journal: LineSource([])))
    }

    var digest: String { hexadecimal(hash.finalize()) }

    /// Takes the whole lines of a window; one core hashes them while another reads them.
    ///
    /// - Returns: How many bytes they have; `nil` when a line is not valid, or
    ///   follows the last one.
    mutating func take(_ window: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
      let isLast = offset + window.count == size
      // The last line holds the digest of everything before it.
      let last = isLast ? window.count - 1 : window.count
      let hashed = window[..<max(0, last)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let hash = hash
      let done = concurrently(2) { task -> Int? in
        if task == 1 { return read(window, offset) }
        hash.update(UnsafeRawBufferPointer(rebasing: window[..<hashed]))
        return nil
      }
      return done[1]
    }

    /// Reads the whole lines of a window, with the result that `take` describes.
    private mutating func read(_ window: UnsafeRawBufferPointer, _ offset: Int) -> Int? {
      var position = 0
      while let end = window.lineBreak(from: position) {
        // White space, such as the CR of converted line ends, would pass for JSON.
        guard end > position, window[end - 1] == UInt8(ascii: "}") else { return nil }
        let line = position..<end
        if header == nil {
          guard let header = try? StateHeader(line: window[line]) else { return nil }
          self.header = header
          // The header is not verified yet, but a line has at least 64 bytes, whatever the header
          // claims.
          contacts.reserveCapacity(min(header.count, size / 64 + 1))
        } else if !contacts.append(window, line, offset: offset) {
          if offset + end + 1 == size { footer = StateFooter(line: window[line]) }
          return nil
        }
        position = end + 1
      }
      return position
    }
  }
}

extension PriorContacts {
  /// Adds the contact of one line, whose offset among all records is `start`.
  ///
  /// - Returns: `false` when the line is not as roster writes it, or does not
  ///   come after all others.
  mutating func append(_ line: ArraySlice<UInt8>, at start: Int) -> Bool {
    line.withUnsafeBytes { append($0, $0.indices, offset: start) }
  }

  /// Adds the contact of a line in a window, whose offset among all records is `offset`.
  ///
  /// - Returns: `false` when the line is not as roster writes it, or does not
  ///   come after all others.
  mutating func append(_ window: UnsafeRawBufferPointer, _ line: Range<Int>, offset: Int) -> Bool {
    guard let keys = LeadingKeys(window, in: line) else { return false }
    let isAppended = keys.withKey(window) { key in
      append(
        key: key,
        fingerprint: keys.fingerprint,
        standing: LeadingKeys.standing(window, of: line),
        record: line.lowerBound + offset..<line.upperBound + offset
      )
    }
    return isAppended ?? false
  }
}
