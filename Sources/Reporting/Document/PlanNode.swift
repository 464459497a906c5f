import Diagnostics
import JSONText
import Model

/// A value inside a saved plan that knows its path, for errors that name it.
struct PlanNode {
  private indirect enum Path {
    case root
    case member(Path, String)
    case element(Path, Int)

    var description: String {
      switch self {
      case .root: ""
      case .member(.root, let name): name
      case .member(let parent, let name): "\(parent.description).\(name)"
      case .element(let parent, let index): "\(parent.description)[\(index)]"
      }
    }
  }

  let value: JSONValue
  let file: String
  private let location: Path

  /// The document's top-level value.
  init(_ value: JSONValue, file: String) {
    self.init(value: value, file: file, location: .root)
  }

  private init(value: JSONValue, file: String, location: Path) {
    self.value = value
    self.file = file
    self.location = location
  }

  var path: String { location.description }

  func malformed(_ problem: String) -> SavedPlanError { .malformed(file, path, problem) }
  func inconsistent(_ problem: String) -> SavedPlanError { .inconsistent(file, path, problem) }

  /// The member of that name; an error when there is none.
  subscript(name: String) -> PlanNode {
    get throws(SavedPlanError) {
      let path = Path.member(location, name)
      guard value.members != nil else { throw malformed("must be an object") }
      guard let member = value[name] else {
        throw .malformed(file, path.description, "is missing")
      }
      return PlanNode(value: member, file: file, location: path)
    }
  }

  /// The member of that name; `nil` when it is null or missing.
  func optional(_ name: String) throws(SavedPlanError) -> PlanNode? {
    guard value.members != nil else { throw malformed("must be an object") }
    guard let member = value[name], member != .null else { return nil }
    return PlanNode(value: member, file: file, location: .member(location, name))
  }

  /// The member of that name, which must be there; `nil` when it is null.
  func nullable(_ name: String) throws(SavedPlanError) -> PlanNode? {
    let node = try self[name]
    return node.value == .null ? nil : node
  }

  func string() throws(SavedPlanError) -> String {
    guard let text = value.string else { throw malformed("must be a string") }
    return text
  }

  /// A count or a position, small enough that the sum of a few of them does not overflow.
  func integer() throws(SavedPlanError) -> Int {
    guard let number = value.integer, (0...Serial.highest.rawValue).contains(number) else {
      throw malformed("must be a whole number from 0 to \(Serial.highest)")
    }
    return number
  }

  func boolean() throws(SavedPlanError) -> Bool {
    guard let flag = value.boolean else { throw malformed("must be true or false") }
    return flag
  }

  func elements() throws(SavedPlanError) -> [PlanNode] {
    guard let elements = value.array else { throw malformed("must be an array") }
    return elements.enumerated().map { index, element in
      PlanNode(value: element, file: file, location: .element(location, index))
    }
  }

  func members() throws(SavedPlanError) -> [(name: String, node: PlanNode)] {
    guard let members = value.members else { throw malformed("must be an object") }
    return members.map { member in
      (
        member.name,
        PlanNode(value: member.value, file: file, location: .member(location, member.name))
      )
    }
  }

  /// Calls `read` for each element of an array, in order, and returns the results.
  func map<Element>(
    _ read: (PlanNode) throws(SavedPlanError) -> Element
  ) throws(SavedPlanError) -> [Element] {
    var result: [Element] = []
    for element in try elements() { result.append(try read(element)) }
    return result
  }

  /// A word from a fixed set.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type
  ) throws(SavedPlanError) -> Word {
    guard let word = Word(rawValue: try string()) else {
      let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw malformed("must be one of \(known)")
    }
    return word
  }

  func address(in schema: Schema) throws(SavedPlanError) -> Address {
    guard let address = Address(try string(), in: schema) else {
      throw malformed("must be an address such as contact.jane-smith")
    }
    return address
  }

  func key(of type: ResourceType) throws(SavedPlanError) -> AttributeKey {
    guard let key = AttributeKey(try string(), of: type) else {
      throw malformed("must be a field's name, such as jobTitle or custom.tier")
    }
    return key
  }

  func attributes(of type: ResourceType) throws(SavedPlanError) -> Attributes {
    guard let attributes = Attributes(json: value, of: type) else {
      throw malformed("must be a \(type)'s attributes as a manifest has them")
    }
    for key in attributes.keys where key.field == nil && type.field(named: key.name) != nil {
      throw malformed("has a custom field with the name of one of the API's")
    }
    return attributes
  }

  /// A source location; when it has no `file` member, the argument is its file.
  func place(in file: String? = nil) throws(SavedPlanError) -> SourceLocation {
    let named: String
    if let given = try optional("file") {
      named = try given.string()
    } else if let file {
      named = file
    } else {
      throw .malformed(self.file, path + ".file", "is missing")
    }
    return SourceLocation(
      file: named,
      line: try self["line"].integer(),
      column: try self["column"].integer()
    )
  }
}
