import Model
import Planning

/// The companies that a plan's contacts are linked to, as reports name them.
struct PlanCompanies {
  private let changes: PlanChanges
  private var names: [String: String] = [:]

  /// A link that has a name in one contact has it in all.
  init(_ changes: PlanChanges) {
    self.changes = changes
    for entry in changes.entries {
      guard let name = entry.companyName, let link = entry.companyLink else { continue }
      if names[link] == nil { names[link] = name }
    }
  }

  /// Of the change at that index, safe to print; `nil` without a company.
  func title(_ index: Int) -> String? { changes.entries[index].companyLink.map(title(ofLink:)) }

  /// As `title(_:)`.
  func title(of change: Change) -> String? { change.companyLink.map(title(ofLink:)) }

  /// `acme (acme.example)`, safe to print.
  func title(ofLink link: String) -> String {
    names[link].map { "\(SafeText.name($0)) (\(SafeText.name(link)))" } ?? SafeText.name(link)
  }
}
