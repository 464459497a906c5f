import YAMLEvents

/// What our layer reads, as text to compare.
enum ReaderEvents {
  static func describe(_ event: YAMLEvent) -> String {
    "\(event.kind) \(event.style) \(event.tag) "
      + (event.anchor.map { "&\(String(cString: $0)) " } ?? "")
      + "\(event.start.line):\(event.start.column)-\(event.end.line):\(event.end.column) "
      + event.string
  }

  /// All events, and the error that they end in.
  static func all(_ next: () throws(YAMLError) -> YAMLEvent) -> [String] {
    var found: [String] = []
    do throws(YAMLError) {
      while true {
        let event = try next()
        found.append(describe(event))
        if event.kind == .streamEnd { return found }
      }
    } catch {
      return found + ["\(error.diagnostic)"]
    }
  }

  static func all(_ text: YAMLText, usesLibYAMLOnly: Bool) throws -> [String] {
    let reader = try YAMLEventReader(text, usesLibYAMLOnly: usesLibYAMLOnly)
    return all { () throws(YAMLError) in try reader.next() }
  }

  /// The events of the parts, one after the other; `nil` when the text is not to be cut.
  static func inParts(_ text: YAMLText, _ count: Int) throws(YAMLError) -> [String]? {
    let cursor = try YAMLCursor(text)
    var found: [String] = []
    while true {
      let event = try cursor.next()
      found.append(describe(event))
      if event.kind == .streamEnd { return nil }
      guard let parts = cursor.parts(count), parts.count > 1 else { continue }
      var lines = 0
      for (number, part) in parts.enumerated() {
        let reader = try YAMLCursor(part.moved(byLines: lines))
        lines += part.lineCount
        var depth = 2
        while true {
          let event = try reader.next()
          if event.opensCollection { depth += 1 }
          if event.kind == .mappingEnd || event.kind == .sequenceEnd { depth -= 1 }
          if depth < 2, number + 1 < parts.count { break }
          found.append(describe(event))
          if event.kind == .streamEnd { return found }
        }
      }
    }
  }
}
