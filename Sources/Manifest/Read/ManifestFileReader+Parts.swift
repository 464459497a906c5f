import Diagnostics
import Model
import ParallelWork
import YAMLEvents

extension ManifestFileReader {
  /// Reads the contacts of a mapping that has been opened in parts, on several cores; `false`, and
  /// nothing happens, when they have to be read one after the other.
  ///
  /// What is declared for all is only read meanwhile: whatever adds to it stands outside the
  /// contacts.
  mutating func readContactsInParts() throws(YAMLError) -> Bool {
    let count = width.parts(of: cursor.remainingBytes)
    guard !isFinal, count > 1, resolver.count == 0, let parts = cursor.parts(count),
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
    result.contacts.reserveCapacity(readers.reduce(0) { $0 + ($1?.resolver.count ?? 0) })
    for index in readers.indices {
      // Let go of one after the other, as each is there twice for a moment.
      if let reader = readers[index] { result.append(reader.resolver.result) }
      readers[index] = nil
    }
    reports.cursor = last.cursor
    return true
  }

  /// `nil` when the text cannot be read in these parts.
  private func readPart(_ part: YAMLPart) -> ManifestFileReader? {
    do throws(YAMLError) {
      var reader = ManifestFileReader(
        file: reports.file,
        cursor: try YAMLCursor(part),
        shared: shared,
        defaults: resolver.defaults,
        isFinal: false,
        width: width
      )
      try reader.readContacts()
      // What comes after the last one is still to be read.
      if source != nil, !part.isLast { part.releaseText() }
      return reader
    } catch {
      // Reading all of it in one go finds the error again, if it is one.
      return nil
    }
  }
}
