/// The companies of a report's contacts, numbered and counted.
struct HTMLCompanies {
  /// By name, each once; what has none is `noCompany`, and comes last.
  let names: [String]
  /// For each name, how many contacts there are of each kind, by the kind's id.
  let counts: [[String: Int]]
  private let numbers: [String: Int]

  static let noCompany = "no company"

  /// `counts` has `nil` for no company.
  init(_ counts: [String?: [String: Int]]) {
    let known = counts.keys.compactMap { $0 }.sorted()
    let rest = counts[nil]
    names = known + (rest == nil ? [] : [Self.noCompany])
    self.counts = known.map { counts[$0] ?? [:] } + [rest].compactMap { $0 }
    numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
  }

  /// An index into `names`.
  func number(of item: HTMLPage.Item) -> Int {
    item.company.flatMap { numbers[$0] } ?? names.count - 1
  }

  /// For the page's choice of a company.
  var options: [[String: Any]] {
    names.enumerated().map { ["index": $0, "name": $1] }
  }
}
