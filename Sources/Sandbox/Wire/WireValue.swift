/// A JSON value as it travels: members keep their order, numbers their text.
enum WireValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number's text, valid JSON.
  case number(String)
  case string(String)
  case array([WireValue])
  /// Names are unique: of equal ones in a text, the last counts.
  case object([Member])

  struct Member: Equatable, Sendable {
    let name: String
    var value: WireValue
  }

  /// The member of that name; `nil` for a missing one and for what is no object.
  subscript(name: String) -> WireValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// Null or an empty string, array or object: what an update ignores.
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

  /// An object of the pairs whose value is not `nil`, in that order.
  static func object(_ pairs: KeyValuePairs<String, WireValue?>) -> WireValue {
    .object(pairs.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }
}

extension [WireValue.Member] {
  /// Replaces the value of that name in place, or appends it.
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
