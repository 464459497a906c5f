import Transport

/// One call of the API: what is sent, and how large its answer may be.
struct Operation: Sendable {
  let route: Route
  let method: HTTPRequest.Method
  /// The path below the endpoint, with the query.
  let path: String
  let body: [UInt8]?
  /// The largest size of a successful answer, in bytes.
  let maximumAnswer: Int
  /// What the call is about, for events.
  let label: RequestLabel

  /// The method and path, such as `POST /contacts`, without what may be personal.
  var name: String {
    let path = self.path.prefix { $0 != "?" }
    return route == .delete ? "DELETE /contacts/{id}" : "\(method.rawValue) \(path)"
  }

  /// The largest answer about a single record, in bytes.
  static let maximumRecord = 1 << 20
  /// The largest answer with a list of records, in bytes.
  static let maximumList = 32 << 20

  /// `POST /contacts`, the only path that this route has.
  static func upsert(_ body: [UInt8], label: RequestLabel) -> Operation {
    Operation(
      route: .upsert,
      method: .post,
      path: "/contacts",
      body: body,
      maximumAnswer: maximumRecord,
      label: label
    )
  }

  /// A request that reads, with a label and a bound for its answer.
  static func get(_ route: Route, _ path: String, maximum: Int, label: String) -> Operation {
    Operation(
      route: route,
      method: .get,
      path: path,
      body: nil,
      maximumAnswer: maximum,
      label: label
    )
  }

  /// The text with everything but unreserved characters as `%XX`.
  static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
