/// The companies of a page's items, numbered.
struct HTMLCompanies {
  /// By name, each once; what has none is `noCompany`, and comes last.
  let names: [String]
  private let numbers: [String: Int]

  static let noCompany = "no company"

  init(_ items: [HTMLPage.Item]) {
    let known = Set(items.compactMap(\.company)).sorted()
    let hasOthers = items.contains { $0.company == nil }
    names = known + (hasOthers ? [Self.noCompany] : [])
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
