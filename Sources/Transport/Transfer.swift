import CLibCurl

/// One request under way, and what has come of its answer; for the thread that runs it.
final class Transfer {
  /// Of an error's body: all that can be worth quoting.
  private static let maximumErrorBody = 64 << 10
  /// Of a head, whose size nothing else bounds.
  private static let maximumHead = 256 << 10

  let number: Int
  let handle: EasyHandle
  private let request: HTTPRequest
  private let continuation: CheckedContinuation<Result<HTTPAnswer, TransportFailure>, Never>
  private var times = ExchangeTimes()
  private var lines: [UInt8] = []
  private var head: AnswerHead?
  private var body: [UInt8] = []
  /// Whether the head or the body is larger than what is kept.
  private var isTooLarge = false

  init(_ arrival: Arrival, _ handle: EasyHandle) {
    self.number = arrival.number
    self.handle = handle
    self.request = arrival.request
    self.continuation = arrival.continuation
  }

  // MARK: While libcurl works

  /// Called by libcurl: says how many bytes were taken; fewer than there are end the transfer.
  static func called(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?,
    _ take: (Transfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    return take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  /// The connection is there, and the request is written next.
  ///
  /// libcurl writes it once more when a connection that it had kept turns out to be dead. Whether the first one
  /// arrived cannot be known then, and whoever asked must hear of it.
  ///
  /// - Returns: Whether to go on.
  func begin() -> Bool {
    guard times.written == nil else { return false }
    times.written = .now
    return true
  }

  /// A line of the head, or of what follows a body.
  func take(headLine line: UnsafeRawBufferPointer) -> Bool {
    guard head == nil else { return true }
    isTooLarge = lines.count + line.count > Self.maximumHead
    guard !isTooLarge else { return false }
    lines.append(contentsOf: line)
    guard line.count <= 2, line.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") })
    else { return true }
    let status = handle.status
    defer { lines = [] }
    // An interim answer, after which the real one comes.
    guard !(100..<200).contains(status) else { return true }
    times.answered = .now
    let head = AnswerHead(status: status, lines: lines)
    self.head = head
    guard head.isSuccess, let length = head.first("content-length").flatMap(Int.init), length > 0
    else { return true }
    isTooLarge = length > request.maximumAnswer
    if !isTooLarge { body.reserveCapacity(length) }
    return !isTooLarge
  }

  /// A part of the body.
  func take(part: UnsafeRawBufferPointer) -> Bool {
    let isSuccess = head?.isSuccess ?? false
    let room = (isSuccess ? request.maximumAnswer : Self.maximumErrorBody) - body.count
    isTooLarge = part.count > room
    // An error is known by its status: what was kept of its body is enough, and the rest is not worth reading.
    body.append(contentsOf: part.prefix(room))
    return !isTooLarge
  }

  // MARK: Afterwards

  func cancel() {
    continuation.resume(
      returning: .failure(TransportFailure(.cancelled, head: head, times: times))
    )
  }

  func finish(_ code: CURLcode) {
    continuation.resume(returning: result(code))
  }

  private func result(_ code: CURLcode) -> Result<HTTPAnswer, TransportFailure> {
    if let head, code == CURLE_OK || !head.isSuccess {
      let isCut = code != CURLE_OK
      return .success(HTTPAnswer(head: head, body: body, isCut: isCut, times: times))
    }
    let (reason, message) = cause(code)
    return .failure(TransportFailure(reason, message, head: head, times: times))
  }

  private func cause(_ code: CURLcode) -> (TransportFailure.Reason, String) {
    if isTooLarge { return (.tooLarge, "") }
    if code == CURLE_OPERATION_TIMEDOUT { return (.timedOut, "") }
    guard times.written == nil else {
      switch code {
      case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
        return (.malformed, "")
      default: return (.cut, "")
      }
    }
    return ConnectionCause(code, handle, url: request.url).described
  }
}
