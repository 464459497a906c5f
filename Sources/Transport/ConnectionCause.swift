import CLibCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why there was no connection, in words that quote no credentials.
struct ConnectionCause {
  private let code: CURLcode
  private let text: String
  private let systemError: Int32
  private let proxyStatus: Int
  private let url: String

  init(_ code: CURLcode, _ handle: EasyHandle, url: String) {
    self.code = code
    self.text = handle.unsafeText
    self.systemError = handle.systemError
    self.proxyStatus = handle.proxyStatus
    self.url = url
  }

  var described: (reason: TransportFailure.Reason, message: String) {
    // libcurl begins so when it cannot read a proxy's URL; it goes on with that URL.
    if text.hasPrefix("Unsupported proxy") { return (.unusableProxy, "") }
    if proxyStatus == 407 {
      return (.proxyFailed, "the proxy asks for a user name and a password")
    }
    if proxyStatus >= 300 {
      return (.proxyFailed, "the proxy refused the connection (\(proxyStatus))")
    }
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      return (.invalidRequest, "")
    case CURLE_COULDNT_RESOLVE_HOST:
      return (.unknownHost, "the host is unknown")
    case CURLE_COULDNT_RESOLVE_PROXY:
      return (.proxyFailed, "the proxy's host is unknown")
    case CURLE_PROXY:
      return (.proxyFailed, "the proxy refused the connection")
    case CURLE_COULDNT_CONNECT:
      let said = systemError == 0 ? general : String(cString: strerror(systemError))
      return isOfProxy
        ? (.proxyFailed, "the proxy cannot be reached: \(said)") : (.refused, said)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_CLIENTCERT:
      return (.insecure, quotable)
    default:
      return (.refused, general)
    }
  }

  /// Whether the failure is the proxy's: libcurl names the host that it could not reach.
  private var isOfProxy: Bool {
    guard let start = text.firstRange(of: "connect to "),
      let end = text[start.upperBound...].firstRange(of: " port ")
    else { return false }
    return !url.contains(text[start.upperBound..<end.lowerBound])
  }

  /// libcurl's message about this failure, unless it quotes a URL.
  private var quotable: String {
    text.isEmpty || text.contains("://") || text.contains("@") ? general : text
  }

  /// libcurl's message about failures of this kind.
  private var general: String { String(cString: curl_easy_strerror(code)) }
}
