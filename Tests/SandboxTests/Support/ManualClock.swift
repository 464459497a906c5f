import Sandbox
import Synchronization

/// A clock that stands until it is told to go on.
final class ManualClock: Sendable {
  private let time = Mutex(Duration.zero)

  /// Sleepers wake at once, and the clock has moved on by their time.
  var sandboxClock: SandboxClock {
    SandboxClock(
      uptime: { self.now },
      milliseconds: { 1_613_462_562_917 + self.now.wholeMilliseconds },
      sleep: { self.advance(by: $0) }
    )
  }

  var now: Duration { time.withLock { $0 } }

  func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
