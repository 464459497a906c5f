import CLibCurl
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The thread that runs libcurl's transfers, and the way to reach it.
///
/// Only that thread uses libcurl. Other threads leave their wishes in the inbox, and wake it.
final class TransferLoop: Sendable {
  private struct Inbox {
    var arrivals: [Arrival] = []
    var cancelled: [Int] = []
    var isClosing = false
    /// Whether the thread sleeps or is about to, so that it must be woken.
    var isAsleep = false
    /// Whether the thread has ended, and the handle with it.
    var isOver = false
    var closer: CheckedContinuation<Void, Never>?
  }

  private struct Work {
    let arrivals: [Arrival]
    let cancelled: [Int]
  }

  /// The longest sleep, in milliseconds; any event ends it earlier.
  private static let longestSleep: Int32 = 60_000

  private let inbox = Mutex(Inbox())
  private let usesProxies: Bool
  // Only the thread uses it, until it ends, except for `curl_multi_wakeup`, which any thread may
  // call; that happens under the inbox's lock, and no more once `isOver` is set.
  nonisolated(unsafe) private let multi: UnsafeMutableRawPointer

  /// Whether libcurl has been set up, which must happen once, before its first use.
  private static let isSetUp = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  init(connections: Int, usesProxies: Bool) throws(TransportError) {
    guard Self.isSetUp, let multi = curl_multi_init() else { throw TransportError() }
    _ = roster_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, connections)
    self.multi = multi
    self.usesProxies = usesProxies
    guard startThread() else {
      curl_multi_cleanup(multi)
      throw TransportError()
    }
  }

  /// Hands a request over; its continuation is resumed exactly once.
  func add(_ arrival: Arrival) {
    let isTaken = inbox.withLock { inbox in
      // An earlier cancellation is seen here; a later one finds the request in the inbox or in
      // progress.
      guard !inbox.isClosing, !Task.isCancelled else { return false }
      inbox.arrivals.append(arrival)
      wake(&inbox)
      return true
    }
    if !isTaken { arrival.continuation.resume(returning: .failure(TransportFailure(.cancelled))) }
  }

  /// Cancels a request in progress; it is not an error if it has ended.
  func cancel(_ number: Int) {
    inbox.withLock { inbox in
      guard !inbox.isClosing else { return }
      inbox.cancelled.append(number)
      wake(&inbox)
    }
  }

  /// Cancels everything in progress, and waits for the end of the thread.
  func close() async {
    await withCheckedContinuation { continuation in
      inbox.withLock { inbox in
        inbox.closer = continuation
        inbox.isClosing = true
        wake(&inbox)
      }
    }
  }

  private func wake(_ inbox: inout Inbox) {
    guard inbox.isAsleep, !inbox.isOver else { return }
    inbox.isAsleep = false
    curl_multi_wakeup(multi)
  }

  // MARK: The thread

  private func startThread() -> Bool {
    // Signals are for the program's own threads, and a broken connection is an error of its
    // request.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let this = Unmanaged.passRetained(self)
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread,
      &attributes,
      { argument in
        // `startThread` passed this, and retained it for this thread.
        if let argument = argument as UnsafeMutableRawPointer? {
          Unmanaged<TransferLoop>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      },
      this.toOpaque()
    )
    if status != 0 { this.release() }
    return status == 0
  }

  private func run() {
    let transfers = Transfers(multi: multi, usesProxies: usesProxies)
    while let work = takeWork() {
      for arrival in work.arrivals { transfers.begin(arrival) }
      for number in work.cancelled { transfers.cancel(number) }
      transfers.advance()
      let sleeps = inbox.withLock { inbox in
        inbox.isAsleep =
          inbox.arrivals.isEmpty && inbox.cancelled.isEmpty && !inbox.isClosing
        return inbox.isAsleep
      }
      if sleeps { curl_multi_poll(multi, nil, 0, Self.longestSleep, nil) }
    }
    transfers.endAll()
    let (left, closer) = inbox.withLock { inbox in
      inbox.isOver = true
      return (inbox.arrivals, inbox.closer.take())
    }
    curl_multi_cleanup(multi)
    for arrival in left {
      arrival.continuation.resume(returning: .failure(TransportFailure(.cancelled)))
    }
    closer?.resume()
  }

  /// The work that has come in; `nil` when the thread has to end.
  private func takeWork() -> Work? {
    inbox.withLock { inbox in
      inbox.isAsleep = false
      guard !inbox.isClosing else { return nil }
      let work = Work(arrivals: inbox.arrivals, cancelled: inbox.cancelled)
      inbox.arrivals.removeAll(keepingCapacity: true)
      inbox.cancelled.removeAll(keepingCapacity: true)
      return work
    }
  }
}
