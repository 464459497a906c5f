package import Diagnostics

extension DiagnosticCode {
  package static let invalidEndpoint = DiagnosticCode(
    "R3001",
    title: "the endpoint is not a usable URL",
    explanation: "The endpoint is the base URL of the service's API. It is https://, or http:// to "
      + "this machine, with a host and perhaps a port and a path; it holds no user name, password, "
      + "query or fragment.",
    example: "roster plan --endpoint api.lemlist.com",
    repair: "Give the whole URL, such as https://api.lemlist.com/api."
  )
  package static let plainHTTPEndpoint = DiagnosticCode(
    "R3002",
    title: "plain http to another machine",
    explanation:
      "Each request carries the API key. Without TLS everybody on the way could read it, "
      + "so plain http:// is accepted only for localhost, 127.0.0.0/8 and [::1].",
    example: "roster plan --endpoint http://crm.example.com/api",
    repair: "Use https://."
  )
  package static let invalidProxy = DiagnosticCode(
    "R3003",
    title: "a proxy setting is not usable",
    explanation:
      "The environment names a proxy in HTTPS_PROXY or ALL_PROXY (in either case). It must be a URL with a "
      + "host, such as http://proxy.example.com:3128, with the scheme http, https, socks4, socks4a, socks5 or "
      + "socks5h, or host:port. The value is not shown, for it may hold a password.",
    example: "HTTPS_PROXY=https://",
    repair: "Correct or unset the variable, or list the host in NO_PROXY."
  )
  package static let keyRefused = DiagnosticCode(
    "R3011",
    title: "the API key was refused",
    explanation: "The service answered 401: it does not know the key. Nothing is sent after that.",
    example: #"""
      $ LEMLIST_API_KEY=wrong roster apply --auto-approve
      """#,
    repair: "Check the key in LEMLIST_API_KEY or in the file of --api-key-file."
  )
  package static let userBlocked = DiagnosticCode(
    "R3012",
    title: "the API key's user is blocked",
    explanation:
      "The service answered 403: the key is known, and its user may not do this. Nothing is "
      + "sent after that.",
    example: #"""
      $ LEMLIST_API_KEY=$KEY_OF_A_BLOCKED_USER roster apply --auto-approve
      """#,
    repair: "Ask an administrator of the team to unblock the user, or use another user's key."
  )
  package static let requestRefused = DiagnosticCode(
    "R3013",
    title: "the service refused a request",
    explanation: "The service answered 400 or another 4xx: it will not take this request as it is. "
      + "The same request is not sent again; other contacts go on.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 400, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Correct what the service names, and apply again."
  )
  package static let notFound = DiagnosticCode(
    "R3014",
    title: "the service did not find it",
    explanation: "The service answered 404: the record, or the path, does not exist there.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 404, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Check the endpoint, and whether the record still exists in the CRM."
  )
  package static let conflict = DiagnosticCode(
    "R3015",
    title: "the service cannot do this now",
    explanation:
      "The service answered 409, such as CONTACT_DELETE_BLOCKED while something else still "
      + "works on the contact.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 409, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Apply again later."
  )
  package static let notInSubscription = DiagnosticCode(
    "R3016",
    title: "not in the team's subscription",
    explanation: "The service answered 402: the team's subscription does not include this call.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 402, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Check the team's subscription."
  )
  package static let redirected = DiagnosticCode(
    "R3017",
    title: "the service redirected a request",
    explanation: "The answer pointed to another address. Redirects are never followed, because the "
      + "request carries the API key.",
    example: #"""
      $ echo 'rules: [{path: /team, status: 302, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Correct the endpoint: it must be the API's final address."
  )
  package static let rateLimited = DiagnosticCode(
    "R3021",
    title: "the rate limit did not let a request through",
    explanation:
      "The service answered 429 each time, though the requests were paced and each retry "
      + "waited as long as it asked. Usually something else uses the same key.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 429, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve --retries 0
      """#,
    repair: "Apply again later, or lower --rate to share the key."
  )
  package static let serviceFailed = DiagnosticCode(
    "R3022",
    title: "the service failed",
    explanation:
      "The service answered 5xx, and went on doing so through all retries. The request may "
      + "have been carried out; sending it again does no harm.",
    example: #"""
      $ echo 'rules: [{path: /contacts, method: POST, status: 503, text: no}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve --retries 0
      """#,
    repair: "Apply again later: what was not applied is sent then."
  )
  package static let timedOut = DiagnosticCode(
    "R3023",
    title: "the service did not answer in time",
    explanation:
      "No complete answer came within the timeout, through all retries. The request may have "
      + "been carried out; sending it again does no harm.",
    example: #"""
      $ roster apply --auto-approve --timeout 1ms
      """#,
    repair: "Apply again later, or give it more time with --timeout."
  )
  package static let unreachable = DiagnosticCode(
    "R3024",
    title: "the service cannot be reached",
    explanation: "No connection could be made: the host does not exist or refuses connections, its "
      + "certificate is not trusted, or a proxy stands in the way. Nothing was sent.",
    example: #"""
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:1/api --auto-approve --retries 0
      """#,
    repair: "Check the endpoint, the network and the proxy settings, then apply again."
  )
  package static let connectionCut = DiagnosticCode(
    "R3025",
    title: "the connection was cut",
    explanation:
      "The connection ended before the answer was complete, through all retries. The request "
      + "may have been carried out; sending it again does no harm.",
    example: #"""
      $ roster apply --auto-approve --retries 0   # over a network that fails in the middle of an answer
      """#,
    repair: "Apply again: what was not applied is sent then."
  )
  package static let invalidAnswer = DiagnosticCode(
    "R3026",
    title: "an answer is not what the service documents",
    explanation:
      "The status said success, and the body is not the documented JSON, or lacks a field "
      + "without which the result cannot be known. Often a web page or a proxy answers in the "
      + "service's place.",
    example: #"""
      $ echo 'rules: [{path: /team, status: 200, contentType: text/html, text: Welcome}]' > faults.yaml
      $ roster serve --faults faults.yaml --rate-limit off &
      $ LEMLIST_API_KEY=any roster apply --endpoint http://localhost:8080/api --auto-approve
      """#,
    repair: "Check that the endpoint is the service's API."
  )
  package static let answerTooLarge = DiagnosticCode(
    "R3027",
    title: "an answer is too large",
    explanation: "The answer was larger than any of its kind can be, and was not read to its end.",
    example: #"""
      $ roster apply --endpoint https://crm.example.com/downloads --auto-approve
      """#,
    repair: "Check that the endpoint is the service's API."
  )
  package static let requestStopped = DiagnosticCode(
    "R3028",
    title: "a request was not sent",
    explanation: """
      The run was stopped, or the key was refused, before it was this request's turn. An apply counts such \
      changes as not attempted, without a word for each.
      """,
    example: #"""
      $ roster apply --auto-approve   # interrupted with Ctrl-C
      """#,
    repair: "Apply again: what was not applied is sent then."
  )

  package static let contactsShifted = DiagnosticCode(
    "R3040",
    title: "the team's contacts changed while they were read",
    explanation: """
      All contacts are read page by page. A contact that is made or deleted meanwhile moves others to \
      another page, so that one of them may be read twice or not at all. The reading began again, and it \
      happened each time. Nothing was written.
      """,
    example: #"""
      $ roster pull --out all.yaml   # while somebody imports a list
      """#,
    repair: "Try again when nobody imports or deletes contacts."
  )

  /// All codes of this module: `R3001` to `R3029`, and `R3040`.
  package static let clientCodes: [DiagnosticCode] = [
    .invalidEndpoint, .plainHTTPEndpoint, .invalidProxy, .keyRefused, .userBlocked,
    .requestRefused, .notFound, .conflict, .notInSubscription, .redirected, .rateLimited,
    .serviceFailed, .timedOut, .unreachable, .connectionCut, .invalidAnswer, .answerTooLarge,
    .requestStopped, .contactsShifted,
  ]
}
