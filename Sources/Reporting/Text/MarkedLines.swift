/// Lays a value out in lines, with a row of carets under the parts that differ.
struct MarkedLines {
  /// The width of a line, in columns.
  let width: Int
  /// The most lines that are shown; `nil` shows all.
  let most: Int?

  private typealias Run = ValueDifference.Run

  private struct Cell {
    let scalar: Unicode.Scalar
    let isMarked: Bool
  }

  /// The lines, each followed by its carets if it has marks, so that no meaning
  /// depends on colour alone.
  func lines(
    _ runs: [ValueDifference.Run],
    _ style: TextStyle,
    _ ink: TextStyle.Ink,
    isElided: Bool = true
  ) -> [String] {
    let shown = most == nil || !isElided ? runs : Self.elided(runs)
    let cells = shown.flatMap { run in
      run.text.unicodeScalars.map { Cell(scalar: $0, isMarked: run.isMarked) }
    }
    var lines = split(cells)
    var missing = 0
    if let most, lines.count > most {
      missing = lines[most...].reduce(0) { $0 + $1.count }
      lines.removeSubrange(most...)
    }
    var result: [String] = []
    for line in lines {
      result.append(text(line, style, ink))
      if let carets = carets(line) { result.append(style.paint(carets, ink)) }
    }
    if missing > 0 { result.append("(\(ValueText.count(missing)) more characters)") }
    return result
  }

  /// The lines of a value without marks.
  func lines(_ value: String) -> [String] {
    if DisplayWidth.of(value) <= width { return [value] }
    // An address or a URL stays whole, so that it can be copied, unless it is very long.
    if !value.contains(" "), DisplayWidth.of(value) <= 3 * width { return [value] }
    return lines([Run(text: value, isMarked: false)], TextStyle(), .dim, isElided: false)
  }

  private static let context = 16

  /// The runs with long stretches of equal text shortened to a few characters beside the marks.
  private static func elided(_ runs: [Run]) -> [Run] {
    runs.enumerated().map { index, run in
      let scalars = Array(run.text.unicodeScalars)
      let before = index > 0 ? context : 1
      let after = index < runs.count - 1 ? context : 1
      guard !run.isMarked, scalars.count > before + after + 8 else { return run }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars.prefix(before))
      text.append("…")
      text.append(contentsOf: scalars.suffix(after))
      return Run(text: String(text), isMarked: false)
    }
  }

  private func split(_ cells: [Cell]) -> [[Cell]] {
    var lines: [[Cell]] = [[]]
    var used = 0
    for cell in cells {
      let columns = DisplayWidth.of(cell.scalar)
      if used + columns > width {
        lines.append(Self.takeWord(&lines[lines.count - 1]))
        used = lines[lines.count - 1].reduce(0) { $0 + DisplayWidth.of($1.scalar) }
      }
      lines[lines.count - 1].append(cell)
      used += columns
    }
    return lines
  }

  /// Moves the text after the line's last space to the next line, unless it is more
  /// than half the line.
  private static func takeWord(_ line: inout [Cell]) -> [Cell] {
    guard let space = line.lastIndex(where: { $0.scalar == " " }), space >= line.count / 2 else {
      return []
    }
    let word = Array(line[(space + 1)...])
    line.removeSubrange((space + 1)...)
    return word
  }

  private func text(_ line: [Cell], _ style: TextStyle, _ ink: TextStyle.Ink) -> String {
    var result = ""
    var rest = line[...]
    while let first = rest.first {
      let part = rest.prefix { $0.isMarked == first.isMarked }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: part.map(\.scalar))
      result += style.paint(String(text), first.isMarked ? ink : nil)
      rest = rest.dropFirst(part.count)
    }
    return result
  }

  private func carets(_ line: [Cell]) -> String? {
    guard let last = line.lastIndex(where: \.isMarked) else { return nil }
    return line[...last].map { cell in
      String(repeating: cell.isMarked ? "^" : " ", count: DisplayWidth.of(cell.scalar))
    }.joined()
  }
}
