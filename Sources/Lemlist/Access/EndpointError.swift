package import Diagnostics

/// Why a text cannot be the service's base URL.
package struct EndpointError: DiagnosableError, Equatable {
  package enum Reason: Equatable, Sendable {
    /// The text is not a URL with a host, or has characters that no URL may have.
    case notAURL
    /// The scheme is neither `https://` nor `http://`.
    case unknownScheme
    /// The URL has user info, `user:password@`; keys come from the environment or a file.
    case hasUserInfo
    /// The URL has a query or a fragment.
    case hasQuery
    /// The URL is `http://` to another machine, which would send the key unencrypted.
    case plainHTTP(host: String)
  }

  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }

  package var diagnostics: [Diagnostic] {
    let example = "Give a URL such as https://api.lemlist.com/api or http://127.0.0.1:8080/api."
    return switch reason {
    case .notAURL:
      [Diagnostic(.error, .invalidEndpoint, "The endpoint is not a URL.", hint: example)]
    case .unknownScheme:
      [
        Diagnostic(
          .error,
          .invalidEndpoint,
          "The endpoint does not start with https://.",
          hint: example
        )
      ]
    case .hasUserInfo:
      [
        Diagnostic(
          .error,
          .invalidEndpoint,
          "The endpoint holds a user name or a password.",
          hint: "Take it out, and give the key in LEMLIST_API_KEY or with --api-key-file."
        )
      ]
    case .hasQuery:
      [
        Diagnostic(
          .error,
          .invalidEndpoint,
          "The endpoint has a query or a fragment (? or #), which a base URL cannot have.",
          hint: example
        )
      ]
    case .plainHTTP(let host):
      [
        Diagnostic(
          .error,
          .plainHTTPEndpoint,
          "Plain http:// to \(host) would send the API key unencrypted.",
          hint: "Use https://. Plain http:// is accepted for this machine only "
            + "(localhost, 127.0.0.1, [::1])."
        )
      ]
    }
  }
}
