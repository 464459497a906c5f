import JSONText
import Testing

/// Holds values against a JSON Schema: the keywords that the plan's schema uses, and no others.
struct SchemaChecker {
  private let root: JSONValue

  init(_ text: String) throws { root = try JSONParser.parse(Array(text.utf8)) }

  /// What does not fit, as `path: why`.
  func problems(_ value: JSONValue) -> [String] { problems(value, root, "$") }

  private func problems(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
    (schema.members ?? []).flatMap { keyword in
      problems(value, schema, keyword.name, keyword.value, path)
    }
  }

  private func problems(
    _ value: JSONValue,
    _ schema: JSONValue,
    _ name: String,
    _ argument: JSONValue,
    _ path: String
  ) -> [String] {
    switch name {
    case "$schema", "$defs", "title", "description", "then", "else": return []
    case "$ref":
      let target = argument.string.flatMap { root["$defs"]?[String($0.dropFirst(8))] }
      return target.map { problems(value, $0, path) } ?? ["\(path): no \(argument)"]
    case "type":
      let names = argument.array?.compactMap(\.string) ?? [argument.string ?? ""]
      return names.contains { isOfType(value, $0) } ? [] : ["\(path): not \(names)"]
    case "enum": return argument.array?.contains(value) == true ? [] : ["\(path): \(value)"]
    case "const": return argument == value ? [] : ["\(path): not \(argument)"]
    case "pattern":
      guard let text = value.string, let pattern = try? Regex(argument.string ?? "(") else {
        return value.string == nil ? [] : ["\(path): bad pattern"]
      }
      return text.contains(pattern) ? [] : ["\(path): \(text) does not match \(argument)"]
    case "minLength": return (value.string.map { !$0.isEmpty } ?? true) ? [] : ["\(path): empty"]
    case "minimum":
      return (value.double ?? .infinity) >= (argument.double ?? 0) ? [] : ["\(path): too small"]
    case "minItems", "maxItems", "uniqueItems", "minProperties": return []
    case "required":
      let names = argument.array?.compactMap(\.string) ?? []
      return value.members == nil
        ? [] : names.filter { value[$0] == nil }.map { "\(path): no \($0)" }
    case "items":
      return (value.array ?? []).enumerated().flatMap { problems($1, argument, "\(path)[\($0)]") }
    case "properties":
      return (value.members ?? []).flatMap { member in
        argument[member.name].map { problems(member.value, $0, "\(path).\(member.name)") } ?? []
      }
    case "propertyNames":
      return (value.members ?? []).flatMap {
        problems(.string($0.name), argument, "\(path).\($0.name)")
      }
    case "additionalProperties":
      return (value.members ?? []).filter { schema["properties"]?[$0.name] == nil }
        .flatMap { member in
          argument == .boolean(false)
            ? ["\(path): unknown \(member.name)"]
            : problems(member.value, argument, "\(path).\(member.name)")
        }
    case "anyOf":
      let fits = argument.array?.contains { problems(value, $0, path).isEmpty } ?? false
      return fits ? [] : ["\(path): fits none"]
    case "allOf": return (argument.array ?? []).flatMap { problems(value, $0, path) }
    case "if":
      let branch = problems(value, argument, path).isEmpty ? schema["then"] : schema["else"]
      return branch.map { problems(value, $0, path) } ?? []
    default: return ["\(path): the keyword \(name) is not known here"]
    }
  }

  private func isOfType(_ value: JSONValue, _ name: String) -> Bool {
    switch (value, name) {
    case (.null, "null"), (.boolean, "boolean"), (.string, "string"), (.array, "array"),
      (.object, "object"), (.number, "number"):
      true
    case (.number, "integer"): value.double.map { $0 == $0.rounded() } ?? false
    default: false
    }
  }
}
