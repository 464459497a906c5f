import Model
import Planning

/// The companies that a plan's contacts are linked to, as reports name them.
struct PlanCompanies {
  private let changes: PlanChanges
  private var names: [String: String] = [:]

  /// Takes the names of links from all changes; a link named in one contact has that name in all.
  init(_ changes: PlanChanges) {
    self.changes = changes
    for entry in changes.entries {
      guard let name = entry.companyName, let link = entry.companyLink else { continue }
      if names[link] == nil { names[link] = name }
    }
  }

  /// The company of the change at that index, safe to print; `nil` without a company.
  func title(_ index: Int) -> String? { changes.entries[index].companyLink.map(title(ofLink:)) }

  /// The company of a change, safe to print; `nil` without a company.
  func title(of change: Change) -> String? { change.companyLink.map(title(ofLink:)) }

  /// The name and link of a company, such as `acme (acme.example)`, safe to print.
  func title(ofLink link: String) -> String {
    names[link].map { "\(SafeText.name($0)) (\(SafeText.name(link)))" } ?? SafeText.name(link)
  }
}
