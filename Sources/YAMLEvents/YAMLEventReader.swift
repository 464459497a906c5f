import CLibYAML
import Diagnostics

/// Pulls libyaml's events out of a text, one at a time, without a copy or an allocation of its own.
///
/// Aliases come as they are written; `YAMLCursor` resolves them.
package final class YAMLEventReader {
  package let text: YAMLText
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  // No two accesses overlap: nothing here calls out.
  @exclusivity(unchecked) private var holdsEvent = false

  /// At the beginning of the text.
  ///
  /// - Throws: when there is no memory for it.
  package init(_ text: YAMLText) throws(YAMLError) {
    self.text = text
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.initialize(to: yaml_parser_t())
      throw YAMLProblem.outOfMemory(text)
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(
      parser,
      text.utf8.baseAddress?.assumingMemoryBound(to: UInt8.self),
      text.utf8.count
    )
  }

  deinit {
    if holdsEvent { yaml_event_delete(event) }
    yaml_parser_delete(parser)
    parser.deallocate()
    event.deallocate()
  }

  /// The next event, whose bytes stay valid until the next call; after the last one `streamEnd` again.
  ///
  /// - Throws: when the text breaks a rule of YAML; nothing more can be read then.
  package func next() throws(YAMLError) -> YAMLEvent {
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

  private func makeScalar() -> YAMLEvent {
    let data = event.pointee.data.scalar
    return make(
      .scalar,
      style: YAMLEvent.Style(rawValue: UInt8(truncatingIfNeeded: data.style.rawValue)) ?? .none,
      tag: Self.tag(data.tag),
      anchor: data.anchor,
      text: UnsafeRawBufferPointer(start: data.value, count: data.length)
    )
  }

  private func makeAlias() -> YAMLEvent {
    let name = event.pointee.data.alias.anchor
    return make(.alias, text: UnsafeRawBufferPointer(start: name, count: Self.length(name)))
  }

  private func make(
    _ kind: YAMLEvent.Kind,
    style: YAMLEvent.Style = .none,
    tag: YAMLEvent.Tag = .none,
    anchor: UnsafeMutablePointer<UInt8>? = nil,
    text: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
  ) -> YAMLEvent {
    YAMLEvent(
      kind: kind,
      style: style,
      tag: tag,
      isAliased: false,
      start: YAMLMark(event.pointee.start_mark),
      end: YAMLMark(event.pointee.end_mark),
      text: text,
      anchor: UnsafePointer(anchor)
    )
  }

  static func length(_ name: UnsafePointer<UInt8>?) -> Int {
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
  /// libyaml counts from 0.
  init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
