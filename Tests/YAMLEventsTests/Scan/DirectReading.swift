import CLibYAML
import YAMLEvents

/// What libyaml itself makes of a text, asked without our layer, in the form of `ReaderEvents`.
enum DirectReading {
  /// The events with their places, aliases as they are written; `nil` when libyaml rejects the text.
  static func events(_ bytes: [UInt8]) -> [String]? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return nil }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var events: [String] = []
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        events.append(describe(event))
        if event.type == YAML_STREAM_END_EVENT { return events }
      }
    }
  }

  /// The same of our layer; `nil` when it rejects the text.
  static func ours(_ bytes: [UInt8]) -> [String]? {
    guard let text = try? YAMLText(bytes, file: "t.yaml"),
      let reader = try? YAMLEventReader(text)
    else { return nil }
    var events: [String] = []
    while let event = try? reader.next() {
      events.append(ReaderEvents.describe(event))
      if event.kind == .streamEnd { return events }
    }
    return nil
  }

  private static func describe(_ event: yaml_event_t) -> String {
    var style = "none"
    var tag: UnsafeMutablePointer<UInt8>?
    var anchor: UnsafeMutablePointer<UInt8>?
    var text = ""
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      style = self.style(scalar.style)
      (tag, anchor) = (scalar.tag, scalar.anchor)
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      text = String(decoding: value, as: UTF8.self)
    case YAML_ALIAS_EVENT: text = string(event.data.alias.anchor) ?? ""
    case YAML_SEQUENCE_START_EVENT:
      (tag, anchor) = (event.data.sequence_start.tag, event.data.sequence_start.anchor)
    case YAML_MAPPING_START_EVENT:
      (tag, anchor) = (event.data.mapping_start.tag, event.data.mapping_start.anchor)
    default: break
    }
    return "\(kind(event.type)) \(style) \(self.tag(string(tag))) "
      + (string(anchor).map { "&\($0) " } ?? "")
      + "\(place(event.start_mark))-\(place(event.end_mark)) \(text)"
  }

  private static func place(_ mark: yaml_mark_t) -> String { "\(mark.line + 1):\(mark.column + 1)" }

  private static func kind(_ type: yaml_event_type_t) -> String {
    switch type {
    case YAML_STREAM_START_EVENT: "streamStart"
    case YAML_STREAM_END_EVENT: "streamEnd"
    case YAML_DOCUMENT_START_EVENT: "documentStart"
    case YAML_DOCUMENT_END_EVENT: "documentEnd"
    case YAML_ALIAS_EVENT: "alias"
    case YAML_SCALAR_EVENT: "scalar"
    case YAML_SEQUENCE_START_EVENT: "sequenceStart"
    case YAML_SEQUENCE_END_EVENT: "sequenceEnd"
    case YAML_MAPPING_START_EVENT: "mappingStart"
    case YAML_MAPPING_END_EVENT: "mappingEnd"
    default: "none"
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> String {
    switch style {
    case YAML_PLAIN_SCALAR_STYLE: "plain"
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: "singleQuoted"
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: "doubleQuoted"
    case YAML_LITERAL_SCALAR_STYLE: "literal"
    case YAML_FOLDED_SCALAR_STYLE: "folded"
    default: "none"
    }
  }

  private static func tag(_ name: String?) -> String {
    switch name {
    case nil: "none"
    case "!": "nonSpecific"
    case YAML_STR_TAG: "string"
    case YAML_INT_TAG: "integer"
    case YAML_FLOAT_TAG: "float"
    case YAML_BOOL_TAG: "boolean"
    case YAML_NULL_TAG: "null"
    case YAML_MAP_TAG: "mapping"
    case YAML_SEQ_TAG: "sequence"
    case "tag:yaml.org,2002:merge": "merge"
    default: "other"
    }
  }

  private static func string(_ name: UnsafeMutablePointer<UInt8>?) -> String? {
    name.map { String(cString: $0) }
  }
}
