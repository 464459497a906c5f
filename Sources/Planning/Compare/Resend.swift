import Model

/// What has to be sent again because of findings of the last apply.
struct Resend {
  /// Declared attributes that are sent even if they have not changed.
  private(set) var keys: Set<AttributeKey> = []
  /// Whether everything declared is sent.
  private(set) var everything = false
  /// Whether the state's id may be another person's, so that the request must use identifiers.
  private(set) var distrustsID = false

  /// Whether the contact was created anew, so that creation-only attributes are sent again.
  private(set) var isCreatedAgain = false

  /// Evaluates findings; those about an attribute that is no longer declared, or
  /// left alone, are ignored.
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
