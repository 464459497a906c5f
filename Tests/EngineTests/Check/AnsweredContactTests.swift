import Engine
import Diagnostics
import JSONText
import Model
import Planning
import TestSupport
import Testing

@Suite struct AnsweredContactTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var sentID: String?
    let sent: [(Field, String)]
    var known: String?
    var team: String? = "tea_1"
    let answer: RemoteContact
    var isCreated = false
    var code: DiagnosticCode?
  }

  private static func answer(
    _ id: String,
    _ emails: [String] = [],
    url: String? = nil,
    team: String? = "tea_1"
  ) -> RemoteContact {
    RemoteContact(
      id: ContactID(id),
      team: team.map { TeamID($0) },
      emails: emails,
      fields: url.map { ["linkedinUrl": .string($0)] } ?? [:]
    )
  }

  static let cases: [Case] = [
    Case(
      testDescription: "the email that was sent",
      sent: [(.email, "Jane@example.com")],
      answer: answer("ctc_9", ["jane@example.com"])
    ),
    Case(
      testDescription: "the email that was sent, before a further one",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9", ["jane@example.com", "j@example.com"])
    ),
    Case(
      testDescription: "a stranger's email before the one that was sent",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9", ["stranger@example.com", "jane@example.com"]),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "a stranger's email",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9", ["stranger@example.com"]),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "no email at all",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9"),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "a stranger's email beside the LinkedIn URL that was sent",
      sent: [(.email, "jane@example.com"), (.linkedinUrl, "https://www.linkedin.com/in/jane")],
      answer: answer("ctc_9", ["x@example.com"], url: "https://www.linkedin.com/in/jane"),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "another spelling of the LinkedIn URL",
      sent: [(.linkedinUrl, "https://fr.linkedin.com/in/Jane/fr")],
      answer: answer("ctc_9", ["x@example.com"], url: "https://www.linkedin.com/in/jane")
    ),
    Case(
      testDescription: "a LinkedIn URL that the answer does not have",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      answer: answer("ctc_9")
    ),
    Case(
      testDescription: "somebody's email, and not the LinkedIn URL that was sent",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      answer: answer("ctc_9", ["stranger@example.com"]),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "a new contact with an email that was not sent",
      sent: [(.linkedinUrlSalesNav, "https://www.linkedin.com/sales/lead/ACwAA1")],
      answer: answer("ctc_9", ["stranger@example.com"]),
      isCreated: true,
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "another contact than the state's, without the LinkedIn URL that was sent",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      known: "ctc_1",
      answer: answer("ctc_9"),
      code: .answerAboutAnother
    ),
    Case(
      testDescription:
        "a new contact in place of the state's, without the LinkedIn URL that was sent",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      known: "ctc_1",
      answer: answer("ctc_9"),
      isCreated: true
    ),
    Case(
      testDescription: "another person's LinkedIn URL",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      answer: answer("ctc_9", url: "https://www.linkedin.com/in/june"),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "the state's contact, whatever its email",
      sent: [(.email, "jane@example.com")],
      known: "ctc_1",
      answer: answer("ctc_1", ["old@example.com"])
    ),
    Case(
      testDescription: "another contact than the state's, with the email that was sent",
      sent: [(.email, "jane@example.com")],
      known: "ctc_1",
      answer: answer("ctc_9", ["jane@example.com"])
    ),
    Case(
      testDescription: "another contact than the one that was addressed",
      sentID: "ctc_1",
      sent: [(.linkedinUrl, "https://www.linkedin.com/in/jane")],
      known: "ctc_1",
      answer: answer("ctc_9"),
      code: .answerAboutAnother
    ),
    Case(
      testDescription: "the contact that was addressed",
      sentID: "ctc_1",
      sent: [(.email, "new@example.com")],
      known: "ctc_1",
      answer: answer("ctc_1", ["old@example.com"])
    ),
    Case(
      testDescription: "another team's contact",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9", ["jane@example.com"], team: "tea_2"),
      code: .answerOfAnotherTeam
    ),
    Case(
      testDescription: "a team that is not known",
      sent: [(.email, "jane@example.com")],
      team: nil,
      answer: answer("ctc_9", ["jane@example.com"], team: "tea_2")
    ),
    Case(
      testDescription: "an answer without a team",
      sent: [(.email, "jane@example.com")],
      answer: answer("ctc_9", ["jane@example.com"], team: nil)
    ),
  ]

  private static func problem(_ item: Case) throws -> Diagnostic? {
    let attributes = Attributes(item.sent.map { (.field($0.0), .string($0.1)) })
    let address = try #require(Address(key: "jane"))
    let upsert = ContactUpsert(id: item.sentID.map { ContactID($0) }, attributes: attributes)
    let change = Change(
      address: address,
      action: item.known == nil ? .create : .update,
      contactID: item.known.map { ContactID($0) },
      after: attributes,
      request: .upsert(upsert),
      location: SourceLocation(file: "roster.yaml", line: 2, column: 3)
    )
    return AnsweredContact(
      change: change,
      sent: upsert,
      answer: UpsertAnswer(item.answer, created: item.isCreated),
      team: item.team.map { TeamID($0) }
    ).problem
  }

  @Test(arguments: cases)
  func `an answer about somebody else is told from one about the contact`(_ item: Case) throws {
    #expect(try Self.problem(item)?.code == item.code)
  }

  @Test func `what is said of such an answer is what was reviewed`() throws {
    let about = Self.cases.filter {
      ["a stranger's email", "another team's contact"].contains($0.testDescription)
    }
    expectGolden(try about.compactMap(Self.problem), "answers-about-others")
  }
}
