import CLibYAML
import Diagnostics

/// libyaml on a text or the rest of one: one event at a time, without copying the text.
///
/// Aliases are returned as they are written.
final class YAMLParser {
  private let text: YAMLText
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let input: UnsafeMutablePointer<Input>
  /// The number to add to libyaml's line numbers, which begin at 0.
  private let lineOffset: Int
  // No two accesses overlap: nothing here calls out.
  @exclusivity(unchecked) private var holdsEvent = false

  /// The input of libyaml: a prefix of ours, then bytes of the text.
  private struct Input {
    var prefix: [UInt8]
    var rest: UnsafeRawBufferPointer
    /// How many bytes are handed out at once; few at first, since a part to read may be short.
    var step = 512

    /// Copies the next bytes into the buffer and returns how many they are; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      // libyaml's buffer is larger than any prefix.
      guard prefix.isEmpty else {
        defer { prefix = [] }
        buffer.copyBytes(from: prefix)
        return prefix.count
      }
      let count = min(buffer.count, rest.count, step)
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      if step < 1 << 16 { step *= 2 }
      return count
    }
  }

  /// Starts at the beginning of the text.
  ///
  /// - Throws: `YAMLError` when there is no memory for it.
  convenience init(_ text: YAMLText) throws(YAMLError) {
    try self.init(text, [], text.utf8, lineOffset: 1)
  }

  /// Starts within the value of a key of the top-level mapping.
  ///
  /// The first line must begin with a key of a mapping that is indented by that many spaces. The
  /// events before it are not among those of this parser.
  convenience init(
    _ text: YAMLText,
    from offset: Int,
    line: Int,
    indent: Int
  ) throws(YAMLError) {
    // This leaves libyaml in the state in which it would be after reading everything before.
    let prefix = "x:\n" + String(repeating: " ", count: indent) + "y: z\n"
    try self.init(
      text,
      Array(prefix.utf8),
      UnsafeRawBufferPointer(rebasing: text.utf8[offset...]),
      lineOffset: line - 2
    )
    for _ in 0..<7 { _ = try next() }
  }

  private init(
    _ text: YAMLText,
    _ prefix: [UInt8],
    _ rest: UnsafeRawBufferPointer,
    lineOffset: Int
  ) throws(YAMLError) {
    self.text = text
    self.lineOffset = lineOffset
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    input = .allocate(capacity: 1)
    input.initialize(to: Input(prefix: prefix, rest: rest))
    guard yaml_parser_initialize(parser) == 1 else {
      parser.initialize(to: yaml_parser_t())
      throw YAMLProblem.outOfMemory(text)
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input(
      parser,
      { data, buffer, size, count in
        guard let data, let buffer, let count else { return 0 }
        count.pointee = data.assumingMemoryBound(to: Input.self).pointee.read(
          into: UnsafeMutableRawBufferPointer(start: buffer, count: size)
        )
        return 1
      },
      input
    )
  }

  deinit {
    if holdsEvent { yaml_event_delete(event) }
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
    input.deinitialize(count: 1)
    input.deallocate()
  }

  /// The next event, whose bytes stay valid until the next call; after the
  /// last one, `streamEnd` again.
  ///
  /// - Throws: `YAMLError` when the text breaks a rule of YAML; nothing more can be read then.
  func next() throws(YAMLError) -> YAMLEvent {
    if holdsEvent {
      yaml_event_delete(event)
      holdsEvent = false
    }
    guard yaml_parser_parse(parser, event) == 1 else {
      throw YAMLProblem(parser.pointee).error(in: text)
    }
    holdsEvent = true
    guard
      let kind = YAMLEvent.Kind(rawValue: UInt8(truncatingIfNeeded: event.pointee.type.rawValue))
    else { return make(.streamEnd) }
    switch kind {
    case .scalar: return makeScalar()
    case .alias: return makeAlias()
    case .sequenceStart:
      let data = event.pointee.data.sequence_start
      return make(kind, tag: Self.tag(data.tag), anchor: data.anchor)
    case .mappingStart:
      let data = event.pointee.data.mapping_start
      return make(kind, tag: Self.tag(data.tag), anchor: data.anchor)
    default: return make(kind)
    }
  }

  /// Whether the last event begins a mapping in block style.
  var beginsBlockMapping: Bool {
    event.pointee.type == YAML_MAPPING_START_EVENT
      && event.pointee.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE
  }

  /// The first error of a text, found by reading all of it; `nil` when libyaml can read it.
  static func firstError(in text: YAMLText) -> YAMLError? {
    do throws(YAMLError) {
      let parser = try YAMLParser(text)
      while try parser.next().kind != .streamEnd {}
      return nil
    } catch {
      return error
    }
  }

  private func makeScalar() -> YAMLEvent {
    let data = event.pointee.data.scalar
    return make(
      .scalar,
      style: YAMLEvent.Style(rawValue: UInt8(truncatingIfNeeded: data.style.rawValue)) ?? .none,
      tag: Self.tag(data.tag),
      anchor: data.anchor,
      text: YAMLBytes(UnsafeRawBufferPointer(start: data.value, count: data.length))
    )
  }

  private func makeAlias() -> YAMLEvent {
    let name = event.pointee.data.alias.anchor
    let bytes = UnsafeRawBufferPointer(start: name, count: Self.length(name))
    return make(.alias, text: YAMLBytes(bytes))
  }

  private func make(
    _ kind: YAMLEvent.Kind,
    style: YAMLEvent.Style = .none,
    tag: YAMLEvent.Tag = .none,
    anchor: UnsafeMutablePointer<UInt8>? = nil,
    text: YAMLBytes = .none
  ) -> YAMLEvent {
    YAMLEvent(
      kind: kind,
      style: style,
      tag: tag,
      isAliased: false,
      marks: 0,
      start: mark(event.pointee.start_mark),
      knownEnd: mark(event.pointee.end_mark),
      text: text,
      anchor: UnsafePointer(anchor)
    )
  }

  private func mark(_ mark: yaml_mark_t) -> YAMLMark {
    YAMLMark(line: Int(mark.line) + lineOffset, column: Int(mark.column) + 1)
  }

  private static func length(_ name: UnsafePointer<UInt8>?) -> Int {
    guard let name else { return 0 }
    var length = 0
    while name[length] != 0 { length += 1 }
    return length
  }

  private static func tag(_ name: UnsafePointer<UInt8>?) -> YAMLEvent.Tag {
    guard let name else { return .none }
    switch String(cString: name) {
    case "!": return .nonSpecific
    case "tag:yaml.org,2002:str": return .string
    case "tag:yaml.org,2002:int": return .integer
    case "tag:yaml.org,2002:float": return .float
    case "tag:yaml.org,2002:bool": return .boolean
    case "tag:yaml.org,2002:null": return .null
    case "tag:yaml.org,2002:map": return .mapping
    case "tag:yaml.org,2002:seq": return .sequence
    case "tag:yaml.org,2002:merge": return .merge
    default: return .other
    }
  }
}

extension YAMLMark {
  /// Converts libyaml's mark, which counts from 0.
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
