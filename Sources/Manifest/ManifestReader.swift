/// Reads manifest files.
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
    var reading = SetReading(inputs, width, followLinks: followLinks, secrets: secrets)
    return reading.run()
  }

  /// The paths of the files that the inputs stand for, in reading order; what cannot be read is left out.
  package static func paths(_ inputs: [ManifestInput]) -> [String] {
    FileCollector(inputs, followLinks: true).files.filter { !$0.isStandardInput }.map(\.path)
  }
}
