import Model

/// What findings of the last apply ask to be sent again.
struct Resend {
  /// Declared attributes to send though they may not have changed.
  private(set) var keys: Set<AttributeKey> = []
  /// Everything declared is to be sent.
  private(set) var everything = false
  /// The state's id may be another person's, so the request is addressed by identifiers.
  private(set) var distrustsID = false

  /// A finding about an attribute that is not declared any more asks for nothing.
  init(_ findings: [Finding], declared: Attributes) {
    guard !findings.isEmpty else { return }
    let declaredKeys = Set(declared.keys)
    for finding in findings {
      switch finding.retry {
      case .nothing: break
      case .keys(let wanted): keys.formUnion(declaredKeys.intersection(wanted))
      case .everything: everything = true
      }
      switch finding.kind {
      case .contactDiffers, .contactShared, .recreated: distrustsID = true
      default: break
      }
    }
    if everything { keys = declaredKeys }
  }
}
