/// One request, and what its answer may cost.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  package struct Header: Sendable {
    package let name: String
    package let value: String

    /// A line of the head; neither text may hold a line break or a NUL.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: Method
  /// Absolute, with `https://` or `http://`.
  package var url: String
  package var headers: [Header]
  package var body: [UInt8]?
  /// From the first step towards a connection to the last byte of the answer.
  package var timeout: Duration
  /// How large the body of a success may be, in bytes, after it was decompressed.
  package var maximumAnswer: Int

  package init(
    _ method: Method,
    _ url: String,
    headers: [Header] = [],
    body: [UInt8]? = nil,
    timeout: Duration,
    maximumAnswer: Int
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.maximumAnswer = maximumAnswer
  }
}
