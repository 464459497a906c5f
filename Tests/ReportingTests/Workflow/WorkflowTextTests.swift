import Foundation
import Reporting
import Testing

@Suite struct WorkflowTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let broken: String
    var testDescription: String { text }

    init(_ text: String, _ broken: String) { (self.text, self.broken) = (text, broken) }
  }

  @Test(arguments: [
    Case("::error::x", #"\u{3A}:error::x"#),
    Case("a\n \t::set-env name=X::y\nb", "a\n \t\\u{3A}:set-env name=X::y\nb"),
    Case("a\r::warning::x", "a\r\\u{3A}:warning::x"),
    Case("\u{A0}\u{2003}::error::x", "\u{A0}\u{2003}\\u{3A}:error::x"),
    Case("\u{200D}::error::x", "\u{200D}\\u{3A}:error::x"),
    Case(":\u{200C}:error::x", "\\u{3A}\u{200C}:error::x"),
    Case("a ##[error]x", #"a \u{23}#[error]x"#),
    Case("###[error]##[group]", #"#\u{23}#[error]\u{23}#[group]"#),
    Case("#\u{200D}#[error]", "\\u{23}\u{200D}#[error]"),
    Case("##vso[task.setvariable variable=x]y", #"\u{23}#vso[task.setvariable variable=x]y"#),
    Case("##VSO[x]", #"\u{23}#VSO[x]"#),
  ])
  func `a command is broken so that it can be seen`(_ test: Case) {
    #expect(WorkflowText.disarmed(test.text) == test.broken)
  }

  @Test(arguments: [
    "", "a::b", "a\n: :error::", "# [x]", "## [x]", "#[x]", "std::vector", "## heading", "é #1",
    "a\r\nb\r\n",
  ])
  func `other text stays as it is`(_ text: String) {
    #expect(WorkflowText.disarmed(text) == text)
    #expect(WorkflowText.disarmed(text, .html) == text)
  }

  @Test func `in JSON it stays the same string`() throws {
    let text = ###"{"a":"\\##[error]x","b":["##vso[x]"]}"###
    let broken = WorkflowText.disarmed(text, .json)
    #expect(!broken.contains("##["))
    let before = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
    let after = try JSONSerialization.jsonObject(with: Data(broken.utf8)) as? NSDictionary
    #expect(before == after)
  }

  @Test func `in HTML it is shown as before, in scripts and outside`() {
    let page = "<p>##[a]</p>\n<script>[\"##[b]\"]</script><p>\n::error::c</p>"
    #expect(
      WorkflowText.disarmed(page, .html)
        == "<p>&#35;#[a]</p>\n<script>[\"\\u0023#[b]\"]</script><p>\n&#58;:error::c</p>"
    )
  }
}
