import Planning

/// Collects Markdown up to a number of bytes, and knows what was left out.
struct MarkdownDocument {
  private(set) var text = ""
  private let limit: Int

  /// Creates an empty document of at most `limit` bytes of UTF-8, reserves included.
  init(limit: Int) { self.limit = limit }

  var room: Int { limit - text.utf8.count }

  /// Adds all of the part, or nothing when less than `reserve` bytes would be left.
  @discardableResult
  mutating func append(_ part: String, reserve: Int = 0) -> Bool {
    guard part.utf8.count + reserve <= room else { return false }
    text += part
    return true
  }

  /// Adds a folded section with as many blocks as fit, and returns how many those are.
  ///
  /// Each block holds the lines of one change; `total` is the number of all changes.
  mutating func appendDetails(
    summary: String,
    blocks: some Sequence<[String]>,
    of total: Int,
    reserve: Int
  ) -> Int {
    func open(_ shown: Int) -> String {
      let part = shown < total ? ", of which \(ValueText.count(shown)) are shown" : ""
      return "<details>\n<summary>\(summary)\(part)</summary>\n\n"
    }
    let close = "\n</details>\n\n"
    // The fence may be as long as the longest run of backticks, which the lines limit.
    var left = room - reserve - open(total - 1).utf8.count - close.utf8.count - 16
    var lines: [String] = []
    var longestFence = 3
    var shown = 0
    for block in blocks {
      let size = block.reduce(0) { $0 + $1.utf8.count + 1 }
      let fence = MarkdownText.block(block, language: "").utf8.count - size
      let growth = max(0, fence - 2 - longestFence * 2)
      guard size + growth <= left else { break }
      longestFence = max(longestFence, (fence - 2) / 2)
      left -= size + growth
      lines += block
      shown += 1
    }
    guard shown > 0 else { return 0 }
    text += open(shown) + MarkdownText.block(lines, language: "diff") + close
    return shown
  }
}
