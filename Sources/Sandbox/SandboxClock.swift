#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The sandbox's time: a monotonic clock, and the time of day.
package struct SandboxClock: Sendable {
  /// The time since some fixed instant, which never goes back.
  package let uptime: @Sendable () -> Duration
  /// The time of day in milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: @Sendable () -> Int64
  /// Returns after that time; throws when the task is cancelled.
  package let sleep: @Sendable (Duration) async throws -> Void

  package init(
    uptime: @escaping @Sendable () -> Duration,
    milliseconds: @escaping @Sendable () -> Int64,
    sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.uptime = uptime
    self.milliseconds = milliseconds
    self.sleep = sleep
  }

  /// The machine's own clock.
  package static let system: SandboxClock = {
    let start = ContinuousClock.now
    return SandboxClock(
      uptime: { start.duration(to: .now) },
      milliseconds: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) },
      sleep: { try await Task.sleep(for: $0) }
    )
  }()
}
