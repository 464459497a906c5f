import Model
import Testing

@Suite struct ExactNumberTests {
  @Test(arguments: [
    ("0", 0), ("0.0", 0), ("0e99", 0), ("1", 1), ("1.50", 1.5), ("75e-1", 7.5), ("+7", 7),
    (".5", 0.5), ("-2.50E+2", -250), ("0.1", 0.1), ("0.30000000000000004", 0.30000000000000004),
    ("9007199254740992", 9_007_199_254_740_992), ("100000000000000000000", 1e20), ("1e300", 1e300),
    ("5e-324", .leastNonzeroMagnitude),
  ])
  func `a number that is kept as it is written is read`(_ text: String, _ value: Double) {
    #expect(AttributeValue.exactNumber(text) == value)
  }

  @Test(arguments: [
    "1e-400", "9007199254740992.5", "9007199254740993", "1e999", "-1e999", "-0", "-0.0", "-0e5",
    "12345678901234567891", "0.1000000000000000055511151231257827", "1e99999999999999999999", "",
    "-", ".", "1.2.3", "nan", "inf", "0x10", "1e", "3.141592653589793238462643",
  ])
  func `a number that would be rounded, or is none, is not`(_ text: String) {
    #expect(AttributeValue.exactNumber(text) == nil)
  }
}
