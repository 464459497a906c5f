import Model

/// What reading a file, or several, gave.
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

  /// Adds what the next part of a file, or the next file, gave.
  mutating func append(_ next: FileResult) {
    let offset = contacts.count
    contacts.append(contentsOf: next.contacts)
    for index in next.mergedContacts { mergedContacts.insert(index + offset) }
    identities.append(next.identities, offset: offset)
    problems.append(contentsOf: next.problems)
    missingCompanies.formUnion(next.missingCompanies)
    missingFields.formUnion(next.missingFields)
    doubtfulKeys += next.doubtfulKeys
  }
}
