/// Which parts of two values differ, word by word.
struct ValueDifference {
  /// A stretch of text that both values share, or that only this one has.
  struct Run: Hashable {
    var text: String
    let isMarked: Bool
  }

  let old: [Run]
  let new: [Run]

  /// Fails when marking would not help, because the values are short or have little in common.
  init?(_ old: String, _ new: String) {
    let left = Self.words(old)
    let right = Self.words(new)
    let longest = max(old.unicodeScalars.count, new.unicodeScalars.count)
    guard longest > Self.shortest else { return nil }
    let steps = Self.steps(left, right)
    let common = steps.reduce(0) { $0 + ($1.isCommon ? $1.size : 0) }
    guard common * 3 >= longest else { return nil }
    self.old = Self.runs(steps, without: .new)
    self.new = Self.runs(steps, without: .old)
  }

  /// The length in characters up to which values can be compared at a glance.
  private static let shortest = 40
  /// The most cells of the table in which common words are searched.
  private static let mostCells = 10_000

  private enum Side { case both, old, new }

  private struct Step {
    let side: Side
    let word: Substring

    var isCommon: Bool { side == .both }
    var size: Int { word.unicodeScalars.count }
  }

  /// The words of a text: runs of letters and digits, and every other character on its own.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    while start < scalars.endIndex {
      var end = scalars.index(after: start)
      if isOfWord(scalars[start]) {
        while end < scalars.endIndex, isOfWord(scalars[end]) { end = scalars.index(after: end) }
      }
      words.append(Substring(scalars[start..<end]))
      start = end
    }
    return words
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func areSame(_ left: Substring, _ right: Substring) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }

  /// Aligns the words: between a common start and end, the longest common sequence is kept.
  private static func steps(_ left: [Substring], _ right: [Substring]) -> [Step] {
    let shortest = min(left.count, right.count)
    var start = 0
    while start < shortest, areSame(left[start], right[start]) { start += 1 }
    var end = 0
    while end < shortest - start,
      areSame(left[left.count - 1 - end], right[right.count - 1 - end])
    {
      end += 1
    }
    let middle = between(
      Array(left[start..<(left.count - end)]),
      Array(right[start..<(right.count - end)])
    )
    return left[..<start].map { Step(side: .both, word: $0) } + middle
      + left[(left.count - end)...].map { Step(side: .both, word: $0) }
  }

  private static func between(_ left: [Substring], _ right: [Substring]) -> [Step] {
    guard left.count * right.count <= mostCells else {
      return left.map { Step(side: .old, word: $0) } + right.map { Step(side: .new, word: $0) }
    }
    let width = right.count + 1
    var lengths = [Int](repeating: 0, count: (left.count + 1) * width)
    for i in left.indices.reversed() {
      for j in right.indices.reversed() {
        lengths[i * width + j] =
          areSame(left[i], right[j])
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var steps: [Step] = []
    var i = 0
    var j = 0
    while i < left.count || j < right.count {
      if i < left.count, j < right.count, areSame(left[i], right[j]) {
        steps.append(Step(side: .both, word: left[i]))
        i += 1
        j += 1
      } else if j == right.count
        || (i < left.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
      {
        steps.append(Step(side: .old, word: left[i]))
        i += 1
      } else {
        steps.append(Step(side: .new, word: right[j]))
        j += 1
      }
    }
    return joined(steps)
  }

  /// Joins differences with at most two common words between them, which would only
  /// break up the marks.
  private static func joined(_ steps: [Step]) -> [Step] {
    var result: [Step] = []
    var index = 0
    while index < steps.count {
      let end = steps[index...].firstIndex { $0.isCommon != steps[index].isCommon } ?? steps.count
      let stretch = steps[index..<end]
      let isBetween = index > 0 && end < steps.count
      if steps[index].isCommon, isBetween, stretch.reduce(0, { $0 + $1.size }) < 4 {
        for step in stretch {
          result.append(Step(side: .old, word: step.word))
          result.append(Step(side: .new, word: step.word))
        }
      } else {
        result += stretch
      }
      index = end
    }
    return result
  }

  /// The runs of one side, with common text split where either side differs, so that
  /// both are split alike.
  private static func runs(_ steps: [Step], without other: Side) -> [Run] {
    var runs: [Run] = []
    var isBroken = true
    for step in steps {
      guard step.side != other else {
        isBroken = true
        continue
      }
      if !isBroken || step.side != .both, runs.last?.isMarked == (step.side != .both) {
        runs[runs.count - 1].text += step.word
      } else {
        runs.append(Run(text: String(step.word), isMarked: step.side != .both))
      }
      isBroken = false
    }
    return runs
  }
}
