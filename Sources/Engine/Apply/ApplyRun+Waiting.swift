import Diagnostics
import Model
import Planning
import Synchronization

/// What waits for what.
extension ApplyRun {
  /// Notes that these changes have moved their contacts to new addresses, in the state.
  func noteMoved(_ indices: [Int], _ changes: [Change]) {
    progress.withLock { progress in
      progress.moved.formUnion(indices)
      for change in changes where change.after != nil {
        if let id = change.contactID { progress.holders[id] = change.address }
      }
    }
  }

  /// Why the contact cannot have its address yet; `nil` when it can.
  func addressBlocker(of index: Int, _ change: Change) -> Diagnostic? {
    progress.withLock { addressBlocker(of: index, change, $0) }
  }

  /// Why that change must not be tried; `nil` when it may.
  func blocker(of index: Int, _ change: Change) -> Diagnostic? {
    progress.withLock { progress in
      if let reason = addressBlocker(of: index, change, progress) { return reason }
      for gift in order.gifts[index] ?? [] {
        guard let reason = keptReason(gift, progress) else { continue }
        let giver = plan.changes.entries[gift.giver].address
        return waits(
          change,
          "it gets the \(gift.field.name) that \(giver) gives up, and \(reason)",
          detail: "Sent all the same, its values would end on the contact that has the "
            + "\(gift.field.name) in the CRM."
        )
      }
      return nil
    }
  }

  private func addressBlocker(
    of index: Int,
    _ change: Change,
    _ progress: Progress
  ) -> Diagnostic? {
    guard let other = order.freedBy[index], !progress.moved.contains(other) else { return nil }
    if case .applied = progress.marks[other].status { return nil }
    let isDeletion = plan.changes.entries[other].action == .delete
    return waits(
      change,
      "the contact that has this address in the state could not be "
        + (isDeletion ? "deleted" : "moved to its new one"),
      detail: "Going on would lose the record of it."
    )
  }

  /// Why an identifier is not free; `nil` when it is.
  private func keptReason(_ gift: ApplyOrder.Gift, _ progress: Progress) -> String? {
    let giver = plan.changes.entries[gift.giver].address
    let status = progress.marks[gift.giver].status
    switch status {
    case .failed: return "\(giver) failed"
    case .blocked, .notAttempted: return "\(giver) was not attempted"
    case .applied:
      let isKept = status.findings.contains { finding in
        switch finding.kind {
        case .fieldNotKept: finding.key == .field(gift.field)
        case .contactDiffers, .contactShared: true
        default: false
        }
      }
      return isKept ? "the CRM did not give \(giver) another one" : nil
    }
  }

  private func waits(_ change: Change, _ reason: String, detail: String) -> Diagnostic {
    Diagnostic(
      .error,
      .waitsForOther,
      "\(change.address) was not attempted: \(reason).",
      detail: detail,
      address: change.address.description,
      location: change.location,
      hint: "Repair what holds the other contact up, and apply again."
    )
  }
}
