import Dispatch

/// Threads of their own for a server that must answer while tests keep the common ones busy.
///
/// The common pool has a thread for each core, and a test that computes for a minute holds one of them.
package final class OwnThreads: TaskExecutor {
  private static let shared = OwnThreads()
  private let queue = DispatchQueue(label: "server of a test", attributes: .concurrent)

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs `body`, and what it starts, on threads that nothing else uses.
  package static func run<Result: Sendable>(
    _ body: () async throws -> Result
  ) async throws -> Result {
    try await withTaskExecutorPreference(shared) { try await body() }
  }
}
