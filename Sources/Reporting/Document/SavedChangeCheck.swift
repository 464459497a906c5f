import Model
import Planning

/// Checks a change read from a saved plan against the table of actions.
struct SavedChangeCheck {
  let change: Change
  let node: PlanNode

  /// The name of the member with the CRM's id, such as `contact_id`.
  private var idMember: String { change.address.type.idMember }
  /// The path of that id in a request.
  private var idPath: String { "request.body.\(change.address.type.idName)" }

  func run() throws(SavedPlanError) {
    try checkPresence()
    try checkKeys()
    try checkRequest()
  }

  /// Checks which members an action must have and which it must not have.
  private func checkPresence() throws(SavedPlanError) {
    let isCreation = change.action == .create
    let isRemoval = change.action == .forget || change.action == .delete
    try require(
      (change.before == nil) == isCreation,
      "change.before",
      isCreation ? "must be null for a creation" : "must not be null"
    )
    try require(
      (change.contactID == nil) == isCreation,
      idMember,
      isCreation ? "must be null for a creation" : "must not be null"
    )
    try require(
      (change.after == nil) == isRemoval,
      "change.after",
      isRemoval ? "must be null for a removal" : "must not be null"
    )
    let mayMove = !isCreation && !isRemoval
    try require(
      change.previousAddress == nil || mayMove,
      "previous_address",
      "must be null for this action"
    )
    try require(
      change.previousAddress != nil || change.action != .rename,
      "previous_address",
      "must not be null for a rename"
    )
    try require(
      change.previousAddress != change.address,
      "previous_address",
      "must be another address"
    )
  }

  private func checkKeys() throws(SavedPlanError) {
    let before = change.before ?? Attributes()
    let after = change.after ?? Attributes()
    let difference =
      change.after == nil ? nil : AttributesDifference(from: before, to: after)
    try require(
      change.releasedKeys == difference?.released ?? [],
      "released_fields",
      "does not match what `before` and `after` say"
    )
    try require(
      change.changedKeys == difference?.changed ?? [],
      "changed_fields",
      "does not match what `before` and `after` say"
    )
    let known = Set(after.keys)
    try require(
      change.keyLocations.elements.allSatisfy { known.contains($0.key) },
      "field_sources",
      "has a field that `after` has not"
    )
  }

  private func checkRequest() throws(SavedPlanError) {
    switch (change.action, change.request) {
    case (.rename, nil), (.release, nil), (.forget, nil):
      try require(change.changedKeys.isEmpty, "request", "must not be null: fields change")
      try require(
        change.action != .rename || change.releasedKeys.isEmpty,
        "released_fields",
        "must be empty for a rename"
      )
    case (.rename, _), (.release, _), (.forget, _):
      throw contradiction("request", "must be null: this action changes the state only")
    case (.delete, .delete(let id)):
      try require(id == change.contactID, "request.path", "does not end with `\(idMember)`")
    case (.create, .upsert(let upsert)):
      try require(upsert.id == nil, idPath, "must not be in a creation")
      try require(upsert.attributes == change.after, "request.body", "does not match `after`")
      try checkIdentifiers(upsert)
    case (.update, .upsert(let upsert)):
      try require(upsert.id == nil, idPath, "must not be in this update")
      try checkIdentifiers(upsert)
      try require(
        sendsAll || !change.changedKeys.contains { Self.isIdentifier($0) },
        "roster_action",
        "must be reidentify: an identifier changes"
      )
      try checkBody(upsert)
    case (.reidentify, .upsert(let upsert)):
      try require(
        upsert.id == change.contactID,
        idPath,
        "does not match `\(idMember)`"
      )
      try checkBody(upsert)
    case (.delete, _): throw contradiction("request", "must be a DELETE")
    case (.create, _), (.update, _), (.reidentify, _):
      throw contradiction("request", "must be a POST")
    }
  }

  /// Checks that the request has an identifier by which the service finds the contact.
  private func checkIdentifiers(_ upsert: ContactUpsert) throws(SavedPlanError) {
    try require(
      !upsert.attributes.normalizedIdentifiers.isEmpty,
      "request.body",
      "has no identifier"
    )
  }

  private static func isIdentifier(_ key: AttributeKey) -> Bool {
    key.field?.role.contains(.identifier) ?? false
  }

  /// Whether a finding asks for everything to be sent again.
  private var sendsAll: Bool {
    change.retriedFindings.contains {
      $0.retry(of: change.address.type) == .everything
    }
  }

  /// Checks that everything that changed is sent, and nothing that is not shown.
  private func checkBody(_ upsert: ContactUpsert) throws(SavedPlanError) {
    let after = change.after ?? Attributes()
    let sent = upsert.attributes
    let keys = Set(sent.keys)
    try require(
      after.filter(keys.contains) == sent,
      "request.body",
      "has a value that `after` has not"
    )
    try require(
      Set(change.changedKeys).isSubset(of: keys),
      "request.body",
      "lacks a field that changed"
    )
    let unasked = keys.subtracting(change.changedKeys).filter { !mayGoWith($0) }
    try require(
      sendsAll || unasked.isEmpty,
      "request.body",
      "has a field that did not change: "
        + unasked.map(\.description).sorted().joined(separator: ", ")
    )
  }

  /// Whether the field may be sent although it has not changed.
  ///
  /// It may if it names the contact, travels with its company, or was not kept the last time.
  private func mayGoWith(_ key: AttributeKey) -> Bool {
    if let role = key.field?.role, !role.isDisjoint(with: [.identifier, .reference, .jobData]) {
      return true
    }
    return change.retriedFindings.contains { finding in
      guard case .keys(let keys) = finding.retry(of: change.address.type) else { return false }
      return keys.contains(key)
    }
  }

  private func require(
    _ condition: Bool,
    _ member: String,
    _ problem: String
  ) throws(SavedPlanError) {
    guard condition else { throw contradiction(member, problem) }
  }

  private func contradiction(_ member: String, _ problem: String) -> SavedPlanError {
    .inconsistent(node.file, "\(node.path).\(member)", "\(problem) (\(change.address))")
  }
}
