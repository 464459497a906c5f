import Model

/// What reading one file gave.
struct FileResult {
  var contacts = DesiredContacts()
  /// Indices of contacts that a merge key brought in; one that is written out takes precedence.
  var mergedContacts: Set<Int> = []
  var identities = IdentityTable()
  var problems = ProblemList()
  /// Keys of contacts that may look like others.
  var doubtfulKeys: [DoubtfulKey] = []
  /// The contact whose syntax ended the reading, where the rest can be read without it.
  var broken: BrokenContact?

  /// Names that nothing had declared when they were used.
  var missingCompanies: Set<String> = []
  var missingFields: Set<String> = []
  /// Defaults that stand below contacts which want them.
  var lateDefaults: FileDefaults?
}
