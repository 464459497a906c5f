import Diagnostics
import Model

/// What each column of a file becomes.
struct ColumnMapping {
  /// A column that is imported.
  struct Use: Hashable {
    let index: Int
    let name: String
    let target: ImportTarget
    /// The column that says what kind of number it is, such as `Phone 1 - Type`.
    var kindIndex: Int?
  }

  /// Those that are asked first come first.
  let uses: [Use]
  /// All columns in the file's order, for the report.
  let columns: [ImportReport.Column]
  /// Those of the columns that are not imported.
  let unused: [Int]

  init(header: [String], rules: inout MappingRules) {
    var found: [(use: Use, rank: Int)] = []
    for (index, name) in header.enumerated() {
      if let target = rules.target(of: name) {
        found.append((Use(index: index, name: name, target: target), -1))
      } else if let entry = HeaderTable.entry(HeaderName.fold(name)) {
        found.append((Use(index: index, name: name, target: entry.target), entry.rank))
      }
    }
    let kept = Self.withoutHonorifics(found)
    // Columns with the same meaning stay in the file's order.
    uses = kept.enumerated().filter { $0.element.use.target != .ignored }
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map { Self.withKind($0.element.use, header) }
    let taken = Set(kept.map(\.use.target))
    let targets = Dictionary(uniqueKeysWithValues: kept.map { ($0.use.index, $0.use.target) })
    let columns = header.enumerated().map { index, name in
      if let target = targets[index], target != .ignored {
        return ImportReport.Column(name: name, target: target.description)
      }
      let suggestion = targets[index] == nil ? Self.suggestion(for: name, taken) : nil
      return ImportReport.Column(name: name, target: nil, suggestion: suggestion)
    }
    self.columns = columns
    unused = columns.indices.filter { columns[$0].target == nil }
  }

  /// Whether a row can have an identifier at all.
  var hasIdentifier: Bool { uses.contains { $0.target.isIdentifier } }

  /// The column that is nearly called as one of main addresses is, where none is.
  ///
  /// The first of the further ones would be the main one, without a word.
  var misspeltEmail: String? {
    guard !uses.contains(where: { $0.target == .field(.email) }),
      uses.contains(where: { $0.target == .field(.additionalEmails) })
    else { return nil }
    return columns.first { $0.suggestion == Field.email.name }?.name
  }

  private static func withKind(_ use: Use, _ header: [String]) -> Use {
    guard use.target == .field(.phone) else { return use }
    let folded = HeaderName.foldWithDigits(use.name)
    let base = folded.hasSuffix("value") ? String(folded.dropLast(5)) : folded
    var use = use
    use.kindIndex = header.firstIndex { name in
      let other = HeaderName.foldWithDigits(name)
      return other == base + "type" || other == base + "label"
    }
    return use
  }

  /// Beside a `Job Title`, Outlook's `Title` is `Dr.`.
  private static func withoutHonorifics(
    _ found: [(use: Use, rank: Int)]
  ) -> [(use: Use, rank: Int)] {
    let isTitle = { (use: Use) in HeaderName.fold(use.name) == "title" }
    let hasJobTitle = found.contains {
      $0.use.target == .field(.jobTitle) && !isTitle($0.use)
    }
    return found.filter { use, rank in
      !(hasJobTitle && rank > 0 && isTitle(use) && use.target == .field(.jobTitle))
    }
  }

  /// The field that a misspelt header nearly names, unless another column is it already: what is
  /// mapped counts before it.
  private static func suggestion(for header: String, _ taken: Set<ImportTarget>) -> String? {
    let folded = Array(HeaderName.fold(header).utf8)
    guard (5...40).contains(folded.count), HeaderTable.entry(HeaderName.fold(header)) == nil,
      let near = HeaderTable.foldedNames.first(where: { isOneSlip(folded, Array($0.utf8)) }),
      let entry = HeaderTable.entry(near)
    else { return nil }
    if entry.target == .field(.email), taken.contains(entry.target) {
      return Field.additionalEmails.name
    }
    guard entry.target == .field(.additionalEmails) || !taken.contains(entry.target) else {
      return nil
    }
    switch entry.target {
    case .field(let field): return field.name
    case .fullName: return "name"
    case .companyName: return "company"
    case .companyWebsite: return "website"
    default: return nil
    }
  }

  /// Whether one letter is missing, added or another, or two neighbours are swapped.
  private static func isOneSlip(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard abs(one.count - other.count) <= 1, one != other else { return false }
    let start = zip(one, other).prefix { $0 == $1 }.count
    let (left, right) = (one.dropFirst(start), other.dropFirst(start))
    if left.count == right.count, left.dropFirst(2) == right.dropFirst(2) {
      let isSwap = Array(left.prefix(2)) == right.prefix(2).reversed()
      if isSwap { return true }
    }
    return left.count > right.count
      ? left.dropFirst() == right
      : left.count < right.count ? left == right.dropFirst() : left.dropFirst() == right.dropFirst()
  }
}
