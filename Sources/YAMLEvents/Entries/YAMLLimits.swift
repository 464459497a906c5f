/// The limits for a YAML text, so that a hostile one ends in an error instead
/// of filling the memory.
package struct YAMLLimits: Hashable, Sendable {
  /// The deepest nesting of sequences and mappings, with aliases resolved.
  package var depth = 100
  /// The longest key or value, in UTF-8 bytes.
  package var scalarLength = 1 << 20
  /// The most events that anchors may hold for later aliases.
  package var recordedEvents = 10_000_000
  /// The most UTF-8 bytes that anchors may hold for later aliases.
  package var recordedBytes = 256 << 20
  /// The most events that aliases may add, beside `expansionFactor` for each event in the text.
  package var expandedEvents = 1_000_000
  /// The most UTF-8 bytes that aliases may add, beside `expansionFactor` for each byte in the text.
  package var expandedBytes = 64 << 20
  /// How many times the size of the text aliases may add, however long it is.
  package var expansionFactor = 50
  /// The most lines that begin with `%`.
  package static let directives = 64

  package init() {}
}
