import Model
import Planning

/// The companies that a plan's contacts are linked to, as reports name them.
struct PlanCompanies {
  private var names: [String: String] = [:]

  /// A link that has a name in one contact has it in all.
  init(_ changes: some Sequence<Change>) {
    for change in changes {
      if let name = change.companyName, let link = Self.link(of: change), names[link] == nil {
        names[link] = name
      }
    }
  }

  /// `acme (acme.example)`, safe to print; `nil` without a company.
  func title(of change: Change) -> String? {
    guard let link = Self.link(of: change) else { return nil }
    return names[link].map { "\(SafeText.name($0)) (\(SafeText.name(link)))" }
      ?? SafeText.name(link)
  }

  /// As it will be, or, for a contact that goes, as it was.
  private static func link(of change: Change) -> String? {
    guard let attributes = change.after ?? change.before else { return nil }
    for field in ContactField.companyLinks {
      if let link = attributes.string(field) { return link }
    }
    return nil
  }
}
