/// A JSON value as it is transferred: members keep their order, and numbers their text.
enum WireValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number's text, which is valid JSON.
  case number(String)
  case string(String)
  case array([WireValue])
  /// The members, each name once; of several in a text, the last counts.
  case object([Member])

  struct Member: Equatable, Sendable {
    let name: String
    var value: WireValue
  }

  /// The member of that name; `nil` when it is missing or this is not an object.
  subscript(name: String) -> WireValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Whether this is null, or an empty string, array or object, all of which an update ignores.
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let members): members.isEmpty
    case .bool, .number: false
    }
  }

  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The members of an object; empty for anything else.
  var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// An object of the pairs whose value is not `nil`, in their order.
  static func object(_ pairs: KeyValuePairs<String, WireValue?>) -> WireValue {
    .object(pairs.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }
}

extension [WireValue.Member] {
  /// Replaces the value of that name in place, or appends a member.
  mutating func set(_ name: String, to value: WireValue) {
    if let index = firstIndex(where: { $0.name == name }) {
      self[index].value = value
    } else {
      append(Element(name: name, value: value))
    }
  }
}

extension WireValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
}
