/// What goes wrong with a request or its answer.
package enum FaultAction: Equatable, Sendable {
  /// An answer in place of the API's.
  package struct Reply: Equatable, Sendable {
    package var status: Int
    package var contentType: String
    package var body: String
    /// Headers that replace the sandbox's own of the same names.
    package var headers: [String: String]

    package init(
      _ status: Int,
      _ body: String = "",
      contentType: String = "text/plain; charset=utf-8",
      headers: [String: String] = [:]
    ) {
      self.status = status
      self.contentType = contentType
      self.body = body
      self.headers = headers
    }
  }

  /// Whether the request took effect before it went wrong.
  package enum Moment: String, Equatable, Sendable { case before, after }

  /// The reply replaces the answer, before or after the request took effect.
  case reply(Reply, Moment = .before)
  /// The answer is late, before or after the request took effect.
  case delay(Duration, Moment = .before)
  /// The connection is closed without an answer, before or after the request took effect.
  case close(Moment)
  /// Half of the answer's body is sent, then the connection is closed.
  case halfBody
  /// The answer's body is cut in the middle and its length says so; it is complete, but not JSON.
  case malformedJSON
  /// The length given is so many bytes above or below the real one; then the connection is closed.
  case contentLength(Int)
  /// White space is added to the answer's body until it has that many bytes.
  case oversized(Int)
  /// The answer lacks this member; dots separate the names of nested ones, as in `data._id`.
  case dropField(String)
  /// The answer has this text in that member, whatever it had before.
  case setField(String, to: String)
  /// The request takes effect as if this member were not in its body.
  case ignoreField(String)
  /// The request links the company of this domain instead of the one that it names.
  case linkCompany(String)

  /// An HTML page under status 200, after the request took effect.
  package static let html = FaultAction.reply(
    Reply(200, "<!doctype html><title>Bad gateway</title>\n", contentType: "text/html"),
    .after
  )
}
