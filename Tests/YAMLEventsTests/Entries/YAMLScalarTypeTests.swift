import Testing
import YAMLEvents

@Suite struct YAMLScalarTypeTests {
  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
      ("nULL", .text), ("true", .boolean(true)), ("True", .boolean(true)), ("TRUE", .boolean(true)),
      ("false", .boolean(false)), ("yes", .text), ("no", .text), ("on", .text), ("y", .text),
      ("0", .integer(0)), ("-0", .integer(0)), ("+12", .integer(12)), ("012", .integer(12)),
      ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0x", .text), ("0o8", .text),
      ("99999999999999999999", .integer(nil)), ("1_000", .text), ("12:30", .text),
      ("1.5", .float(1.5)), ("-.5", .float(-0.5)), ("1.", .float(1)), ("1e3", .float(1000)),
      ("1E-2", .float(0.01)), (".", .text), ("1e", .text), ("e3", .text), ("-", .text),
      ("+-1", .text), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)), ("inf", .text),
      ("0x1p3", .text), ("1.2.3", .text), ("2024-01-31", .text), ("tree", .text), ("٣", .text),
    ] as [(String, YAMLScalarType)]
  )
  func `plain text has the type of the 1.2 core schema`(_ text: String, _ type: YAMLScalarType) {
    #expect(YAMLScalarType(plain: Array(text.utf8)) == type)
  }

  @Test func `not a number is a float`() {
    guard case .float(let value) = YAMLScalarType(plain: Array(".nan".utf8)) else {
      Issue.record("not a float")
      return
    }
    #expect(value.isNaN)
  }
}
