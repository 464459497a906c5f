import JSONText
import Model

/// A whole state to be stored: header, contacts, and the last line with the digest.
struct StateContent {
  typealias Sink = (ArraySlice<UInt8>) throws(SystemError) -> Void

  private let header: StateHeader
  private let lines: (Sink) throws(SystemError) -> Void

  /// The content that follows from a state and a journal.
  init(_ folded: FoldedState) {
    header = folded.header
    lines = { (sink) throws(SystemError) in
      var reader = folded.journal.source.reader
      try folded.forEachPiece { (piece) throws(SystemError) in
        switch piece {
        case .kept(let indices):
          guard let base = folded.base else { return }
          // Consecutive lines are copied together, with their line breaks.
          let start = base.contacts.record(at: indices.lowerBound).lowerBound
          let end = base.contacts.record(at: indices.upperBound - 1).upperBound + 1
          try sink(base.source.bytes(start..<end))
        case .new(let place):
          try sink(folded.journal.object(place, &reader).bytes + [UInt8(ascii: "\n")])
        }
      }
    }
  }

  /// The content with these contacts, which must be sorted.
  init(_ header: StateHeader, _ contacts: [PriorContact]) {
    self.header = header
    lines = { (sink) throws(SystemError) in
      var line = JSONWriter()
      for contact in contacts {
        ContactLine.write(contact, to: &line)
        line.newline()
        try sink(line.bytes[...])
        line.removeAll()
      }
    }
  }

  /// Replaces the expected content of the storage by this content.
  ///
  /// - Returns: What the storage holds then.
  func replace(
    _ expected: ExpectedState,
    in storage: any StateStorage
  ) async throws(StateError) -> StateBase {
    var digest = ""
    let version = try await storage.replace(expected) { (sink) throws(SystemError) in
      let hash = SHA256()
      func hashing(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
        bytes.withUnsafeBytes { hash.update($0) }
        try sink(bytes)
      }
      try hashing(header.line[...])
      try lines(hashing)
      digest = hexadecimal(hash.finalize())
      try sink(StateFooter(count: header.count, sha256: digest).line[...])
    }
    return StateBase(header: header, sha256: digest, version: version)
  }
}

/// The state in a storage, as far as a journal and a replacement need it.
struct StateBase: Sendable {
  /// The state's header; `nil` when there is no state yet.
  let header: StateHeader?
  /// The digest at the state's end.
  let sha256: String?
  let version: StateVersion?

  /// What a replacement finds if nobody else has written.
  var expected: ExpectedState { version.map { .version($0) } ?? .nothing }
}
