import HTTPTypes
import Hummingbird

/// Accepts HTTP Basic with an empty user name and an API key as the password.
///
/// Source: the published description, "401": plain text, but JSON on `/fields`.
struct Authentication: RouterMiddleware {
  private let keys: [[UInt8]]

  /// Takes the accepted keys; if there are none, any non-empty key is accepted.
  init(keys: [String]) { self.keys = keys.map { Array($0.utf8) } }

  func handle(
    _ request: Request,
    context: SandboxContext,
    next: @concurrent (Request, SandboxContext) async throws -> Response
  ) async throws -> Response {
    guard let key = key(of: request.headers[.authorization]), isAccepted(key) else {
      if request.uri.path == "/api/fields" {
        throw APIRefusal(status: .unauthorized, body: .json(.object(["error": "Unauthorized"])))
      }
      throw APIRefusal(
        status: .unauthorized,
        body: .text("The authentication you supplied is incorrect")
      )
    }
    return try await next(request, context)
  }

  private func isAccepted(_ key: [UInt8]) -> Bool {
    keys.isEmpty ? !key.isEmpty : keys.contains(key)
  }

  private func key(of header: String?) -> [UInt8]? {
    let parts = (header ?? "").split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "basic",
      let credentials = Base64.decoded(parts[1]), credentials.first == UInt8(ascii: ":")
    else { return nil }
    return Array(credentials.dropFirst())
  }
}

/// Base64 of RFC 4648, with or without padding.
private enum Base64 {
  static func decoded(_ text: Substring) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8.reversed().drop(while: { $0 == UInt8(ascii: "=") }).reversed() {
      guard let digit = digit(byte) else { return nil }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
