/// What came back, whatever its status.
package struct HTTPAnswer: Sendable {
  package let head: AnswerHead
  /// Decompressed.
  package let body: [UInt8]
  /// Whether the body went on, or was to go on, beyond what is kept of it.
  ///
  /// Never of a success, which is whole or a failure. Any other answer is known by its status: at most 64 KiB of its body
  /// are kept, and it is an answer even if its body is not complete.
  package let isCut: Bool
  package let times: ExchangeTimes
}

/// When a request was written, and when its answer came.
package struct ExchangeTimes: Sendable {
  /// Just before the first byte went into an established connection; `nil` when none did.
  package internal(set) var written: ContinuousClock.Instant?
  /// When the head of the answer was complete; `nil` when it never was.
  package internal(set) var answered: ContinuousClock.Instant?
}
