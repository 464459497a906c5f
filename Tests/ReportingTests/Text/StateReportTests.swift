import Model
import Planning
import Reporting
import TestSupport
import Testing

@Suite struct StateReportTests {
  private func contacts() throws -> [PriorContact] {
    let full = PriorContact(
      address: try #require(Address(key: "jane <b> \u{202E}")),
      id: ContactID("ctc_1"),
      attributes: SamplePlan.attributes([
        .field(.email): .string("jane@example.com"), .field(.firstName): .string("Ja\u{1B}ne"),
        .custom("tier"): .number(2),
      ]),
      owner: UserID("usr_1"),
      company: CompanyID("cpn_1"),
      findings: Finding.Kind.allCases.map {
        Finding(
          $0,
          key: $0 == .fieldNotKept ? .field(.phone) : nil,
          expected: "wanted\n",
          actual: "found",
          note: $0 == .companyNotLinked ? "said" : nil
        )
      }
    )
    return [full, try SamplePlan.prior("plain", [.field(.email): .string("p@example.com")])]
  }

  @Test func `contacts are listed`() throws {
    expectGolden(StateReport.listText(try contacts()), "state-list.txt")
    expectGolden(StateReport.listJSON(try contacts()), "state-list.jsonl")
  }

  @Test func `a contact is shown whole`() throws {
    for (index, contact) in try contacts().enumerated() {
      expectGolden(StateReport.showText(contact, TextStyle()), "state-show-\(index).txt")
      expectGolden(StateReport.showJSON(contact), "state-show-\(index).json")
    }
  }

  @Test(arguments: Finding.Kind.allCases)
  func `a finding without details is still a sentence`(_ kind: Finding.Kind) throws {
    let address = try #require(Address(key: "jane"))
    let sentence = FindingText.sentence(for: Finding(kind), address: address)
    #expect(sentence.hasSuffix("."))
    #expect(sentence.contains("contact.jane"))
    #expect(!sentence.contains("  "))
  }

  @Test func `nobody is said to be gone whom the CRM answered about`() throws {
    let address = try #require(Address(key: "jane"))
    let finding = Finding(.recreated, expected: "ctc_1", actual: "ctc_1")
    #expect(
      FindingText.sentence(for: finding, address: address)
        == "The CRM says that it made contact.jane anew, as the contact that the state knows (ctc_1)."
    )
  }
}
