/// The criterion by which a plan's text groups changes under headings.
package enum PlanGrouping: String, CaseIterable, Hashable, Sendable {
  /// Changes are grouped by the manifest file that declares the contact.
  case file
  /// Changes are grouped by the company that the contact is linked to.
  case company
}
