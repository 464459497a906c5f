import Synchronization

/// The latest requests, in the order of their arrival.
final class RequestLog: Sendable {
  private struct Storage {
    var requests: [RecordedRequest] = []
    /// The sequence number of the first request that is still kept.
    var first = 0
    var count = 0
  }

  private let capacity: Int
  private let storage = Mutex(Storage())

  init(capacity: Int) { self.capacity = max(0, capacity) }

  /// How many requests have arrived, whether kept or not.
  var count: Int { storage.withLock { $0.count } }

  var requests: [RecordedRequest] {
    storage.withLock { Array($0.requests.suffix(capacity)) }
  }

  /// Adds a request and returns its sequence number.
  func add(method: String, path: String, body: [UInt8], arrival: Duration) -> Int {
    storage.withLock { storage in
      let sequence = storage.count
      storage.count += 1
      guard capacity > 0 else { return sequence }
      // Old requests are dropped in batches, so that each is moved a constant number of times.
      if storage.requests.count >= 2 * capacity {
        storage.first += storage.requests.count - capacity
        storage.requests.removeFirst(storage.requests.count - capacity)
      }
      if storage.requests.isEmpty { storage.first = sequence }
      storage.requests.append(
        RecordedRequest(
          sequence: sequence,
          method: method,
          path: path,
          body: body,
          arrival: arrival
        )
      )
      return sequence
    }
  }

  func update(_ sequence: Int, _ change: (inout RecordedRequest) -> Void) {
    storage.withLock { storage in
      let index = sequence - storage.first
      if storage.requests.indices.contains(index) { change(&storage.requests[index]) }
    }
  }
}
