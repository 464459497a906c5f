import JSONText
import Model

/// Why a JSON value is not the answer that an operation documents, worded as the end of a sentence.
struct WireError: Error, Hashable {
  let message: String
}

/// Reads the members of one object of an answer, and names a field that is missing
/// or of another kind.
///
/// Unknown members are tolerated. An optional member that is null or of another kind counts as
/// absent, since nothing depends on it.
struct WireReader {
  private let members: [JSONValue.Member]
  /// The path of the object for messages, such as `data`; empty at the top.
  private let path: String

  init(_ value: JSONValue, path: String = "") throws(WireError) {
    guard let members = value.members else {
      throw WireError(message: path.isEmpty ? "it is not an object" : "\(path) is not an object")
    }
    self.members = members
    self.path = path
  }

  /// The member, if it is there and not null.
  subscript(name: String) -> JSONValue? {
    guard let value = members.first(where: { $0.name == name })?.value, value != .null else {
      return nil
    }
    return value
  }

  /// A string that must be there and not be empty.
  func required(_ name: String) throws(WireError) -> String {
    guard let value = self[name] else { throw WireError(message: "\(pathOf(name)) is missing") }
    guard let text = value.string, !text.isEmpty else {
      throw WireError(message: "\(pathOf(name)) is not a text")
    }
    return text
  }

  func string(_ name: String) -> String? { self[name]?.string }
  func boolean(_ name: String) -> Bool? { self[name]?.boolean }

  /// An identifier; an empty one counts as absent.
  func id<Kind>(_ name: String) -> CRMIdentifier<Kind>? {
    guard let text = string(name), !text.isEmpty else { return nil }
    return CRMIdentifier(text)
  }

  /// An array that must be there.
  func requiredArray(_ name: String) throws(WireError) -> [JSONValue] {
    guard let value = self[name] else { throw WireError(message: "\(pathOf(name)) is missing") }
    guard let array = value.array else {
      throw WireError(message: "\(pathOf(name)) is not an array")
    }
    return array
  }

  func array(_ name: String) -> [JSONValue] { self[name]?.array ?? [] }

  /// An object's members by name; empty when the object is absent.
  func dictionary(_ name: String) -> [String: JSONValue] {
    let pairs = (self[name]?.members ?? []).map { ($0.name, $0.value) }
    return Dictionary(pairs) { first, _ in first }
  }

  private func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
