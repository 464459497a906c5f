import AsyncHTTPClient
import FoundationEssentials
import JSONText
import NIOCore
import NIOHTTP1
import NIOPosix

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one attempt came to.
struct AttemptResult: Sendable {
  enum Content: Sendable {
    /// A success whose body is JSON.
    case json(JSONValue)
    case fault(Fault, serviceCode: String?, message: String)
    case cancelled
  }

  let content: Content
  /// `nil` when no answer came.
  let status: Int?
  let written: ContinuousClock.Instant?
  /// When the head of the answer came, or the attempt was given up.
  let ended: ContinuousClock.Instant
  /// For the pacer.
  let ending: Pacer.Ending
  /// How long the service asked to wait, with a 429 or 503.
  let wait: Duration?

  /// Whether anything was sent.
  var wasSent: Bool { written != nil }
}

/// Sends one request once, and sorts what comes back.
struct Exchange: Sendable {
  let client: HTTPClient
  let endpoint: Endpoint
  let headers: HTTPHeaders
  /// The request of every upsert but for its body; `nil` when the endpoint cannot be requested.
  private let upsert: HTTPClient.Request?
  let timeout: Duration
  let text: ServiceText

  init(client: HTTPClient, configuration: ClientConfiguration) {
    self.client = client
    self.endpoint = configuration.endpoint
    self.timeout = configuration.timeout
    self.text = ServiceText(hiding: configuration.key)
    let headers: HTTPHeaders = [
      "Authorization": configuration.key.authorization,
      "Accept": "application/json",
      "User-Agent": configuration.userAgent,
    ]
    self.headers = headers
    self.upsert = try? Self.request(
      for: .upsert([], label: ""),
      at: configuration.endpoint,
      headers
    )
  }

  /// The request of an operation; reused for all its attempts.
  func request(for operation: Operation) throws -> HTTPClient.Request {
    if operation.route == .upsert, var request = upsert {
      request.body = operation.body.map { .byteBuffer(ByteBuffer(bytes: $0)) }
      return request
    }
    return try Self.request(for: operation, at: endpoint, headers)
  }

  private static func request(
    for operation: Operation,
    at endpoint: Endpoint,
    _ headers: HTTPHeaders
  ) throws -> HTTPClient.Request {
    var headers = headers
    var body: HTTPClient.Body?
    if let bytes = operation.body {
      headers.add(name: "Content-Type", value: "application/json")
      body = .byteBuffer(ByteBuffer(bytes: bytes))
    }
    return try HTTPClient.Request(
      url: endpoint.description + operation.path,
      method: operation.method,
      headers: headers,
      body: body
    )
  }

  /// One attempt.
  func attempt(_ request: HTTPClient.Request, maximumAnswer: Int) async -> AttemptResult {
    let collector = AnswerCollector(maximumBody: maximumAnswer)
    let task = client.execute(
      request: request,
      delegate: collector,
      deadline: .now() + TimeAmount(timeout)
    )
    do {
      let answer = try await withTaskCancellationHandler {
        try await task.get()
      } onCancel: {
        task.cancel()
      }
      return result(of: answer, times: collector.times)
    } catch {
      return result(of: error, collector: collector)
    }
  }

  // MARK: Answers

  private func result(
    of answer: AnswerCollector.Answer,
    times: AnswerCollector.Times
  ) -> AttemptResult {
    let status = Int(answer.head.status.code)
    let signal = RateSignal(answer.head.headers)
    let isLimited = status == 429
    let wait =
      isLimited || status == 503
      ? RateSignal.wait(answer.head.headers, now: Date().timeIntervalSince1970) : nil
    return AttemptResult(
      content: content(of: answer, status: status),
      status: status,
      written: times.written,
      ended: times.answered ?? .now,
      ending: isLimited ? .rejected(signal, wait: wait) : .answered(signal),
      wait: wait
    )
  }

  private func content(
    of answer: AnswerCollector.Answer,
    status: Int
  ) -> AttemptResult.Content {
    let bytes = answer.body.readableBytesView
    guard answer.head.status.isSuccess else {
      let (code, message) = said(bytes, answer.head, isCut: answer.isCut)
      return .fault(.status(status), serviceCode: code, message: message)
    }
    do throws(JSONError) {
      return .json(try JSONParser.parse(bytes))
    } catch {
      // A body that stops in the middle of its JSON was cut on the way; any other is no JSON at all.
      if error.reason == .unexpectedEnd {
        return .fault(.cut(sent: true), serviceCode: nil, message: "the body ends too early")
      }
      return .fault(
        .invalidAnswer,
        serviceCode: nil,
        message: "it is not JSON (\(error)), and begins with \"\(beginning(of: bytes))\""
      )
    }
  }

  private func beginning(of bytes: ByteBufferView) -> String {
    let quoted = text.quote(bytes.prefix(1024), isCut: bytes.count > 1024)
    return quoted.count <= 80 ? quoted : String(quoted.prefix(80)) + "…"
  }

  /// What an error's body says: the documented JSON, another JSON with a text, or a text that is not HTML.
  private func said(
    _ bytes: ByteBufferView,
    _ head: HTTPResponseHead,
    isCut: Bool
  ) -> (code: String?, message: String) {
    if (300..<400).contains(Int(head.status.code)) {
      let target = head.headers.first(name: "location") ?? ""
      return (nil, target.isEmpty ? "" : "to \(text.quote(target))")
    }
    if let json = try? JSONParser.parse(bytes), json.members != nil {
      let error = json["error"] ?? .null
      let message = error["message"] ?? json["message"] ?? error
      let code = error["code"]?.string ?? json["code"]?.string
      return (code.map(text.quote), text.quote(message.string ?? ""))
    }
    let quoted = text.quote(bytes, isCut: isCut)
    // Markup tells a person nothing.
    return (nil, quoted.hasPrefix("<") ? "" : quoted)
  }

  // MARK: Errors

  private func result(of error: any Error, collector: AnswerCollector) -> AttemptResult {
    let times = collector.times
    // The head of an error is all that is needed; its body was too large, or was cut.
    if !(error is CancellationError), (error as? HTTPClientError) != .cancelled,
      let partial = collector.partial, !partial.head.status.isSuccess
    {
      let cut = AnswerCollector.Answer(head: partial.head, body: partial.body, isCut: true)
      return result(of: cut, times: times)
    }
    let isSent = times.written != nil
    let ending: Pacer.Ending
    if let head = times.head {
      ending = .answered(RateSignal(head.headers))
    } else {
      ending = isSent ? .lost : .neverSent
    }
    return AttemptResult(
      content: content(of: error, isSent: isSent),
      status: times.head.map { Int($0.status.code) },
      written: times.written,
      ended: times.answered ?? .now,
      ending: ending,
      wait: nil
    )
  }

  private func content(of error: any Error, isSent: Bool) -> AttemptResult.Content {
    if error is AnswerCollector.TooLarge {
      return .fault(.tooLarge, serviceCode: nil, message: "")
    }
    if let error = error as? HTTPClientError {
      switch error {
      case .cancelled: return .cancelled
      case .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout:
        return .fault(
          .timedOut(sent: isSent),
          serviceCode: nil,
          message: "waited \(timeout.spoken)"
        )
      case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout,
        .socksHandshakeTimeout:
        return .fault(
          .timedOut(sent: false),
          serviceCode: nil,
          message: "no connection to \(endpoint.host) within the timeout"
        )
      case .proxyAuthenticationRequired:
        return .fault(
          .noConnection,
          serviceCode: nil,
          message: "the proxy asks for a user name and a password"
        )
      case .invalidProxyResponse:
        return .fault(.noConnection, serviceCode: nil, message: "the proxy refused the connection")
      default: break
      }
    }
    guard isSent else {
      return .fault(.noConnection, serviceCode: nil, message: said(error))
    }
    return .fault(.cut(sent: true), serviceCode: nil, message: "")
  }

  private func said(_ error: any Error) -> String {
    let cause = (error as? NIOConnectionError).flatMap { connection -> (any Error)? in
      connection.connectionErrors.first?.error ?? connection.dnsAError ?? connection.dnsAAAAError
    }
    let said =
      ((cause ?? error) as? IOError).map { String(cString: strerror($0.errnoCode)) }
      ?? String(describing: cause ?? error)
    return text.quote("\(endpoint.host) port \(endpoint.port): \(said)")
  }
}
