/// How a plan is applied.
package struct ApplyOptions: Sendable {
  /// How many changes are in hand at once; at least 1.
  package var parallelism: Int
  /// After so many failures in a row the rest is not attempted; 0 lifts the limit.
  package var maxFailures: Int
  /// Whether owners, custom fields and companies are checked before the first write.
  package var preflight: Bool
  /// Whether existing contacts are expected, so that taking one over is no finding.
  package var adopt: Bool

  package init(
    parallelism: Int = 32,
    maxFailures: Int = 25,
    preflight: Bool = true,
    adopt: Bool = false
  ) {
    self.parallelism = max(1, parallelism)
    self.maxFailures = max(0, maxFailures)
    self.preflight = preflight
    self.adopt = adopt
  }
}
