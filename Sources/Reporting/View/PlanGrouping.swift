/// By what a plan's text puts changes under headings.
package enum PlanGrouping: String, CaseIterable, Hashable, Sendable {
  /// The manifest file that declares the contact.
  case file
  /// The company that it is linked to.
  case company
}
