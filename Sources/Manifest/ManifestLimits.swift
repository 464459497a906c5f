/// How much a manifest may hold, beside what `YAMLLimits` allow.
enum ManifestLimits {
  /// The largest size of a file, in bytes.
  static let fileSize = 2 << 30
  /// How many problems are reported one by one.
  static let diagnostics = 1_000
  /// How many errors of syntax are read past in one file.
  static let syntaxErrors = 20
  /// How many bytes are read again in all for that.
  static let textReadAgain = 8 << 20
  /// How many further places one problem names.
  static let relatedPlaces = 20
  /// The longest name of a company or a custom field, in UTF-8 bytes.
  static let nameLength = 256
}
