/// Follows events to find where entries of a large mapping end.
///
/// A large mapping is written in block style and is the value of a key of the top-level
/// mapping, as `contacts` is.
struct MappingShape {
  /// The place just after an entry, or before the first one.
  struct Boundary {
    /// The line of the next entry's key if `column` is `nil`, else the line where
    /// the last entry ended.
    let line: Int
    /// The 1-based column after that entry, if the rest of its line is still to be read.
    let column: Int?
  }

  private(set) var boundary: Boundary?
  /// The indentation of the mapping's keys, in spaces.
  private(set) var indent = 0
  private var depth = 0
  /// Whether the top-level mapping has block style and begins in the first column.
  private var isUsual = false
  private var isLarge = false
  private var isValueNext = false
  private var isInnerValueNext = false

  /// A shape inside a large mapping, before an entry.
  static func insideMapping(indent: Int) -> MappingShape {
    var shape = MappingShape()
    (shape.depth, shape.isUsual, shape.isLarge, shape.indent) = (2, true, true, indent)
    shape.isValueNext = true
    return shape
  }

  /// Whether what comes next still belongs to a large mapping.
  var isInMapping: Bool { isLarge && depth >= 2 }

  /// Returns the boundary once, and `nil` afterwards.
  mutating func takeBoundary() -> Boundary? {
    guard let boundary else { return nil }
    self.boundary = nil
    return boundary
  }

  mutating func note(_ event: YAMLEvent, isBlockMapping: Bool) {
    boundary = nil
    switch event.kind {
    case .scalar, .alias: if depth <= 2 { endNode(event) }
    case .mappingStart, .sequenceStart:
      depth += 1
      if depth <= 2 { begin(event, isBlockMapping: isBlockMapping) }
    case .mappingEnd, .sequenceEnd:
      depth -= 1
      if depth <= 2 { endNode(event) }
    case .documentStart: self = MappingShape()
    case .streamStart, .streamEnd, .documentEnd: return
    }
  }

  private mutating func begin(_ event: YAMLEvent, isBlockMapping: Bool) {
    let column = Int(event.end.column)
    if depth == 1 {
      isUsual = isBlockMapping && column == 1
      isValueNext = false
    } else {
      isLarge = isUsual && isValueNext && isBlockMapping && column > 1
      isInnerValueNext = false
      indent = column - 1
      if isLarge { boundary = Boundary(line: Int(event.end.line), column: nil) }
    }
  }

  /// Follows the end of a scalar or a collection.
  private mutating func endNode(_ event: YAMLEvent) {
    if depth == 1 {
      isValueNext.toggle()
      isLarge = false
    } else if depth == 2 {
      isInnerValueNext.toggle()
      guard isLarge, !isInnerValueNext else { return }
      boundary = Self.boundary(after: event)
    }
  }

  private static func boundary(after event: YAMLEvent) -> Boundary? {
    switch event.style {
    case .literal, .folded: return nil
    default: break
    }
    // libyaml ends a block collection where the next key begins.
    let isIndented = event.kind != .scalar && event.kind != .alias && event.start == event.end
    return Boundary(line: Int(event.end.line), column: isIndented ? nil : Int(event.end.column))
  }
}
