package import Model
import ParallelWork

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

  /// The files that the inputs stand for, in reading order, with the digests of what they hold now.
  ///
  /// - Parameter inputs: As for `read`.
  /// - Returns: `nil` where there is something to say about them, and for standard input.
  package static func files(_ inputs: [ManifestInput]) -> [DesiredState.File]? {
    let collector = FileCollector(inputs)
    guard collector.problems.problems.isEmpty,
      collector.files.allSatisfy({ !$0.isStandardInput })
    else { return nil }
    let files = concurrently(collector.files.count) { index -> DesiredState.File? in
      let file = collector.files[index]
      return FileDigest.of(file.path).map { DesiredState.File(path: file.path, sha256: $0) }
    }
    return files.contains(nil) ? nil : files.compactMap { $0 }
  }
}
