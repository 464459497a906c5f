import CLibCurl

/// A handle of libcurl's, set up once and reused for one request after another.
final class EasyHandle {
  let easy: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var headers: UnsafeMutablePointer<curl_slist>?

  /// How long a connection may be idle, in seconds.
  ///
  /// Servers and balancers keep them longer (60 s and more), so a request seldom
  /// meets one that closes.
  private static let longestIdle = 30
  /// The time limit for connecting, in milliseconds.
  private static let longestConnecting = 10_000

  init?(usesProxies: Bool) {
    guard let easy = curl_easy_init() else { return nil }
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_ERRORBUFFER, pointer: errorText)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_MAXAGE_CONN, Self.longestIdle)
    // Other encodings gain little, and each is one more decoder to trust.
    _ = roster_curl_set_text(easy, CURLOPT_ACCEPT_ENCODING, "gzip")
    _ = roster_curl_restrict(easy)
    // An empty name means no proxy, whatever the environment says.
    if !usesProxies { _ = roster_curl_set_text(easy, CURLOPT_PROXY, "") }
    _ = roster_curl_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.called(bytes, size * count, context) { $0.take(headLine: $1) }
    }
    _ = roster_curl_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.called(bytes, size * count, context) { $0.take(part: $1) }
    }
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// Sets up everything in which requests differ; `false` when the request cannot be sent.
  func prepare(_ request: HTTPRequest, for transfer: Transfer) -> Bool {
    errorText[0] = 0
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    set(CURLOPT_PRIVATE, pointer: context)
    set(CURLOPT_HEADERDATA, pointer: context)
    set(CURLOPT_WRITEDATA, pointer: context)
    _ = roster_curl_set_start(
      easy,
      { context, _, _, _, _ in
        guard let context else { return CURL_PREREQFUNC_ABORT }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return transfer.begin() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      },
      context
    )
    let timeout = max(1, request.timeout.wholeMilliseconds)
    set(CURLOPT_TIMEOUT_MS, timeout)
    set(CURLOPT_CONNECTTIMEOUT_MS, min(timeout, Self.longestConnecting))
    guard setHeaders(request), isText(request.url),
      roster_curl_set_text(easy, CURLOPT_URL, request.url) == CURLE_OK
    else { return false }
    return setBody(request)
  }

  private func setBody(_ request: HTTPRequest) -> Bool {
    if let body = request.body {
      let isSet = body.withUnsafeBytes { bytes in
        roster_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)) == CURLE_OK
          && roster_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress) == CURLE_OK
      }
      guard isSet else { return false }
      set(CURLOPT_POST, 1)
    } else {
      set(CURLOPT_HTTPGET, 1)
    }
    return roster_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue) == CURLE_OK
  }

  private func setHeaders(_ request: HTTPRequest) -> Bool {
    curl_slist_free_all(headers)
    headers = nil
    // Without a content type, libcurl would call a body a form; it would also ask before sending a
    // large one.
    var lines = request.body == nil ? [] : ["Expect:"]
    if request.body != nil, !request.headers.contains(where: { $0.name == "Content-Type" }) {
      lines.append("Content-Type:")
    }
    for line in lines + request.headers.map({ "\($0.name): \($0.value)" }) {
      guard isText(line), let longer = curl_slist_append(headers, line) else { return false }
      headers = longer
    }
    set(CURLOPT_HTTPHEADER, pointer: headers)
    return true
  }

  /// Whether C takes the text as one line, and in full.
  private func isText(_ text: String) -> Bool {
    !text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
  }

  private func set(_ option: CURLoption, _ value: Int) {
    _ = roster_curl_set_long(easy, option, value)
  }

  private func set(_ option: CURLoption, pointer: UnsafeRawPointer?) {
    _ = roster_curl_set_pointer(easy, option, pointer)
  }

  // MARK: Afterwards

  /// The status of the answer whose head is complete or being read.
  var status: Int { roster_curl_long(easy, CURLINFO_RESPONSE_CODE) }

  /// The proxy's answer to the request for a tunnel; 0 when there was none.
  var proxyStatus: Int { roster_curl_long(easy, CURLINFO_HTTP_CONNECTCODE) }

  /// The system's error for the failed connection attempt; 0 when it gave none.
  var systemError: Int32 { Int32(truncatingIfNeeded: roster_curl_long(easy, CURLINFO_OS_ERRNO)) }

  /// libcurl's message about the failure, which may quote a proxy's URL with its password.
  var unsafeText: String { String(cString: errorText) }
}

extension Duration {
  /// The duration in milliseconds, rounded down.
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(clamping: min(seconds, 1_000_000)) * 1000
      + Int(attoseconds / 1_000_000_000_000_000)
  }
}
