import Diagnostics
import Lemlist
import Testing

struct EndpointTests {
  @Test(arguments: [
    ("https://api.lemlist.com/api", "https://api.lemlist.com/api", false),
    (" HTTPS://API.Lemlist.com:443/api/// \n", "https://api.lemlist.com/api", false),
    ("https://crm.example.com", "https://crm.example.com", false),
    ("https://crm.example.com:8443/x%20y/", "https://crm.example.com:8443/x%20y", false),
    ("http://localhost:8080/api", "http://localhost:8080/api", true),
    ("http://127.1.2.3", "http://127.1.2.3", true),
    ("http://[::1]:80/api/", "http://[::1]/api", true),
    ("https://127.0.0.1:8443", "https://127.0.0.1:8443", true),
  ])
  func `A usable URL is normalised`(text: String, expected: String, isLoopback: Bool) throws {
    let endpoint = try Endpoint(text)
    #expect(endpoint.description == expected)
    #expect(endpoint.isLoopback == isLoopback)
    #expect(try Endpoint(expected) == endpoint)
  }

  @Test(arguments: [
    ("", EndpointError.Reason.notAURL),
    ("api.lemlist.com", .unknownScheme),
    ("ftp://example.com", .unknownScheme),
    ("https://", .notAURL),
    ("https:///api", .notAURL),
    ("https://a b", .notAURL),
    ("https://exämple.com", .notAURL),
    ("https://example.com:0", .notAURL),
    ("https://example.com:99999", .notAURL),
    ("https://example.com:8x", .notAURL),
    ("https://[::1", .notAURL),
    ("https://example.com/../x", .notAURL),
    ("https://example.com\\@evil.example", .notAURL),
    ("https://user:pass@example.com", .hasUserInfo),
    ("user:pass@example.com", .hasUserInfo),
    ("https://example.com/api?x=1", .hasQuery),
    ("https://example.com/api#x", .hasQuery),
    ("http://example.com", .plainHTTP(host: "example.com")),
    ("http://127.0.0.1.example.com", .plainHTTP(host: "127.0.0.1.example.com")),
    ("http://localhost.example.com", .plainHTTP(host: "localhost.example.com")),
    ("http://128.0.0.1", .plainHTTP(host: "128.0.0.1")),
    ("http://0.0.0.0", .plainHTTP(host: "0.0.0.0")),
    ("http://[::2]", .plainHTTP(host: "::2")),
  ])
  func `An unusable URL says why`(text: String, reason: EndpointError.Reason) {
    #expect(throws: EndpointError(reason)) { try Endpoint(text) }
    for diagnostic in EndpointError(reason).diagnostics {
      #expect(!diagnostic.message.contains("user:pass"))
      #expect(diagnostic.hint != nil)
    }
  }

  @Test func `The provider's own is as documented`() throws {
    #expect(try Endpoint("https://api.lemlist.com/api") == .production)
  }
}

struct RateLimitTests {
  @Test(arguments: [
    ("20/2s", "20/2s"), ("5/1s", "5/1s"), ("5/s", "5/1s"), ("100/500ms", "100/500ms"),
    ("300/1m", "300/60s"), ("1/1500ms", "1/1500ms"),
  ])
  func `A rate is read and written`(text: String, expected: String) {
    #expect(RateLimit(text)?.description == expected)
    #expect(RateLimit(expected) == RateLimit(text))
  }

  @Test(arguments: [
    "", "20", "20/", "/2s", "0/1s", "-1/1s", "20/0s", "20/2h", "20/2", "1/1ms", "2 0/1s",
    "20/2s/1s", "99999999999999999999/1s", "1/99999999999999999999s", "1/9999m",
  ])
  func `Anything else is no rate`(text: String) {
    let rate = RateLimit(text)
    #expect(rate == nil)
  }

  @Test func `The service's own is as documented`() {
    #expect(RateLimit("20/2s") == .production)
  }
}

struct ServiceDateTests {
  @Test(arguments: [
    "Tue Feb 16 2021 09:02:42 GMT+0100 (Central European Standard Time)",
    "Tue Feb 16 2021 03:02:42 GMT-0500 (EST)", "Tue, 16 Feb 2021 08:02:42 GMT",
    "Tuesday, 16-Feb-21 08:02:42 GMT", "Tue Feb 16 08:02:42 2021", "2021-02-16T08:02:42Z",
    "2021-02-16T08:02:42.000Z", "2021-02-16T09:02:42+01:00", "1613462562", "1613462562000",
    "Tue Feb 16 2021 08:02:42 UTC",
  ])
  func `Each form is read as the same moment`(text: String) {
    #expect(HeaderDate(text)?.seconds == 1_613_462_562)
  }

  @Test(arguments: [
    "", "soon", "2", "-1", "nan", "inf", "Tue Feb 16 2021", "Tue Foo 16 2021 09:02:42 GMT",
    "Tue Feb 16 2021 25:02:42 GMT", "Tue Feb 99 2021 09:02:42 GMT", "2021-13-16T08:02:42Z",
    "16 16 16 16:16:16", String(repeating: "Tue ", count: 40),
  ])
  func `Anything else is none`(text: String) {
    let date = HeaderDate(text)
    #expect(date == nil)
  }

  @Test func `Leap days and the turn of centuries are right`() {
    #expect(HeaderDate("Thu, 29 Feb 2024 00:00:00 GMT")?.seconds == 1_709_164_800)
    #expect(HeaderDate("Wed, 01 Mar 2000 00:00:00 GMT")?.seconds == 951_868_800)
  }
}

struct RetryPolicyTests {
  @Test func `Rests double up to the most, with full jitter`() {
    let policy = RetryPolicy(baseDelay: .milliseconds(500), maximumDelay: .seconds(3))
    let most = (1...6).map { policy.delay(afterAttempts: $0, random: 1, asked: nil) }
    #expect(most == [500, 1000, 2000, 3000, 3000, 3000].map { .milliseconds($0) })
    #expect(policy.delay(afterAttempts: 3, random: 0, asked: nil) == .zero)
    #expect(policy.delay(afterAttempts: 3, random: 0.5, asked: nil) == .seconds(1))
    #expect(policy.delay(afterAttempts: 90, random: 1, asked: nil) == .seconds(3))
  }

  @Test func `What the service asks for is the least`() {
    let policy = RetryPolicy()
    #expect(policy.delay(afterAttempts: 1, random: 0, asked: .seconds(7)) == .seconds(7))
    #expect(policy.delay(afterAttempts: 9, random: 1, asked: .seconds(7)) == .seconds(8))
  }
}

struct ClientCodesTests {
  @Test func `Codes are unique, in this module's range and say what to do`() {
    let codes = DiagnosticCode.clientCodes
    #expect(Set(codes.map(\.id)).count == codes.count)
    for code in codes {
      #expect(("R3001"..."R3029").contains(code.id) || ("R3040"..."R3049").contains(code.id))
      #expect(!code.title.isEmpty && !code.explanation.isEmpty && !code.repair.isEmpty)
    }
  }

  @Test(arguments: APIError.Kind.allCases)
  func `Every kind of error has a sentence, a code and a hint`(kind: APIError.Kind) {
    let diagnostic = APIError(kind, operation: "POST /contacts").diagnostic
    #expect(diagnostic.message.hasSuffix("."))
    #expect(DiagnosticCode.clientCodes.contains(diagnostic.code))
    #expect(diagnostic.hint != nil)
  }
}
