import FoundationEssentials
import JSONText
import Transport

/// The result of one attempt.
struct AttemptResult: Sendable {
  enum Content: Sendable {
    /// A success whose body is JSON.
    case json(JSONValue)
    case fault(AttemptFailure, serviceCode: String?, message: String)
    case cancelled
  }

  let content: Content
  /// The status of the answer; `nil` when none came.
  let status: Int?
  let written: ContinuousClock.Instant?
  /// When the head of the answer came, or the attempt was given up.
  let ended: ContinuousClock.Instant
  /// How the request ended, for the pacer.
  let ending: Pacer.Ending
  /// How long the service asked to wait, with a 429 or 503.
  let wait: Duration?

  /// Whether anything was sent.
  var wasSent: Bool { written != nil }
}

/// Sends one request once, and classifies what comes back.
struct Exchange: Sendable {
  let transport: HTTPTransport
  let endpoint: Endpoint
  let headers: [HTTPRequest.Header]
  let timeout: Duration
  let text: MessageSanitizer

  init(transport: HTTPTransport, configuration: ClientConfiguration) {
    self.transport = transport
    self.endpoint = configuration.endpoint
    self.timeout = configuration.timeout
    self.text = MessageSanitizer(hiding: configuration.key)
    self.headers = [
      HTTPRequest.Header("Authorization", configuration.key.authorization),
      HTTPRequest.Header("Accept", "application/json"),
      HTTPRequest.Header("User-Agent", configuration.userAgent),
    ]
  }

  /// The request for an operation; all its attempts reuse it.
  func request(for operation: Operation) -> HTTPRequest {
    var request = HTTPRequest(
      operation.method,
      endpoint.description + operation.path,
      headers: headers,
      body: operation.body,
      timeout: timeout,
      maximumAnswer: operation.maximumAnswer
    )
    if operation.body != nil {
      request.headers.append(HTTPRequest.Header("Content-Type", "application/json"))
    }
    return request
  }

  /// Sends the request once and returns what came of it.
  func attempt(_ request: HTTPRequest) async -> AttemptResult {
    do throws(TransportFailure) {
      return result(of: try await transport.send(request))
    } catch {
      return result(of: error)
    }
  }

  // MARK: Answers

  private func result(of answer: HTTPAnswer) -> AttemptResult {
    let status = answer.head.status
    let signal = RateLimitHeaders(answer.head)
    let isLimited = status == 429
    let wait =
      isLimited || status == 503
      ? RateLimitHeaders.wait(answer.head, now: Date().timeIntervalSince1970) : nil
    return AttemptResult(
      content: content(of: answer),
      status: status,
      written: answer.times.written,
      ended: answer.times.answered ?? .now,
      ending: isLimited ? .rejected(signal, wait: wait) : .answered(signal),
      wait: wait
    )
  }

  private func content(of answer: HTTPAnswer) -> AttemptResult.Content {
    let bytes = answer.body
    guard answer.head.isSuccess else {
      let (code, message) = said(answer)
      return .fault(.status(answer.head.status), serviceCode: code, message: message)
    }
    do throws(JSONError) {
      return .json(try JSONParser.parse(bytes))
    } catch {
      // A body that stops in the middle of its JSON was cut on the way; any other is not JSON at
      // all.
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

  private func beginning(of bytes: [UInt8]) -> String {
    let quoted = text.quote(bytes.prefix(1024), isCut: bytes.count > 1024)
    return quoted.count <= 80 ? quoted : String(quoted.prefix(80)) + "…"
  }

  /// What an error's body says: the documented JSON, other JSON with a text, or a text
  /// that is not HTML.
  private func said(_ answer: HTTPAnswer) -> (code: String?, message: String) {
    if (300..<400).contains(answer.head.status) {
      let target = answer.head.first("location") ?? ""
      return (nil, target.isEmpty ? "" : "to \(text.quote(target))")
    }
    if let json = try? JSONParser.parse(answer.body), json.members != nil {
      let error = json["error"] ?? .null
      let message = error["message"] ?? json["message"] ?? error
      let code = error["code"]?.string ?? json["code"]?.string
      return (code.map(text.quote), text.quote(message.string ?? ""))
    }
    let quoted = text.quote(answer.body, isCut: answer.isCut)
    // Markup is of no use to a reader.
    return (nil, quoted.hasPrefix("<") ? "" : quoted)
  }

  // MARK: Failures

  private func result(of failure: TransportFailure) -> AttemptResult {
    let ending: Pacer.Ending
    if let head = failure.head {
      ending = .answered(RateLimitHeaders(head))
    } else {
      ending = failure.wasSent ? .lost : .neverSent
    }
    return AttemptResult(
      content: content(of: failure),
      status: failure.head?.status,
      written: failure.times.written,
      ended: failure.times.answered ?? .now,
      ending: ending,
      wait: nil
    )
  }

  private func content(of failure: TransportFailure) -> AttemptResult.Content {
    switch failure.reason {
    case .cancelled: .cancelled
    case .tooLarge: fault(.tooLarge)
    case .timedOut where failure.wasSent: fault(.timedOut(sent: true), "waited \(timeout.spoken)")
    case .timedOut:
      fault(.timedOut(sent: false), "no connection to \(endpoint.host) within the timeout")
    case .cut, .malformed: fault(.cut(sent: failure.wasSent))
    case .unusableProxy: fault(.unusableProxy)
    case .invalidRequest:
      fault(.unusableEndpoint, "the endpoint is not a URL that can be requested")
    case .proxyFailed: fault(.noConnection, failure.message)
    case .refused, .unknownHost, .insecure:
      fault(.noConnection, "\(endpoint.host) port \(endpoint.port): \(failure.message)")
    }
  }

  private func fault(_ fault: AttemptFailure, _ message: String = "") -> AttemptResult.Content {
    .fault(fault, serviceCode: nil, message: text.quote(message))
  }
}
