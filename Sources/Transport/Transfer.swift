import CLibCurl

/// One request in progress and what has come of its answer, for the thread that runs it.
final class Transfer {
  /// How much of an error's body is kept, in bytes; more is never worth quoting.
  private static let maximumErrorBody = 64 << 10
  /// The largest head, in bytes, which nothing else limits.
  private static let maximumHead = 256 << 10

  let number: Int
  let handle: EasyHandle
  private let request: HTTPRequest
  private let continuation: CheckedContinuation<Result<HTTPAnswer, TransportFailure>, Never>
  private var times = ExchangeTimes()
  private var lines: [UInt8] = []
  private var head: AnswerHead?
  private var body: [UInt8] = []
  /// Whether the head or the body is larger than its limit.
  private var isTooLarge = false

  init(_ arrival: Arrival, _ handle: EasyHandle) {
    self.number = arrival.number
    self.handle = handle
    self.request = arrival.request
    self.continuation = arrival.continuation
  }

  // MARK: While libcurl works

  /// Called by libcurl; returns how many bytes were taken, and ends the transfer if not all were.
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

  /// Called when the connection is there and the request is about to be written.
  ///
  /// libcurl writes it again when a kept connection turns out to be dead. It is then unknown
  /// whether the first one arrived, and the caller must be told.
  ///
  /// - Returns: Whether to go on.
  func begin() -> Bool {
    guard times.written == nil else { return false }
    times.written = .now
    return true
  }

  /// Takes a line of the head, or of what follows a body.
  func take(headLine line: UnsafeRawBufferPointer) -> Bool {
    guard head == nil else { return true }
    isTooLarge = lines.count + line.count > Self.maximumHead
    guard !isTooLarge else { return false }
    lines.append(contentsOf: line)
    guard line.count <= 2, line.allSatisfy({ $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") })
    else { return true }
    let status = handle.status
    defer { lines = [] }
    // This is an interim answer, after which the real one comes.
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

  /// Takes a part of the body.
  func take(part: UnsafeRawBufferPointer) -> Bool {
    let isSuccess = head?.isSuccess ?? false
    let room = (isSuccess ? request.maximumAnswer : Self.maximumErrorBody) - body.count
    isTooLarge = part.count > room
    // An error's status says enough; the kept part of its body suffices, and the rest is not worth
    // reading.
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
