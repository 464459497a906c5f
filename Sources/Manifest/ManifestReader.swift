/// Reads manifest files.
package enum ManifestReader {
  /// What the inputs declare together; whatever is wrong with them is a diagnostic.
  ///
  /// How files are cut for reading makes no difference to the result.
  package static func read(
    _ inputs: [ManifestInput],
    width: ReadingWidth = .automatic
  ) -> ManifestResult {
    var reading = SetReading(inputs, width)
    return reading.run()
  }
}
