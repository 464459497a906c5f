/// A value in the form in which a manifest has it, or why it has none.
enum CleanedValue: Hashable {
  case value(String)
  /// A clause such as `it has no @`.
  case fault(String)
}
