import Diagnostics
import Model
import Planning

/// One change as all reports for people show it, with the same lines in every format.
///
/// All text is escaped for printing; a format with markup escapes it for that, too.
struct ChangeView {
  /// One field of the contact.
  struct Field {
    enum Kind: String {
      case added
      case changed
      case released
      /// An unchanged identifier that is sent to say which contact is meant.
      case identity
      /// An unchanged value that is sent again.
      case resent
    }

    let kind: Kind
    let name: String
    let old: String?
    let new: String?
    /// Where the field is written; `nil` when it is on the contact's line.
    let place: String?
    /// A note that follows the value.
    let note: String?
  }

  let sign: String
  let verb: Verb
  let address: String
  let previousAddress: String?
  /// Where the contact is declared, as `file:line:column`.
  let location: String?
  let fields: [Field]
  /// The reasons and consequences of the change, in plain words.
  let notes: [String]

  init(_ change: Change) {
    sign = Self.sign(of: change.action.verb)
    verb = change.action.verb
    address = SafeText.inline(change.address.description)
    previousAddress = change.previousAddress.map { SafeText.inline($0.description) }
    location = change.location.map { SafeText.inline($0.description) }
    fields = Self.fields(of: change)
    notes = Self.notes(of: change)
  }

  static func sign(of verb: Verb) -> String {
    switch verb {
    case .create: "+"
    case .update: "~"
    case .rename: "→"
    case .forget: "."
    case .delete: "-"
    }
  }

  static let releaseNote = "no longer managed; the CRM keeps its value"

  private static func fields(of change: Change) -> [Field] {
    guard let after = change.after else {
      return (change.before ?? Attributes()).filter(isIdentifier).map { key, value in
        field(.identity, key, old: nil, new: value, change)
      }
    }
    let changed = Set(change.changedKeys)
    let sent = change.sentKeys
    var fields: [Field] = []
    for (key, value) in after {
      if changed.contains(key) {
        let old = change.before?[key]
        fields.append(field(old == nil ? .added : .changed, key, old: old, new: value, change))
      } else if isIdentifier(key), !(sent.contains(key) && change.retries(key)) {
        guard !fields.contains(where: { $0.kind == .identity }) else { continue }
        fields.append(field(.identity, key, old: nil, new: value, change))
      } else if sent.contains(key) {
        fields.append(field(.resent, key, old: nil, new: value, change))
      }
    }
    for key in change.releasedKeys {
      fields.append(field(.released, key, old: change.before?[key], new: nil, change))
    }
    return fields
  }

  private static func isIdentifier(_ key: AttributeKey) -> Bool {
    key.field?.role.contains(.identifier) ?? false
  }

  private static func field(
    _ kind: Field.Kind,
    _ key: AttributeKey,
    old: AttributeValue?,
    new: AttributeValue?,
    _ change: Change
  ) -> Field {
    let isShownWithPlace = kind == .added || kind == .changed || kind == .resent
    return Field(
      kind: kind,
      name: SafeText.inline(key.description),
      old: old.map(ValueText.of),
      new: new.map(ValueText.of),
      place: isShownWithPlace ? place(of: key, change) : nil,
      note: kind == .released ? releaseNote : kind == .resent ? resentNote(key, change) : nil
    )
  }

  /// Names the first letter that looks the same in both values but has other code
  /// points, such as `é`.
  private static func lookAlikeNote(_ key: AttributeKey, _ change: Change) -> String? {
    guard let old = change.before?[key], let new = change.after?[key],
      ValueText.of(old) == ValueText.of(new)
    else { return nil }
    let letters = zip(ValueText.of(old), ValueText.of(new)).first { left, right in
      !left.unicodeScalars.elementsEqual(right.unicodeScalars)
    }
    guard let (before, after) = letters else { return nil }
    func points(_ letter: Character) -> String {
      letter.unicodeScalars.map(\.codePoint).joined(separator: " ")
    }
    return "\(SafeText.inline(key.description)) looks the same; other code points: "
      + "\(points(before)) → \(points(after))"
  }

  private static func resentNote(_ key: AttributeKey, _ change: Change) -> String {
    let travels = key.field.map { !$0.role.isDisjoint(with: [.jobData, .reference]) } ?? false
    return travels && !change.retries(key) ? "unchanged; goes with the company" : "sent again"
  }

  private static func place(of key: AttributeKey, _ change: Change) -> String? {
    guard let place = change.keyLocations[key] else { return nil }
    guard let contact = change.location, contact.file == place.file else {
      return SafeText.inline("\(place.file):\(place.line)")
    }
    // The lines of a new contact are consecutive, so they would be noise.
    return place.line == contact.line || change.action == .create ? nil : "line \(place.line)"
  }

  private static func notes(of change: Change) -> [String] {
    var notes = change.retriedFindings.map { finding in
      FindingText.planned(
        finding,
        PlannedFinding(isSent: change.sends(finding), companyName: change.companyName)
      )
    }
    let id = change.contactID.map { SafeText.inline($0.rawValue) } ?? "?"
    switch change.action {
    case .reidentify:
      notes.append("an identifier is new: the request names the contact by its id \(id)")
    case .forget where change.reason == .drift:
      notes.append("deleted in the CRM (\(id)): the state drops it")
    case .forget:
      notes.append("no longer declared: the state drops it, the CRM keeps the contact (\(id))")
    case .delete:
      notes.append(
        "no longer declared: deleted in the CRM (\(id)), with its leads, conversations and activities"
      )
    case .create, .update, .rename, .release: break
    }
    if change.isProtected, !change.wasProtected {
      notes.append("protected from now on: neither removed nor re-identified")
    } else if change.wasProtected, !change.isProtected, change.after != nil {
      notes.append("no longer protected")
    }
    if change.reason == .drift, change.action != .forget {
      notes.append(
        change.action == .create
          ? "it was deleted in the CRM since the last apply; it would be created again"
          : "somebody changed it in the CRM since the last apply"
      )
    }
    notes += change.changedKeys.compactMap { lookAlikeNote($0, change) }
    // Swift compares by what is visible, so these keys look the same.
    if let old = change.previousAddress?.key, old == change.address.key {
      let new = change.address.key
      notes.append(
        "the key looks the same; other code points: \(old.codePoints(differingFrom: new)) → "
          + new.codePoints(differingFrom: old)
      )
    }
    if change.request == nil, change.after != nil { notes.append("state only, no request") }
    return notes
  }
}

extension Change {
  /// The keys of the attributes that the request carries.
  var sentKeys: Set<AttributeKey> {
    guard case .upsert(let upsert) = request else { return [] }
    return Set(upsert.attributes.keys)
  }

  /// Whether a finding asks for this attribute to be sent again.
  func retries(_ key: AttributeKey) -> Bool {
    retriedFindings.contains { finding in
      switch finding.retry(of: address.type) {
      case .nothing: false
      case .keys(let keys): keys.contains(key)
      case .everything: true
      }
    }
  }

  /// Whether the request carries something that the finding is about.
  func sends(_ finding: Finding) -> Bool {
    switch finding.retry(of: address.type) {
    case .nothing: false
    case .keys(let keys): !sentKeys.isDisjoint(with: keys)
    case .everything: request != nil
    }
  }
}
