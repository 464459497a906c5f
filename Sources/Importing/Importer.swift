import Diagnostics
package import Model

/// Makes a manifest of other programs' exports.
package enum Importer {
  /// The manifest of these files' contacts, and a report of how it came about.
  ///
  /// The same files and options give the same bytes, and what is written passes validation without
  /// a word. CSV and vCards are told apart by their content.
  ///
  /// - Parameters:
  ///   - files: in the order in which rows count: of rows with the same identifier, the first one's
  ///     values are kept.
  ///   - options: what the user asks for.
  ///   - existing: what the manifest to merge into declares; contacts with an identifier that it
  ///     has are left out, and its companies and keys are respected.
  /// - Returns: a manifest, unless there is an error.
  package static func importFiles(
    _ files: [ImportFile],
    options: ImportOptions = ImportOptions(),
    existing: DesiredState? = nil
  ) -> ImportResult {
    var run = ImportRun(options, DeclaredContacts(existing))
    return run.result(files)
  }
}
