/// Reads manifest files.
package enum ManifestReader {
  /// What the inputs declare together; whatever is wrong with them is a diagnostic.
  package static func read(_ inputs: [ManifestInput]) -> ManifestResult {
    var reading = SetReading(inputs)
    return reading.run()
  }
}
