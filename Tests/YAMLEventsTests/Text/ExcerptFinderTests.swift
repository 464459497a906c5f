import Diagnostics
import Testing
import YAMLEvents

@Suite struct ExcerptFinderTests {
  private func excerpt(
    _ yaml: String,
    _ line: Int,
    _ columns: Range<Int>,
    endLine: Int? = nil
  ) throws -> String {
    var finder = ExcerptFinder(try YAMLText(Array(yaml.utf8), file: "t"))
    let excerpt = finder.excerpt(
      from: YAMLMark(line: line, column: columns.lowerBound),
      to: YAMLMark(line: endLine ?? line, column: columns.upperBound)
    )
    let found = try #require(excerpt)
    return found.line + "\n" + String(repeating: " ", count: found.caretOffset)
      + String(repeating: "^", count: found.caretLength)
  }

  @Test func `the token is underlined, in Unicode scalars`() throws {
    #expect(try excerpt("a: b\nç: dé f\r\ng", 2, 4..<6) == "ç: dé f\n   ^^")
    #expect(try excerpt("a: b\rc: d", 2, 4..<5) == "c: d\n   ^")
  }

  @Test func `a token of several lines is underlined to the end of its first`() throws {
    #expect(try excerpt("a: 'b  \n  c'", 1, 4..<5, endLine: 2) == "a: 'b  \n   ^^")
  }

  @Test func `a tab is one visible character`() throws {
    #expect(try excerpt("\ta: b", 1, 5..<6) == "→a: b\n    ^")
  }

  @Test func `a place after the last character is marked there`() throws {
    #expect(try excerpt("a:", 1, 3..<3) == "a:\n  ^")
    #expect(try excerpt("a:\n", 2, 1..<1) == "\n^")
  }

  @Test func `a long line is cut to a window around the token`() throws {
    let long = String(repeating: "x", count: 300) + "TOKEN" + String(repeating: "y", count: 300)
    let shown = try excerpt(long, 1, 301..<306).split(separator: "\n")
    #expect(shown[0].count == 122)
    #expect(shown[0].hasPrefix("…x"))
    #expect(shown[0].hasSuffix("y…"))
    #expect(shown[1].count == 46)
    let caret = shown[1].prefix { $0 == " " }.count
    #expect(shown[0].dropFirst(caret).hasPrefix("TOKEN"))
  }

  @Test func `a line that is not there has no excerpt`() throws {
    var finder = ExcerptFinder(try YAMLText(Array("a".utf8), file: "t"))
    let mark = YAMLMark(line: 7, column: 1)
    let excerpt = finder.excerpt(from: mark, to: mark)
    #expect(excerpt == nil)
  }

  @Test func `places asked out of order are found as well`() throws {
    var finder = ExcerptFinder(try YAMLText(Array("a\nb\nc".utf8), file: "t"))
    let lines = [3, 1, 2].map { line in
      let mark = YAMLMark(line: line, column: 1)
      return finder.excerpt(from: mark, to: mark)?.line
    }
    #expect(lines == ["c", "a", "b"])
  }
}
