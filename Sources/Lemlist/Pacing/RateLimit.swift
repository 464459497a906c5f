/// How many requests may arrive within any window of that length, such as `20/2s`.
package struct RateLimit: Hashable, Sendable {
  /// The number of requests, from 1 to 100,000.
  package let requests: Int
  /// The length of the window, from 10 milliseconds to an hour.
  package let window: Duration

  /// The service's documented limit: 20 requests in 2 seconds for each key, on all routes.
  ///
  /// Source: the provider's published description, "Rate limit".
  package static let production = RateLimit(requests: 20, milliseconds: 2000)

  private init(requests: Int, milliseconds: Int64) {
    self.requests = requests
    self.window = .milliseconds(milliseconds)
  }

  /// Fails unless there are 1 to 100,000 requests in a window of 10 ms to an hour.
  package init?(requests: Int, window: Duration) {
    guard (1...100_000).contains(requests), window >= .milliseconds(10), window <= .seconds(3600)
    else { return nil }
    self.requests = requests
    self.window = window
  }

  /// Reads `20/2s`, `5/1s`, `100/500ms` or `300/1m`; `nil` for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let requests = Self.number(parts[0]) else { return nil }
    let digits = parts[1].prefix { $0.isASCII && $0.isNumber }
    let count = digits.isEmpty ? 1 : Self.number(digits)
    guard let count, count <= 3_600_000 else { return nil }
    switch parts[1].dropFirst(digits.count) {
    case "ms": self.init(requests: requests, window: .milliseconds(count))
    case "s": self.init(requests: requests, window: .seconds(count))
    case "m": self.init(requests: requests, window: .seconds(count * 60))
    default: return nil
    }
  }

  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }
}

extension RateLimit: CustomStringConvertible {
  /// The limit in the form that `init(_:)` reads, such as `20/2s`.
  package var description: String {
    let milliseconds = window.wholeMilliseconds
    if milliseconds % 1000 == 0 { return "\(requests)/\(milliseconds / 1000)s" }
    return "\(requests)/\(milliseconds)ms"
  }
}
