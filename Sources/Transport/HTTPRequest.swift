/// One request, and the limits for its answer.
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

    /// Creates a header; neither text may hold a line break or a NUL.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: Method
  /// The absolute URL, with `https://` or `http://`.
  package var url: String
  package var headers: [Header]
  package var body: [UInt8]?
  /// The time limit, from the first step towards a connection to the last byte of the answer.
  package var timeout: Duration
  /// The largest body of a success, in bytes after decompression.
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
