import Diagnostics
import Model

/// Compares one resource of the state with its declaration, and makes the necessary change.
struct ContactChange {
  private let declared: DesiredContact
  private let prior: PriorContact
  let after: Attributes
  private let difference: AttributesDifference
  private let resend: Resend
  /// Attributes that were sent when the resource was created, and are left alone since.
  private let ignored: Set<AttributeKey>
  /// Creation-only fields for which the manifest asks for another value than was sent on creation.
  let overridden: [Field]

  init(_ declared: DesiredContact, _ prior: PriorContact) {
    self.declared = declared
    self.prior = prior
    let before = prior.attributes
    overridden = declared.address.type.creationOnly.filter { field in
      declared.attributes[field].map { $0 != before[field] } ?? false
    }
    ignored = Set(declared.ignoredKeys.filter { !($0.field?.role.contains(.identifier) ?? false) })
    var kept = ignored
    kept.formUnion(overridden.map(AttributeKey.field))
    after = kept.reduce(declared.attributes) { $0.setting($1, to: before[$1]) }
    difference = AttributesDifference(from: before, to: after)
    resend = Resend(prior.findings, declared: after, ignored: ignored)
  }

  /// The change under the declared address; `nil` when nothing changes.
  func change(_ desired: DesiredState, because known: ChangeReason?) -> Change? {
    let isRename = declared.address != prior.address
    let isProtectionChanged = declared.isProtected != prior.isProtected
    let isEdited = isRename || !difference.isEmpty || isProtectionChanged
    guard isEdited || !prior.findings.isEmpty else { return nil }
    let (action, request) = actionAndRequest(isRename: isRename)
    return Change(
      address: declared.address,
      previousAddress: isRename ? prior.address : nil,
      action: action,
      reason: known ?? (isEdited ? .manifest : .retry),
      contactID: prior.id,
      before: prior.attributes,
      after: after,
      changedKeys: difference.changed,
      releasedKeys: difference.released,
      retriedFindings: prior.findings,
      request: request.map(PlannedRequest.upsert),
      location: desired.location(of: declared.position),
      keyLocations: KeyLocations(of: declared, in: after, desired.files),
      companyName: declared.companyName,
      wasProtected: prior.isProtected,
      isProtected: declared.isProtected
    )
  }

  private func actionAndRequest(isRename: Bool) -> (Action, ContactUpsert?) {
    let sent = sentKeys()
    guard !sent.isEmpty else {
      return (isRename && difference.released.isEmpty ? .rename : .release, nil)
    }
    if resend.distrustsID {
      let left = resend.isCreatedAgain ? [] : ignored
      return (
        .update,
        ContactUpsert(attributes: after.filter { !isOverridden($0) && !left.contains($0) })
      )
    }
    let unchangedIdentifiers = type.identifiers.map(AttributeKey.field).filter {
      after[$0] != nil && !difference.changed.contains($0)
    }
    let resent = unchangedIdentifiers.contains(where: resend.keys.contains)
    let moves = difference.changed.contains { $0.field?.role.contains(.identifier) ?? false }
    guard let anchor = unchangedIdentifiers.first, !moves, !resent || resend.everything else {
      let attributes = after.filter { sent.contains($0) }
      return (.reidentify, ContactUpsert(id: prior.id, attributes: attributes))
    }
    return (.update, ContactUpsert(attributes: after.filter { $0 == anchor || sent.contains($0) }))
  }

  private var type: ResourceType { declared.address.type }

  /// The keys that differ or are sent again; a reference and the job fields travel together.
  private func sentKeys() -> Set<AttributeKey> {
    var keys = resend.keys.union(difference.changed)
    let fixed = resend.everything ? overridden : type.creationOnly
    keys.subtract(fixed.map(AttributeKey.field))
    let links = type.references.map(AttributeKey.field).filter {
      after[$0] != nil && !ignored.contains($0)
    }
    let job = type.jobData.map(AttributeKey.field).filter {
      after[$0] != nil && !ignored.contains($0)
    }
    if !links.isEmpty, (links + job).contains(where: keys.contains) {
      keys.formUnion(links + job)
    }
    return keys
  }

  private func isOverridden(_ key: AttributeKey) -> Bool {
    key.field.map(overridden.contains) ?? false
  }
}
