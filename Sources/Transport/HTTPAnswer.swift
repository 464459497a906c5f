/// The answer to a request, whatever its status.
package struct HTTPAnswer: Sendable {
  package let head: AnswerHead
  /// The bytes of the body, decompressed.
  package let body: [UInt8]
  /// Whether the body continued, or should have continued, beyond the part that is kept.
  ///
  /// This is never so for a success, which is either complete or a failure. For any other
  /// answer the status matters: at most 64 KiB of its body are kept, and it counts even if
  /// its body is incomplete.
  package let isCut: Bool
  package let times: ExchangeTimes
}

/// The times at which a request was written and its answer came.
package struct ExchangeTimes: Sendable {
  /// Just before the first byte was written to an established connection; `nil` when none was.
  package internal(set) var written: ContinuousClock.Instant?
  /// When the head of the answer was complete; `nil` when it never was.
  package internal(set) var answered: ContinuousClock.Instant?
}
