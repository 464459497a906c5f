import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct DriftReportTests {
  private static func prior(_ endpoint: String) -> PriorState {
    PriorState(
      lineage: Lineage("lineage"),
      serial: Serial(4),
      endpoint: endpoint,
      team: TeamID("tea_1"),
      contacts: []
    )
  }

  private func report(_ drift: [Drift], compared: Int, unsettled: Int = 0) -> DriftReport {
    DriftReport(
      drift,
      prior: Self.prior("https://crm.example.com/api"),
      compared: compared,
      unsettled: unsettled
    )
  }

  @Test(arguments: [1, 2])
  func `contacts that have not converged are no drift, and said`(_ unsettled: Int) {
    let report = report([], compared: 5, unsettled: unsettled)
    expectGolden(report.text(TextStyle()), "drift-unsettled-\(unsettled).txt")
    #expect(report.json().contains("\"not_converged\":\(unsettled)"))
  }

  @Test func `drift is shown contact by contact`() throws {
    let drift = [
      Drift(
        address: try #require(Address(key: "bob <b> \u{202E}")),
        id: ContactID("ctc_2"),
        fields: nil
      ),
      Drift(
        address: try #require(Address(key: "jane")),
        id: ContactID("ctc_1"),
        fields: [
          .init(key: .field(.jobTitle), applied: .string("PM"), held: .string("Boss\r\n\u{202E}")),
          .init(key: .field(.contactOwner), applied: .string("a@example.com"), held: nil),
          .init(key: .custom("seats"), applied: .number(5), held: .number(7)),
        ]
      ),
    ]
    let report = report(drift, compared: 25)
    expectGolden(report.text(TextStyle()), "drift.txt")
    expectGolden(report.json(), "drift.json")
  }

  @Test(arguments: [0, 1, 25])
  func `no drift is one line`(_ compared: Int) {
    let report = report([], compared: compared)
    expectGolden(report.text(TextStyle()), "drift-none-\(compared).txt")
  }
}
