package import Diagnostics

extension APIError: DiagnosableError {
  package var diagnostics: [Diagnostic] { [diagnostic] }

  /// The error as one diagnostic, which callers complete with an address and a location.
  package var diagnostic: Diagnostic {
    Diagnostic(.error, code, summary, detail: detail, hint: hint)
  }

  private var code: DiagnosticCode {
    switch kind {
    case .unauthorized: .keyRefused
    case .forbidden: .userBlocked
    case .refused: .requestRefused
    case .notFound: .notFound
    case .conflict: .conflict
    case .paymentRequired: .notInSubscription
    case .rateLimited: .rateLimited
    case .server: .serviceFailed
    case .timedOut: .timedOut
    case .unreachable: .unreachable
    case .unusableProxy: .invalidProxy
    case .cut: .connectionCut
    case .invalidAnswer: .invalidAnswer
    case .tooLarge: .answerTooLarge
    case .redirected: .redirected
    case .shifting: .contactsShifted
    case .stopped, .cancelled: .requestStopped
    }
  }

  private var summary: String {
    let said = message.isEmpty ? "" : ": \(message)"
    let coded = [serviceCode, message.isEmpty ? nil : message].compactMap { $0 }
      .joined(separator: ": ")
    let answer = coded.isEmpty ? "" : ": \(coded)"
    let text =
      switch kind {
      case .unauthorized: "The service refused the API key (401)\(said)"
      case .forbidden: "The service refuses this API key's user (403)\(said)"
      case .refused: "The service refused the request (\(status ?? 400))\(answer)"
      case .notFound: "The service did not find it (404)\(answer)"
      case .conflict: "The service cannot do this now (409)\(answer)"
      case .paymentRequired: "The team's subscription does not include this (402)\(answer)"
      case .rateLimited: "The service kept refusing for its rate limit (429)\(said)"
      case .server: "The service failed (\(status ?? 500))\(answer)"
      case .timedOut: "The service did not answer in time\(said)"
      case .unreachable: "The service cannot be reached\(said)"
      case .unusableProxy: "The environment does not name a usable proxy\(said)"
      case .cut: "The connection ended before the answer was complete\(said)"
      case .invalidAnswer: "The answer to \(operation) is not what the service documents\(said)"
      case .tooLarge: "The answer to \(operation) is too large\(said)"
      case .redirected: "The service redirected \(operation) elsewhere (\(status ?? 302))\(said)"
      case .shifting: "The team's contacts changed while they were read\(said)"
      case .stopped: "The request was not sent, because the run was stopped"
      case .cancelled: "The request was cancelled"
      }
    return text.last == "." ? text : text + "."
  }

  private var detail: String? {
    var sentences: [String] = []
    if attempts > 1 { sentences.append("It was tried \(attempts) times.") }
    if mayHaveLanded {
      sentences.append(
        "It may have been carried out all the same; sending it again does no harm."
      )
    }
    return sentences.isEmpty ? nil : sentences.joined(separator: " ")
  }

  private var hint: String? {
    switch kind {
    case .unauthorized:
      "Check the key in LEMLIST_API_KEY or in the file of --api-key-file."
    case .forbidden:
      "Ask an administrator of the team to unblock the user, or use another user's key."
    case .refused: Self.hints[serviceCode ?? ""] ?? "Correct the contact, and apply again."
    case .notFound: "Check the endpoint, and whether the record still exists."
    case .conflict: "Apply again later."
    case .paymentRequired: "Check the team's subscription."
    case .rateLimited:
      "Something else may be using the same key; apply again later, or lower --rate."
    case .server, .timedOut, .cut: "Apply again later: what was not applied is sent then."
    case .unreachable: "Check the endpoint, the network and the proxy settings, then apply again."
    case .unusableProxy:
      "Use a URL such as http://proxy.example.com:3128 in HTTPS_PROXY or ALL_PROXY, unset the variable, or list "
        + "the host in NO_PROXY."
    case .invalidAnswer, .tooLarge:
      "Check that the endpoint is the service's API and not a web page or a proxy."
    case .redirected:
      "Redirects are not followed, as they would carry the API key elsewhere; correct the endpoint."
    case .shifting:
      "Try again when nobody imports or deletes contacts; if nobody does, the service gives the same "
        + "contacts on several pages: tell the provider."
    case .stopped, .cancelled: "Apply again: what was not applied is sent then."
    }
  }

  /// What to do, by the service's error code.
  ///
  /// Source: the provider's published description, `POST /contacts`, 400.
  private static let hints: [String: String] = [
    "MISSING_IDENTIFIER": "Give the contact an email, a linkedinUrl or a linkedinUrlSalesNav.",
    "INVALID_CONTACT_ID":
      "The state knows the contact by an id that the service does not accept; remove the contact "
      + "from the state, and apply again.",
    "CONTACT_NOT_FOUND_BY_ID":
      "The contact is gone from the CRM; remove it from the state, and it is created again.",
    "INVALID_EMAIL": "Correct the contact's email.",
    "INVALID_ADDITIONAL_EMAILS": "Correct the contact's additionalEmails.",
    "INVALID_LINKEDIN_URL": "Correct the contact's LinkedIn URL.",
    "INVALID_FIELD":
      "Check the contact's values, and that its custom fields are registered in the CRM.",
    "CONTACT_VALIDATION_FAILED": "Correct the value that the service names.",
  ]
}

extension APIError {
  /// The cause in a few words, for a line that announces a retry.
  package var reason: String {
    switch kind {
    case .rateLimited: "rate limit reached (429)"
    case .server: status.map { "the service failed (\($0))" } ?? "the service failed"
    case .timedOut: "no answer in time"
    case .unreachable: message.isEmpty ? "no connection" : "no connection: \(message)"
    case .cut: "the connection was cut"
    default: summary
    }
  }
}
