import Diagnostics
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("firstname", "firstName"), ("fristName", "firstName"), ("emial", "email"),
    ("e-mail", "email"), ("lastNam", "lastName"), ("LASTNAME", "lastName"),
  ])
  func `a misspelt word finds the one that was meant`(_ word: String, _ meant: String) {
    #expect(Suggestion.nearest(to: word, among: ["email", "firstName", "lastName"]) == meant)
  }

  @Test(arguments: ["zebra", "", "x", "firstNameOfTheContact"])
  func `a word that is near to none has no suggestion`(_ word: String) {
    #expect(Suggestion.nearest(to: word, among: ["email", "firstName", "lastName"]) == nil)
  }

  @Test func `of equally near words the first is suggested`() {
    #expect(Suggestion.nearest(to: "bat", among: ["cat", "hat"]) == "cat")
  }
}
