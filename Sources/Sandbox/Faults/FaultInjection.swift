import HTTPTypes
import Hummingbird
import NIOCore

/// No answer is given, and the connection is closed.
struct NoAnswer: Error {}

/// Makes requests and answers fail as the plan says.
///
/// It changes the bytes that come in and go out; routes and stores are unaware of it.
struct FaultInjection: RouterMiddleware {
  typealias Next = @concurrent (Request, SandboxContext) async throws -> Response

  let engine: FaultEngine
  let log: RequestLog
  let clock: SandboxClock

  func handle(
    _ request: Request,
    context: SandboxContext,
    next: Next
  ) async throws -> Response {
    let action = engine.action(
      method: request.method.rawValue,
      path: request.uri.path,
      body: context.body ?? []
    )
    guard let action else { return try await next(request, context) }
    log.update(context.sequence) { $0.isFaulty = true }
    switch action {
    case .reply(let reply, let moment):
      if moment == .after { _ = await answer(request, context, next) }
      return Self.response(reply)
    case .delay(let duration, .before):
      try await clock.sleep(duration)
      return try await next(request, context)
    case .close(.before):
      throw await closed(context)
    case .ignoreField(let name):
      return try await next(request, changed(context) { $0.filter { $0.name != name } })
    case .linkCompany(let domain):
      return try await next(request, changed(context) { Self.relinked($0, domain) })
    default:
      return try await spoilt(await answer(request, context, next), action, context)
    }
  }

  private func answer(_ request: Request, _ context: SandboxContext, _ next: Next) async -> Response
  {
    do {
      return try await next(request, context)
    } catch {
      return FailureAnswer.response(to: error, context)
    }
  }

  /// The spoilt form of an answer whose request took effect.
  private func spoilt(
    _ answer: Response,
    _ action: FaultAction,
    _ context: SandboxContext
  ) async throws -> Response {
    let bytes = try await AnswerBytes.of(answer)
    switch action {
    case .delay(let duration, _):
      try await clock.sleep(duration)
      return answer
    case .close: throw await closed(context)
    case .halfBody:
      let half = Array(bytes.prefix(bytes.count / 2))
      return Self.cut(answer, half, length: bytes.count, context)
    case .contentLength(let difference):
      return Self.cut(answer, bytes, length: max(0, bytes.count + difference), context)
    case .malformedJSON:
      return Self.replaced(answer, Array(bytes.prefix(bytes.count / 2)))
    case .oversized(let size):
      return Self.padded(answer, bytes, to: size)
    case .dropField(let path):
      return Self.replaced(answer, AnswerBytes.changed(bytes, path, to: nil))
    case .setField(let path, let text):
      return Self.replaced(answer, AnswerBytes.changed(bytes, path, to: .string(text)))
    case .reply, .ignoreField, .linkCompany:
      return answer
    }
  }

  private func closed(_ context: SandboxContext) async -> NoAnswer {
    // The client may have closed it already; then nothing is left to do.
    try? await context.channel.close()
    return NoAnswer()
  }

  private func changed(
    _ context: SandboxContext,
    _ change: ([WireValue.Member]) -> [WireValue.Member]
  ) -> SandboxContext {
    guard let body = context.body, case .object(let members)? = try? WireParser.parse(body) else {
      return context
    }
    var context = context
    context.body = WireWriter.bytes(of: .object(change(members)))
    return context
  }

  private static func relinked(
    _ members: [WireValue.Member],
    _ domain: String
  ) -> [WireValue.Member] {
    let links = ["companyId", "companyDomain", "companyLinkedinUrl"]
    guard members.contains(where: { links.contains($0.name) }) else { return members }
    return members.filter { !links.contains($0.name) } + [
      .init(name: "companyDomain", value: .string(domain))
    ]
  }

  private static func response(_ reply: FaultAction.Reply) -> Response {
    var response = APIAnswer.response(
      HTTPResponse.Status(code: reply.status),
      reply.contentType,
      Array(reply.body.utf8)
    )
    for (name, value) in reply.headers {
      if let name = HTTPField.Name(name) { response.headers[name] = value }
    }
    return response
  }

  private static func replaced(_ answer: Response, _ bytes: [UInt8]) -> Response {
    Response(
      status: answer.status,
      headers: withoutLength(answer),
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }

  /// An answer with these bytes and that length, after which the connection ends.
  private static func cut(
    _ answer: Response,
    _ bytes: [UInt8],
    length: Int,
    _ context: SandboxContext
  ) -> Response {
    let channel = context.channel
    return Response(
      status: answer.status,
      headers: withoutLength(answer),
      body: ResponseBody(contentLength: length) { writer in
        try await writer.write(ByteBuffer(bytes: bytes))
        try await channel.close()
      }
    )
  }

  private static func padded(_ answer: Response, _ bytes: [UInt8], to size: Int) -> Response {
    Response(
      status: answer.status,
      headers: withoutLength(answer),
      body: ResponseBody(contentLength: max(size, bytes.count)) { writer in
        try await writer.write(ByteBuffer(bytes: bytes))
        var missing = size - bytes.count
        while missing > 0 {
          let count = min(missing, 1 << 16)
          try await writer.write(ByteBuffer(repeating: 0x20, count: count))
          missing -= count
        }
        try await writer.finish(nil)
      }
    )
  }

  private static func withoutLength(_ answer: Response) -> HTTPFields {
    var headers = answer.headers
    headers[.contentLength] = nil
    return headers
  }
}
