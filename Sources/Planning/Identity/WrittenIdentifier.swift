package import Model

/// An identifier as it was written or answered.
package struct WrittenIdentifier: Hashable, Sendable {
  package let field: Field
  let value: String

  /// In the form in which two that name the same person are equal.
  package var normalized: NormalizedIdentifier { NormalizedIdentifier(field, value) }
}
