import Diagnostics
import YAMLEvents

/// Reads a whole text and shows its events as the YAML test suite does, such as `+MAP =VAL :a =VAL 'b -MAP`.
func eventText(_ yaml: String, limits: YAMLLimits = YAMLLimits()) throws -> String {
  try eventText(Array(yaml.utf8), limits: limits)
}

func eventText(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) throws -> String {
  let cursor = try YAMLCursor(try YAMLText(bytes, file: "t.yaml"), limits: limits)
  var parts: [String] = []
  while true {
    let event = try cursor.next()
    switch event.kind {
    case .streamEnd: return parts.joined(separator: " ")
    case .streamStart, .documentStart, .documentEnd: continue
    case .alias: parts.append("=ALI")
    case .sequenceStart: parts.append("+SEQ")
    case .sequenceEnd: parts.append("-SEQ")
    case .mappingStart: parts.append("+MAP")
    case .mappingEnd: parts.append("-MAP")
    case .scalar: parts.append("=VAL \(sign(event.style))\(event.string)")
    }
  }
}

private func sign(_ style: YAMLEvent.Style) -> String {
  switch style {
  case .singleQuoted: "'"
  case .doubleQuoted: "\""
  case .literal: "|"
  case .folded: ">"
  case .none, .plain: ":"
  }
}

/// The error that reading ends in, as `code line:column message | underlined text | hint`.
func errorText(_ bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) -> String {
  do {
    return "no error: " + (try eventText(bytes, limits: limits))
  } catch let error as YAMLError {
    let diagnostic = error.diagnostic
    let place = diagnostic.location.map { "\($0.line):\($0.column)" } ?? "-"
    let marked =
      diagnostic.excerpt.map { excerpt in
        String(
          String.UnicodeScalarView(
            excerpt.line.unicodeScalars.dropFirst(excerpt.caretOffset).prefix(excerpt.caretLength)
          )
        )
      } ?? "-"
    return
      "\(diagnostic.code) \(place) \(diagnostic.message) | \(marked) | \(diagnostic.hint ?? "-")"
  } catch {
    return "another error: \(error)"
  }
}
