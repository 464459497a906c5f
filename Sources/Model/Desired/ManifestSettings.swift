/// What happens to a contact that is no longer declared.
package enum RemovalPolicy: String, CaseIterable, Hashable, Sendable {
  /// The state drops it, but the CRM keeps it.
  case forget
  /// The CRM deletes it, with its leads and conversations.
  case delete
}

/// How many contacts an action may touch: a count, or a share of the managed contacts.
package enum ChangeLimit: Hashable, Sendable {
  case count(Int)
  /// A percentage of the managed contacts, from 0 through 100.
  case percent(Double)
}

extension ChangeLimit: CustomStringConvertible {
  /// The limit as a manifest or a flag gives it, such as `5` or `30%`.
  package var description: String {
    switch self {
    case .count(let count): String(count)
    case .percent(let share): AttributeValue.text(of: share) + "%"
    }
  }

  /// Reads a count (`5`) or a share (`30%`, `0.5%`); `nil` for anything else.
  package init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
      self = .percent(share)
    } else {
      guard let count = Int(text), count >= 0 else { return nil }
      self = .count(count)
    }
  }
}

/// The limits that `settings.limits` and the command line can set; `nil` means no limit.
package struct ChangeLimits: Hashable, Sendable {
  package var create: ChangeLimit?
  package var update: ChangeLimit?
  package var forget: ChangeLimit?
  package var delete: ChangeLimit?

  package init(
    create: ChangeLimit? = nil,
    update: ChangeLimit? = nil,
    forget: ChangeLimit? = nil,
    delete: ChangeLimit? = nil
  ) {
    self.create = create
    self.update = update
    self.forget = forget
    self.delete = delete
  }
}

/// The `settings` of a manifest, with defaults for what it leaves out.
package struct ManifestSettings: Hashable, Sendable {
  package var onRemove: RemovalPolicy
  package var limits: ChangeLimits

  package init(onRemove: RemovalPolicy = .forget, limits: ChangeLimits = ChangeLimits()) {
    self.onRemove = onRemove
    self.limits = limits
  }
}
