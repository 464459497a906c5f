/// What a YAML text may ask for at most, so that a hostile one ends in an error and not in a full memory.
package struct YAMLLimits: Hashable, Sendable {
  /// How deep sequences and mappings may be nested, aliases resolved.
  package var depth = 100
  /// In UTF-8 bytes of one key or value.
  package var scalarLength = 1 << 20
  /// Events that anchors may hold for later aliases.
  package var recordedEvents = 10_000_000
  /// UTF-8 bytes that anchors may hold for later aliases.
  package var recordedBytes = 256 << 20
  /// Events that aliases may stand for, beside `expansionFactor` for each event written out.
  package var expandedEvents = 1_000_000
  /// UTF-8 bytes that aliases may stand for, beside `expansionFactor` for each byte written out.
  package var expandedBytes = 64 << 20
  /// How many times as much as is written out aliases may add, however long the text.
  package var expansionFactor = 50
  /// Lines that begin with `%`.
  package static let directives = 64

  package init() {}
}
