package import Diagnostics

/// Which requests fail, and how, for tests of a client's resilience.
package struct FaultPlan: Equatable, Sendable {
  /// The rules; for each request the first one that is due acts, and each counts the
  /// requests that it matches.
  package var rules: [FaultRule]
  /// The seed of the random numbers for rules with a probability.
  package var seed: UInt64

  package init(rules: [FaultRule] = [], seed: UInt64 = 0) {
    self.rules = rules
    self.seed = seed
  }

  /// Reads a fault file with `seed` and `rules`.
  ///
  /// - Throws: Everything that is wrong with it, with its places in `file`.
  package static func read(
    yaml bytes: [UInt8],
    file: String
  ) throws(DiagnosticsError) -> FaultPlan {
    guard let root = try FileReader.root(bytes, file: file) else { return FaultPlan() }
    var reader = FaultReader()
    return try reader.read(root)
  }
}
