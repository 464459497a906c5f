import Diagnostics

/// Builds the tree of a small document.
struct YAMLComposer {
  private let cursor: YAMLCursor
  /// The finder for all nodes, which come in the order of the text.
  private var finder: ExcerptFinder

  init(_ cursor: YAMLCursor) {
    self.cursor = cursor
    finder = ExcerptFinder(cursor.text)
  }

  mutating func document() throws(YAMLError) -> YAMLNode? {
    var root: YAMLNode?
    while true {
      let event = try cursor.next()
      switch event.kind {
      case .streamEnd: return root
      case .streamStart, .documentStart, .documentEnd: continue
      default:
        let start = event.start
        let node = try node(event)
        if node.isNull { continue }
        guard root == nil else {
          throw cursor.text.error(
            .yamlDocuments,
            "A second document begins here; a file holds one.",
            from: start,
            hint: "Remove the line `---` before it."
          )
        }
        root = node
      }
    }
  }

  /// Builds the node that begins with the event; `YAMLLimits.depth` limits the recursion.
  private mutating func node(_ event: YAMLEvent) throws(YAMLError) -> YAMLNode {
    let location = cursor.text.location(event.start)
    let excerpt = finder.excerpt(from: event.start, to: event.end)
    let content: YAMLNode.Content
    switch event.kind {
    case .scalar: content = .scalar(event.string, YAMLScalarType(event))
    case .sequenceStart: content = .sequence(try items())
    default: content = .mapping(try entries())
    }
    return YAMLNode(location: location, excerpt: excerpt, content: content)
  }

  private mutating func items() throws(YAMLError) -> [YAMLNode] {
    var items: [YAMLNode] = []
    while true {
      let event = try cursor.next()
      if event.kind == .sequenceEnd { return items }
      items.append(try node(event))
    }
  }

  private mutating func entries() throws(YAMLError) -> [YAMLNode.Entry] {
    var own: [YAMLNode.Entry] = []
    var merged: [YAMLNode.Entry] = []
    var places: [String: SourceLocation] = [:]
    while true {
      let event = try cursor.next()
      if event.kind == .mappingEnd { break }
      guard event.kind == .scalar else { throw complexKey(event) }
      if event.isMergeKey {
        merged += try mergedEntries(try node(try cursor.next()))
        continue
      }
      let key = event.string
      let (start, end) = (event.start, event.end)
      if let first = places.updateValue(cursor.text.location(start), forKey: key) {
        throw cursor.text.error(
          .yamlDuplicateKey,
          "The key `\(key)` stands twice in one mapping.",
          from: start,
          to: end,
          hint: "Remove or rename one of the two.",
          related: [.init(message: "it stands here first", location: first)]
        )
      }
      let value = try node(try cursor.next())
      own.append(.init(key: key, keyLocation: cursor.text.location(start), value: value))
    }
    for entry in merged where places.updateValue(entry.keyLocation, forKey: entry.key) == nil {
      own.append(entry)
    }
    return own
  }

  private func mergedEntries(_ source: YAMLNode) throws(YAMLError) -> [YAMLNode.Entry] {
    if let entries = source.mapping { return entries }
    guard let items = source.array, items.allSatisfy({ $0.mapping != nil }) else {
      throw cursor.text.error(
        .yamlMerge,
        "`<<` merges a mapping, or a list of mappings.",
        from: YAMLMark(line: source.location.line, column: source.location.column),
        hint: "Write `<<: *name`, with `&name` at a mapping above."
      )
    }
    return items.flatMap { $0.mapping ?? [] }
  }

  private func complexKey(_ event: YAMLEvent) -> YAMLError {
    cursor.text.error(
      .yamlComplexKey,
      "A key is text; this is a \(event.kind == .sequenceStart ? "list" : "mapping").",
      from: event.start,
      hint: "Quote the key when the bracket or brace belongs to it."
    )
  }
}
