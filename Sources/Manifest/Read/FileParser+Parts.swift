import Diagnostics
import Model
import ParallelWork
import YAMLEvents

extension FileParser {
  /// Reads the contacts of a mapping that has been opened in parts, on several cores; `false`, and nothing
  /// happens, when they have to be read one after the other.
  ///
  /// What is declared for all is only read meanwhile: whatever adds to it stands outside the contacts.
  mutating func readContactsInParts() throws(YAMLError) -> Bool {
    let count = width.parts(of: cursor.remainingBytes)
    guard !isFinal, count > 1, contacts.count == 0, let parts = cursor.parts(count),
      parts.count > 1
    else {
      return false
    }
    let lineCounts = concurrently(parts.count) { parts[$0].lineCount }
    var placed: [YAMLPart] = []
    var line = 0
    for (part, lineCount) in zip(parts, lineCounts) {
      placed.append(part.moved(byLines: line))
      line += lineCount
    }
    var readers = concurrently(parts.count) { readPart(placed[$0]) }
    guard let last = readers.last ?? nil, readers.allSatisfy({ $0 != nil }) else {
      try source?.restore(cursor.text)
      return false
    }
    result.contacts.reserveCapacity(readers.reduce(0) { $0 + ($1?.result.contacts.count ?? 0) })
    for index in readers.indices {
      // Let go of one after the other, as each is there twice for a moment.
      if let reader = readers[index] { result.append(reader.result) }
      readers[index] = nil
    }
    cursor = last.cursor
    return true
  }

  /// `nil` when the text cannot be read in these parts.
  private func readPart(_ part: YAMLPart) -> FileParser? {
    do throws(YAMLError) {
      var parser = FileParser(
        file: file,
        cursor: try YAMLCursor(part),
        shared: shared,
        defaults: defaults,
        isFinal: false,
        // Of its own, as cores that count references to one wait for each other.
        keys: ContactKey.Table(),
        width: width
      )
      try parser.readContacts()
      parser.result.contacts = parser.contacts.contacts
      // What comes after the last one is still to be read.
      if source != nil, !part.isLast { part.releaseText() }
      return parser
    } catch {
      // Reading all of it in one go finds the error again, if it is one.
      return nil
    }
  }
}

extension FileResult {
  /// Adds what the next part of the same file gave.
  fileprivate mutating func append(_ next: FileResult) {
    let offset = contacts.count
    contacts.append(contentsOf: next.contacts)
    for index in next.mergedContacts { mergedContacts.insert(index + offset) }
    identities.append(next.identities, offset: offset)
    problems.append(contentsOf: next.problems)
    missingCompanies.formUnion(next.missingCompanies)
    missingFields.formUnion(next.missingFields)
    doubtfulKeys += next.doubtfulKeys
  }
}
