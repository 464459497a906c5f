import HTTPTypes
import Hummingbird
import NIOCore

/// Makes responses in the API's forms.
enum APIAnswer {
  static func json(_ status: HTTPResponse.Status, _ value: WireValue) -> Response {
    response(status, "application/json; charset=utf-8", WireWriter.bytes(of: value))
  }

  static func text(_ status: HTTPResponse.Status, _ text: String) -> Response {
    response(status, "text/plain; charset=utf-8", Array(text.utf8))
  }

  static func refusal(_ refusal: APIRefusal) -> Response {
    switch refusal.body {
    case .text(let message): return text(refusal.status, message)
    case .json(let value): return json(refusal.status, value)
    case .coded(let code, let message, let further):
      let error = [
        WireValue.Member(name: "code", value: .string(code)),
        WireValue.Member(name: "message", value: .string(message)),
      ]
      return json(refusal.status, .object(["success": false, "error": .object(error + further)]))
    }
  }

  static func response(
    _ status: HTTPResponse.Status,
    _ contentType: String,
    _ body: [UInt8]
  ) -> Response {
    Response(
      status: status,
      headers: [.contentType: contentType],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }
}
