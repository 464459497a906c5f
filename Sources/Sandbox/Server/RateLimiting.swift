import HTTPTypes
import Hummingbird
import Synchronization

/// Holds each API key to the limit, and reports it in the headers of every answer.
///
/// Source: the published description, "Rate limit". `X-RateLimit-Reset` is a text such as
/// JavaScript's `Date` makes, in whole seconds. Guesses: `Retry-After` is the time until the
/// oldest request leaves the window, in whole seconds, rounded up; a missing or wrong key is
/// limited like any other.
struct RateLimiting: RouterMiddleware {
  private let limiter: Limiter
  private let clock: SandboxClock

  init(limit: SandboxRateLimit, clock: SandboxClock) {
    limiter = Limiter(limit: limit)
    self.clock = clock
  }

  func handle(
    _ request: Request,
    context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    let key = request.headers[.authorization] ?? ""
    let (verdict, now) = limiter.admit(key, clock)
    var response: Response
    if verdict.isAdmitted {
      do {
        response = try await next(request, context)
      } catch let error as NoAnswer {
        throw error
      } catch {
        response = FailureAnswer.response(to: error, context)
      }
    } else {
      response = APIAnswer.text(.tooManyRequests, "Too many requests, please try again later.")
    }
    for header in headers(verdict, now) where response.headers[header.name] == nil {
      response.headers.append(header)
    }
    return response
  }

  private func headers(_ verdict: SlidingWindow.Verdict, _ now: Int64) -> [HTTPField] {
    let wait = verdict.untilReset.components
    let milliseconds = wait.seconds * 1000 + wait.attoseconds / 1_000_000_000_000_000
    return [
      HTTPField(name: .retryAfter, value: String((milliseconds + 999) / 1000)),
      HTTPField(name: .rateLimitLimit, value: String(limiter.limit.requests)),
      HTTPField(name: .rateLimitRemaining, value: String(verdict.remaining)),
      HTTPField(
        name: .rateLimitReset,
        value: Timestamp(milliseconds: now + milliseconds).javaScriptText
      ),
    ]
  }
}

/// The windows of all keys.
private final class Limiter: Sendable {
  let limit: SandboxRateLimit
  private let windows = Mutex<[String: SlidingWindow]>([:])

  init(limit: SandboxRateLimit) { self.limit = limit }

  func admit(_ key: String, _ clock: SandboxClock) -> (SlidingWindow.Verdict, Int64) {
    windows.withLock { windows in
      // Read inside the lock, so that instants never go back.
      let instant = clock.uptime()
      // Anybody can make up wrong keys, so idle ones are forgotten.
      if windows.count >= 1000, windows[key] == nil {
        windows = windows.filter { !$0.value.isIdle(at: instant) }
      }
      let verdict = windows[key, default: SlidingWindow(limit: limit)].admit(at: instant)
      return (verdict, clock.milliseconds())
    }
  }
}

extension HTTPField.Name {
  fileprivate static let rateLimitLimit = name("X-RateLimit-Limit")
  fileprivate static let rateLimitRemaining = name("X-RateLimit-Remaining")
  fileprivate static let rateLimitReset = name("X-RateLimit-Reset")

  private static func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("not a header's name") }
    return name
  }
}
