import Model

/// What findings of the last apply ask to be sent again.
struct Resend {
  /// Declared attributes to send though they may not have changed.
  private(set) var keys: Set<AttributeKey> = []
  /// Everything declared is to be sent.
  private(set) var everything = false
  /// The state's id may be another person's, so the request is addressed by identifiers.
  private(set) var distrustsID = false

  /// The contact was made anew, so that what is sent on creation only is sent again.
  private(set) var isCreatedAgain = false

  /// A finding about an attribute that is not declared any more, or is left alone, asks for nothing.
  init(_ findings: [Finding], declared: Attributes, ignored: Set<AttributeKey>) {
    guard !findings.isEmpty else { return }
    isCreatedAgain = findings.contains { $0.kind == .recreated }
    let declaredKeys = isCreatedAgain ? Set(declared.keys) : Set(declared.keys).subtracting(ignored)
    for finding in findings {
      switch finding.retry(of: declared.type) {
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
