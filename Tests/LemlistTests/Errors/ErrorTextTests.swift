import Diagnostics
import Lemlist
import TestSupport
import Testing

/// What is said of each failure.
@Suite struct ErrorTextTests {
  @Test(arguments: APIError.Kind.allCases)
  func `a request that failed says why and what to do`(_ kind: APIError.Kind) {
    let bare = APIError(kind, operation: "POST /contacts")
    let whole = APIError(
      kind,
      operation: "POST /contacts",
      status: kind == .server ? 503 : nil,
      serviceCode: kind == .refused ? "INVALID_EMAIL" : nil,
      message: "the service's own words",
      attempts: 8,
      mayHaveLanded: true
    )
    #expect(bare.diagnostic.hint != nil)
    expectGolden([bare.diagnostic, whole.diagnostic], "error-\(kind.rawValue)")
  }

  @Test func `an endpoint that cannot be used says why`() {
    let reasons: [EndpointError.Reason] = [
      .notAURL, .unknownScheme, .hasUserInfo, .hasQuery, .plainHTTP(host: "crm.example.com"),
    ]
    expectGolden(reasons.flatMap { EndpointError($0).diagnostics }, "endpoints")
  }
}
