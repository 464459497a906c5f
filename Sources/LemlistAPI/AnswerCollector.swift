import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Collects one answer, notes when what happened, and gives up on one that is too large.
final class AnswerCollector: HTTPClientResponseDelegate {
  /// What came back.
  struct Answer: Sendable {
    let head: HTTPResponseHead
    let body: ByteBuffer
    /// Whether more followed that was not kept.
    let isCut: Bool
  }

  /// When the head of the request was written, and when the head of the answer came.
  struct Times: Sendable {
    var written: ContinuousClock.Instant?
    var answered: ContinuousClock.Instant?
    var head: HTTPResponseHead?
  }

  struct TooLarge: Error {}

  private struct State: Sendable {
    var times = Times()
    var body = ByteBuffer()
    var isCut = false
  }

  /// Of an error's body: all that can be worth quoting.
  private static let maximumErrorBody = 64 << 10

  private let maximumBody: Int
  private let state = Mutex(State())

  /// - Parameter maximumBody: In bytes, for a success.
  init(maximumBody: Int) { self.maximumBody = maximumBody }

  /// What has happened so far.
  var times: Times { state.withLock { $0.times } }

  func didSendRequestHead(task: HTTPClient.Task<Answer>, _ head: HTTPRequestHead) {
    let now = ContinuousClock.now
    state.withLock { $0.times.written = now }
  }

  func didReceiveHead(task: HTTPClient.Task<Answer>, _ head: HTTPResponseHead) -> EventLoopFuture<
    Void
  > {
    let now = ContinuousClock.now
    let isTooLarge = state.withLock { state in
      state.times.answered = now
      state.times.head = head
      guard head.status.isSuccess, let text = head.headers.first(name: "content-length"),
        let length = Int(text)
      else { return false }
      return length > maximumBody
    }
    return isTooLarge
      ? task.eventLoop.makeFailedFuture(TooLarge()) : task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<Answer>, _ part: ByteBuffer) -> EventLoopFuture<
    Void
  > {
    let isTooLarge = state.withLock { state in
      let isSuccess = state.times.head?.status.isSuccess ?? false
      let room = (isSuccess ? maximumBody : Self.maximumErrorBody) - state.body.readableBytes
      guard part.readableBytes > room else {
        state.body.writeImmutableBuffer(part)
        return false
      }
      state.isCut = true
      // An error is known by its status: what was kept of its body is enough, and the rest is not worth reading.
      if !isSuccess, let kept = part.getSlice(at: part.readerIndex, length: max(0, room)) {
        state.body.writeImmutableBuffer(kept)
      }
      return true
    }
    return isTooLarge
      ? task.eventLoop.makeFailedFuture(TooLarge()) : task.eventLoop.makeSucceededVoidFuture()
  }

  func didFinishRequest(task: HTTPClient.Task<Answer>) throws -> Answer {
    guard let answer = partial else { throw HTTPClientError.remoteConnectionClosed }
    return answer
  }

  /// What came before the end, or before it was given up; `nil` without a head.
  var partial: Answer? {
    state.withLock { state in
      state.times.head.map { Answer(head: $0, body: state.body, isCut: state.isCut) }
    }
  }
}

extension HTTPResponseStatus {
  /// 2xx.
  var isSuccess: Bool { (200..<300).contains(code) }
}
