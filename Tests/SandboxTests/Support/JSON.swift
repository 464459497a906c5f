import Foundation

/// A JSON value in tests, read by Foundation: the sandbox's own reader is not asked.
struct JSON: Equatable, CustomStringConvertible {
  private let value: NSObject?

  init(_ bytes: [UInt8]) throws {
    value =
      try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) as? NSObject
  }

  private init(value: NSObject?) { self.value = value }

  subscript(name: String) -> JSON {
    JSON(value: (value as? [String: Any])?[name] as? NSObject)
  }

  subscript(index: Int) -> JSON {
    guard let elements = value as? [Any], elements.indices.contains(index) else {
      return JSON(value: nil)
    }
    return JSON(value: elements[index] as? NSObject)
  }

  var string: String? { value as? String }
  var integer: Int? { isNumber ? (value as? NSNumber)?.intValue : nil }
  var number: Double? { isNumber ? (value as? NSNumber)?.doubleValue : nil }
  var boolean: Bool? { isNumber ? nil : (value as? NSNumber)?.boolValue }
  var isMissing: Bool { value == nil }
  var count: Int? { (value as? [Any])?.count }
  var elements: [JSON] { (value as? [Any])?.map { JSON(value: $0 as? NSObject) } ?? [] }
  var strings: [String] { elements.compactMap(\.string) }
  var names: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }

  /// Sorted and indented, for golden files and failures.
  var description: String {
    guard let value,
      let data = try? JSONSerialization.data(
        withJSONObject: value,
        options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed, .withoutEscapingSlashes]
      )
    else { return "(nothing)" }
    return String(decoding: data, as: UTF8.self)
  }

  private var isNumber: Bool {
    guard let number = value as? NSNumber else { return false }
    // A boolean's Objective-C type is `c`, which no number read from JSON has.
    return String(cString: number.objCType) != "c"
  }
}
