import HTTPTypes
import Hummingbird

/// Adds resources to a router: a path with its methods; any other method on it
/// is answered with 405.
struct APIRoutes {
  typealias Handler = @Sendable (Request, SandboxContext) async throws -> Response

  let router: RouterGroup<SandboxContext>

  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
  ]

  func add(
    _ path: RouterPath,
    _ handlers: [HTTPRequest.Method: Handler],
    otherwise refusal: APIRefusal = APIRefusal(
      status: .methodNotAllowed,
      body: .text("Method not allowed")
    )
  ) {
    for method in Self.methods {
      let handler = handlers[method] ?? { _, _ in throw refusal }
      router.on(path, method: method, use: handler)
    }
  }
}

extension Request {
  /// The number of that name in the query, moved into the range; the default if
  /// missing or no number.
  ///
  /// Guess: the description gives ranges, but no error for values outside of them.
  func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
    guard let number = text(name).flatMap({ Int($0) }) else { return standard }
    return min(max(number, range.lowerBound), range.upperBound)
  }

  /// The text of that name in the query; `nil` when it is missing or empty.
  ///
  /// Guess: a plus sign is a space, as in a form; an address with one must come percent-encoded.
  func text(_ name: String) -> String? {
    for pair in (uri.query ?? "").split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty,
        PercentEncoding.decoded(parts[0], plusIsSpace: true) == name
      else { continue }
      return PercentEncoding.decoded(parts[1], plusIsSpace: true)
    }
    return nil
  }

  /// The comma-separated texts of that name in the query; `nil` when it is missing or empty.
  func list(_ name: String) -> [String]? {
    text(name)?.split(separator: ",").map { part in
      String(part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
  }
}

extension SandboxContext {
  /// The decoded part of the path for the parameter of that name.
  func parameter(_ name: String) -> String {
    PercentEncoding.decoded(parameters.get(name) ?? "")
  }
}
