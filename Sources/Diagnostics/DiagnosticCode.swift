/// A kind of problem, by its stable code, with what `roster explain` says about it.
///
/// Codes are public interface: once released, a code keeps its meaning and is never used again for
/// another. Each module declares its own in one `DiagnosticCode+Module.swift`, in its own range:
/// `R01xx` files and YAML, `R02xx` shape of the manifest, `R03xx` values, `R04xx` identity, `R05xx`
/// companies and references, `R10xx` planning and its limits, `R20xx` state, `R30xx` preflight, the
/// service and requests, `R40xx` findings, `R50xx` saved plans, `R60xx` import, `R70xx` sandbox.
package struct DiagnosticCode: Sendable {
  /// The letter `R` and four digits.
  package let id: String
  /// What the code means, in a few words and without a full stop.
  package let title: String
  /// What it means and why it matters, in full sentences.
  package let explanation: String
  /// An example that causes it: a piece of a manifest, or commands, each after `$ `, to be run in a
  /// folder with a manifest.
  package let example: String
  /// What to do about it, in full sentences.
  package let repair: String

  package init(
    _ id: String,
    title: String,
    explanation: String,
    example: String = "",
    repair: String
  ) {
    self.id = id
    self.title = title
    self.explanation = explanation
    self.example = example
    self.repair = repair
  }
}

extension DiagnosticCode: Hashable {
  package static func == (lhs: Self, rhs: Self) -> Bool { lhs.id == rhs.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension DiagnosticCode: CustomStringConvertible {
  package var description: String { id }
}
