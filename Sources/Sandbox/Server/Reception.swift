import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Receives each request whole, records it and its answer, and turns errors into answers.
///
/// It is the outermost middleware, so all others see the body in the context.
struct Reception: RouterMiddleware {
  let log: RequestLog
  let clock: SandboxClock

  func handle(
    _ request: Request,
    context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    let arrival = clock.uptime()
    var context = context
    context.body = try await Self.body(of: request)
    context.sequence = log.add(
      method: request.method.rawValue,
      path: request.head.path ?? "",
      body: context.body ?? [],
      arrival: arrival
    )
    let response: Response
    do {
      response = try await next(request, context)
    } catch is NoAnswer {
      // This is written to a closed connection, and goes nowhere.
      return Response(status: .ok)
    } catch {
      response = FailureAnswer.response(to: error, context)
    }
    log.update(context.sequence) { $0.status = response.status.code }
    return response
  }

  /// The whole body; `nil` when it is larger than the sandbox accepts.
  ///
  /// Such a body is read to its end, too: a client that is still sending would not read an answer.
  private static func body(of request: Request) async throws -> [UInt8]? {
    var bytes: [UInt8]? = []
    for try await buffer in request.body {
      if let count = bytes?.count, count + buffer.readableBytes <= SandboxContext.maximumBody {
        bytes?.append(contentsOf: buffer.readableBytesView)
      } else {
        bytes = nil
      }
    }
    return bytes
  }
}

/// The answers to errors that routes throw.
enum FailureAnswer {
  static func response(to error: any Error, _ context: SandboxContext) -> Response {
    switch error {
    case let refusal as APIRefusal:
      return APIAnswer.refusal(refusal)
    case let error as HTTPError where error.status == .notFound:
      return APIAnswer.text(.notFound, "Not Found")
    default:
      // Storage failed (a full disk, a database that another process holds for too long).
      context.logger.error("A request failed", metadata: ["error": "\(error)"])
      return APIAnswer.text(.internalServerError, "Internal Server Error")
    }
  }
}
