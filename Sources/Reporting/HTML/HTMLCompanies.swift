/// The companies of a report's contacts, numbered and counted.
struct HTMLCompanies {
  /// The companies, sorted by name, each once; `noCompany` stands last for contacts without one.
  let names: [String]
  /// The number of contacts for each name, by the id of their kind.
  let counts: [[String: Int]]
  private let numbers: [String: Int]

  static let noCompany = "no company"

  /// Counts contacts by company; the key `nil` stands for no company.
  init(_ counts: [String?: [String: Int]]) {
    let known = counts.keys.compactMap { $0 }.sorted()
    let rest = counts[nil]
    names = known + (rest == nil ? [] : [Self.noCompany])
    self.counts = known.map { counts[$0] ?? [:] } + [rest].compactMap { $0 }
    numbers = Dictionary(uniqueKeysWithValues: known.enumerated().map { ($1, $0) })
  }

  /// The index in `names` of the item's company, 0-based.
  func number(of item: HTMLPage.Item) -> Int {
    item.company.flatMap { numbers[$0] } ?? names.count - 1
  }

  /// The options of the page's company filter.
  var options: [[String: Any]] {
    names.enumerated().map { ["index": $0, "name": $1] }
  }
}
