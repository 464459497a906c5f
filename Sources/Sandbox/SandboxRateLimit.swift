/// How many requests each API key may send in any window of a given length.
package struct SandboxRateLimit: Equatable, Sendable {
  /// The number of requests, at least 1.
  package let requests: Int
  /// The length of the window, more than zero.
  package let window: Duration

  /// The API's limit: 20 requests in 2 seconds.
  ///
  /// Source: the published description, "Rate limit".
  package static let `default` = SandboxRateLimit(requests: 20, window: .seconds(2))

  /// - Precondition: `requests` is at least 1 and `window` more than zero.
  package init(requests: Int, window: Duration) {
    precondition(requests >= 1 && window > .zero, "a limit that lets nothing pass")
    self.requests = requests
    self.window = window
  }

  /// Reads `20/2s`, `600/1m` or `5/500ms`; `nil` for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let requests = Int(parts[0]), requests >= 1,
      let window = Self.duration(parts[1])
    else { return nil }
    self.init(requests: requests, window: window)
  }

  static func duration(_ text: Substring) -> Duration? {
    let number = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int64(number), count >= 1, count <= 1_000_000_000 else { return nil }
    switch text.dropFirst(number.count) {
    case "ms": return .milliseconds(count)
    case "s": return .seconds(count)
    case "m": return .seconds(count * 60)
    default: return nil
    }
  }
}
