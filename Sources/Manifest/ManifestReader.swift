import Diagnostics
package import Model

/// Reads manifest files: the way from paths to the desired state.
package enum ManifestReader {
  /// What the inputs declare together; whatever is wrong with them is a diagnostic.
  ///
  /// How files are cut for reading makes no difference to the result.
  ///
  /// - Parameters:
  ///   - inputs: Files, folders and texts.
  ///   - width: How files are cut.
  ///   - followLinks: Whether links in folders may lead out of them.
  ///   - secrets: What no manifest may hold, such as the API key.
  /// - Returns: the desired state, or what is wrong.
  package static func read(
    _ inputs: [ManifestInput],
    width: ReadingWidth = .automatic,
    followLinks: Bool = false,
    secrets: [String] = []
  ) -> ManifestResult {
    // Inputs to files.
    let found = FileCollector(inputs, followLinks: followLinks)
    let files = found.files

    // File by file: text to entries (`YAMLEvents`), entries to drafts (`ContactReader`), each value
    // checked (`ValueCheck`), drafts to contacts with defaults and companies (`ContactResolver`).
    var reading = SetReading(files, width, SecretCheck(secrets))
    let read = reading.run()

    // One contact for an address, one for an identifier, and keys that can be told apart.
    let merge = ContactMerge(read.contacts, merged: read.mergedContacts)
    let identities = IdentityAnalysis(read.contacts, read.identities, leftOut: merge.leftOut)
    let doubtful = DoubtfulKey.problems(read.doubtfulKeys, among: read.contacts)
    let alike = LookAlikeKeys(read.contacts, leftOut: merge.leftOut)

    // What is wrong with any of it, or the desired state.
    var problems = found.problems
    for more in [
      reading.problems, reading.shared.problems, read.problems, merge.problems,
      identities.problems, doubtful, alike.problems,
    ] { problems.append(contentsOf: more) }
    problems = problems.withoutContent(ofLinked: files)
    return ManifestResult(
      desired: problems.errorCount > 0
        ? nil : reading.shared.desired(merge.sorted(read.contacts), files),
      diagnostics: ProblemRenderer(files: files).diagnostics(problems),
      counts: problems.counts,
      sections: reading.shared.isIncomplete ? nil : reading.shared.sections
    )
  }

  /// The contacts that a file declares, whatever else is wrong with it, and whether it could be
  /// read to its end.
  package static func contacts(in path: String) -> (contacts: DesiredContacts, isComplete: Bool) {
    let files = FileCollector([.path(path)], followLinks: true).files
    var reading = SetReading(files, .automatic, SecretCheck([]))
    let contacts = reading.run().contacts
    return (contacts, !files.isEmpty && !reading.shared.isIncomplete)
  }

  /// Whether a folder can be read and holds no manifest, so that there is nothing to read or to
  /// report.
  package static func isEmpty(folder: String) -> Bool {
    let collected = FileCollector([.path(folder)])
    return collected.files.isEmpty
      && collected.problems.problems.allSatisfy { $0.code == .folderEmpty }
  }

  /// The paths of the files that the inputs stand for, in reading order; what cannot be read is
  /// left out.
  package static func paths(_ inputs: [ManifestInput], followLinks: Bool = true) -> [String] {
    FileCollector(inputs, followLinks: followLinks).files.filter { !$0.isStandardInput }.map(\.path)
  }
}
