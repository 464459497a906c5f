package import Diagnostics

/// Which requests go wrong, and how: for testing what a client survives.
package struct FaultPlan: Equatable, Sendable {
  /// For each request the first rule that is due acts; each rule counts the requests that fit it.
  package var rules: [FaultRule]
  /// Starts the sequence of random numbers of rules with a probability.
  package var seed: UInt64

  package init(rules: [FaultRule] = [], seed: UInt64 = 0) {
    self.rules = rules
    self.seed = seed
  }

  /// Reads a fault file: `seed` and `rules`.
  ///
  /// - Throws: All that is wrong with it, with its places in `file`.
  package static func read(
    yaml bytes: [UInt8],
    file: String
  ) throws(DiagnosticsError) -> FaultPlan {
    guard let root = try FileReader.root(bytes, file: file) else { return FaultPlan() }
    var reader = FaultReader()
    return try reader.read(root)
  }
}
