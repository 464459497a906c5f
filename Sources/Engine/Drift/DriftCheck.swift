package import Model
package import Planning

/// Compares what the CRM holds of a contact with what was last applied.
///
/// As lenient as the check of answers: what the CRM does not say is no drift.
package enum DriftCheck {
  /// The drift of one contact.
  ///
  /// What had not converged at the last apply is left out: the next plan tries it again in any
  /// case.
  ///
  /// - Parameters:
  ///   - prior: As last applied.
  ///   - remote: As read by its id; `nil` when the CRM does not have it.
  /// - Returns: `nil` when there is none.
  package static func drift(of prior: PriorContact, remote: RemoteContact?) -> Drift? {
    guard let remote else { return Drift(address: prior.address, id: prior.id, fields: nil) }
    var unsettled: Set<AttributeKey> = []
    for finding in prior.findings {
      switch finding.retry(of: prior.address.type) {
      case .nothing: break
      case .keys(let keys): unsettled.formUnion(keys)
      case .everything: return nil
      }
    }
    let circumstances = HeldValue.Circumstances(
      isLinked: prior.company != nil || remote.company != nil
    )
    let link = prior.address.type.references.first { prior.attributes[$0] != nil }
    let fields = prior.attributes.compactMap { entry -> Drift.Field? in
      guard !unsettled.contains(entry.key) else { return nil }
      switch entry.key {
      case .field(.source): return nil
      case .field(.contactOwner): return owner(entry.value, prior, remote)
      case .field(let field) where field.role.contains(.reference):
        return field == link ? company(field, entry.value, prior, remote) : nil
      default:
        let value = HeldValue(entry.key, entry.value, in: remote, circumstances)
        guard !value.isKept else { return nil }
        return Drift.Field(
          key: entry.key,
          applied: entry.value,
          held: Self.value(value.actual, like: entry.value, entry.key, remote)
        )
      }
    }
    guard !fields.isEmpty else { return nil }
    return Drift(address: prior.address, id: prior.id, fields: fields)
  }

  private static func owner(
    _ applied: AttributeValue,
    _ prior: PriorContact,
    _ remote: RemoteContact
  ) -> Drift.Field? {
    guard let known = prior.owner, remote.owner != known else { return nil }
    return Drift.Field(
      key: .field(.contactOwner),
      applied: applied,
      held: remote.owner.map { .string($0.rawValue) }
    )
  }

  private static func company(
    _ field: Field,
    _ applied: AttributeValue,
    _ prior: PriorContact,
    _ remote: RemoteContact
  ) -> Drift.Field? {
    // The description of reads has no company, so that none says nothing; another one does.
    guard let known = prior.company, let held = remote.company, held != known else { return nil }
    return Drift.Field(key: .field(field), applied: applied, held: .string(held.rawValue))
  }

  /// What is held, as the same kind of value as far as it can be one.
  private static func value(
    _ text: String?,
    like applied: AttributeValue,
    _ key: AttributeKey,
    _ remote: RemoteContact
  ) -> AttributeValue? {
    if key == .field(.email) { return remote.emails.first.map { .string($0) } }
    guard let text, !text.isEmpty else { return nil }
    switch applied {
    case .number: return Double(text).map { .number($0) } ?? .string(text)
    case .boolean: return Bool(text).map { .boolean($0) } ?? .string(text)
    case .list where key == .field(.additionalEmails):
      let others = Array(remote.emails.dropFirst())
      return others.isEmpty ? nil : .list(others)
    case .list, .string: return .string(text)
    }
  }
}
