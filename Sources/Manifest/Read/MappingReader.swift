import Diagnostics
import YAMLEvents

/// Takes mappings apart: reports doubled keys, and follows merge keys.
struct MappingReader {
  let reports: FileReports

  /// The entries of a mapping in the order of the text, with those that merge keys bring in.
  ///
  /// A doubled key is reported. One that is written out comes after, and so instead of, one that is
  /// merged in.
  func entries(of mapping: YAMLValue) -> [(key: Key, value: YAMLValue)] {
    var seen: [String: Key] = [:]
    return entries(of: mapping, isMerged: false, &seen)
  }

  private func entries(
    of mapping: YAMLValue,
    isMerged: Bool,
    _ seen: inout [String: Key]
  ) -> [(key: Key, value: YAMLValue)] {
    var entries: [(key: Key, value: YAMLValue)] = []
    for (key, value) in mapping.pairs {
      let event = key.event
      if event.kind != .scalar {
        reports.reportComplexKey(event)
      } else if event.isMergeKey {
        for mapping in mergedMappings(value) {
          entries += self.entries(of: mapping, isMerged: true, &seen)
        }
      } else {
        let key = Key(event, isMerged: isMerged)
        if admits(key, &seen) { entries.append((key, value)) }
      }
    }
    return entries
  }

  /// Whether a key counts: not when it is doubled, which is reported, nor when a merge key brings
  /// in what is there.
  func admits(_ key: Key, _ seen: inout [String: Key]) -> Bool {
    if let first = seen[key.text], key.isMerged || !first.isMerged {
      if !key.isMerged { reports.reportDuplicate(key.text, key.span, first: first.span) }
      return false
    }
    seen[key.text] = key
    return true
  }

  /// The mappings that the value of `<<` stands for.
  func mergedMappings(_ value: YAMLValue) -> [YAMLValue] {
    let event = value.event
    switch event.kind {
    case .mappingStart: return [value]
    case .sequenceStart:
      return value.content.filter { item in
        if item.event.kind == .mappingStart { return true }
        reports.reportMerge(item.event)
        return false
      }
    default:
      reports.reportMerge(event)
      return []
    }
  }

  /// Whether the value of `key` is a mapping; reported unless it is null.
  func isMapping(_ event: YAMLEvent, of key: Key, hint: String) -> Bool {
    if event.kind == .mappingStart {
      _ = reports.acceptsTag(event)
      return true
    }
    reports.warnOfComment(after: event, isText: true)
    if !event.isNull { reports.reportShape("`\(key.text)`", is: "a mapping", event, hint: hint) }
    return false
  }

  /// The value of a key of a section that is not about one contact.
  enum Scalar {
    case null
    /// It is no text, which was reported.
    case broken
    case text(String, Span)
  }

  /// The value of `key`, which is one text.
  func scalar(_ key: Key, _ value: YAMLValue, hint: String) -> Scalar {
    let event = value.event
    guard event.kind == .scalar else {
      reports.reportShape("`\(key.text)`", is: "one text", event, hint: hint)
      return .broken
    }
    reports.warnOfComment(after: event, isText: false)
    if event.isNull { return .null }
    guard reports.acceptsTag(event) else { return .broken }
    return .text(event.string, Span(event))
  }
}
