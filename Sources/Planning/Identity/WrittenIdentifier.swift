package import Model

/// An identifier as the manifest or the CRM spells it.
package struct WrittenIdentifier: Hashable, Sendable {
  package let field: Field
  let value: String

  /// The form in which two identifiers that name the same person are equal.
  package var normalized: NormalizedIdentifier { NormalizedIdentifier(field, value) }
}
