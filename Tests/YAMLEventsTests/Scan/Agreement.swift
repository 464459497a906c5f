import Testing
import YAMLEvents

/// That a text is read as libyaml itself reads it, whole and in parts.
enum Agreement {
  /// What libyaml reads and a manifest may not hold.
  static let stricter: Set = ["R0102", "R0103"]

  /// libyaml and our layer both accept it, with the same events, or both reject it.
  static func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let bytes = Array(text.utf8)
    let shown: Comment = "\(text.debugDescription)"
    let expected = DirectReading.events(bytes)
    let found = DirectReading.ours(bytes)
    let code = String(errorText(bytes).prefix(5))
    #expect(
      found == expected || found == nil && stricter.contains(code),
      shown,
      sourceLocation: sourceLocation
    )
    // With aliases resolved it fails only where these are at fault, too.
    #expect(
      found == nil ? code.hasPrefix("R01") : ["no er", "R0106", "R0107"].contains(code),
      shown,
      sourceLocation: sourceLocation
    )
    guard let text = try? YAMLText(bytes, file: "t") else { return }
    let mine = try? ReaderEvents.all(text, usesLibYAMLOnly: false)
    let whole = try? ReaderEvents.all(text, usesLibYAMLOnly: true)
    #expect(mine == whole, shown, sourceLocation: sourceLocation)
  }

  /// Where it can be cut, its parts have the same events.
  ///
  /// - Returns: whether it can.
  static func expectInParts(
    _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    guard let text = try? YAMLText(Array(text.utf8), file: "t") else { return false }
    var isCut = false
    for count in 2...4 {
      // A part that cannot be read alone is an error here, and is then read with all others.
      guard let parts = try? ReaderEvents.inParts(text, count) else { continue }
      isCut = true
      let cursor = try YAMLCursor(text)
      let whole = ReaderEvents.all { () throws(YAMLError) in try cursor.next() }
      #expect(parts == whole, "in \(count) parts", sourceLocation: sourceLocation)
    }
    return isCut
  }
}
