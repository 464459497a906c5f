import CLibYAML
import YAMLEvents

/// What libyaml itself makes of a text, asked without our layer, in the form of `eventText`.
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
        if event.type == YAML_STREAM_END_EVENT { return events }
        if let text = text(event) { events.append(text) }
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
      if event.kind == .streamEnd { return events }
      if let text = Self.text(event) { events.append(text) }
    }
    return nil
  }

  private static func text(_ event: yaml_event_t) -> String? {
    let start = event.start_mark
    let place = " \(start.line + 1):\(start.column + 1)"
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return "+DOC"
    case YAML_DOCUMENT_END_EVENT: return "-DOC"
    case YAML_SEQUENCE_START_EVENT: return "+SEQ" + place
    case YAML_SEQUENCE_END_EVENT: return "-SEQ"
    case YAML_MAPPING_START_EVENT: return "+MAP" + place
    case YAML_MAPPING_END_EVENT: return "-MAP"
    case YAML_ALIAS_EVENT: return "=ALI *" + string(event.data.alias.anchor) + place
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return "=VAL \(scalar.style.rawValue)" + String(decoding: value, as: UTF8.self) + place
    default: return nil
    }
  }

  private static func text(_ event: YAMLEvent) -> String? {
    let place = " \(event.start.line):\(event.start.column)"
    switch event.kind {
    case .streamStart, .streamEnd: return nil
    case .documentStart: return "+DOC"
    case .documentEnd: return "-DOC"
    case .sequenceStart: return "+SEQ" + place
    case .sequenceEnd: return "-SEQ"
    case .mappingStart: return "+MAP" + place
    case .mappingEnd: return "-MAP"
    case .alias: return "=ALI *" + event.string + place
    case .scalar: return "=VAL" + " \(event.style.rawValue)" + event.string + place
    }
  }

  private static func string(_ name: UnsafeMutablePointer<UInt8>?) -> String {
    name.map { String(cString: $0) } ?? ""
  }
}
