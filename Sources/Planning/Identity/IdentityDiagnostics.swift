import Diagnostics
import Model

/// Explains where identifiers leave open who is who, and where contacts pass them on.
struct IdentityDiagnostics {
  let desired: DesiredState
  let known: [PriorContact]

  private static let mostNamed = 5

  /// The diagnostics for selected contacts; `edited` are the indices of those whose values change.
  func diagnostics(
    _ identities: IdentityMatch,
    _ shared: SharedContacts,
    _ selection: PlanSelection,
    edited: Set<Int>
  ) -> [Diagnostic] {
    let conflicts = identities.conflicts.filter {
      selection.includes(anyDeclared: $0.declared, orKnown: $0.known)
    }
    let rings = identities.rings.filter { $0.declared.contains(where: edited.contains) }
    let groups = shared.groups.filter {
      selection.includes(anyDeclared: $0.pairs.map(\.desired))
    }
    return conflicts.map(diagnostic) + rings.map(exchange)
      + groups.map { self.shared($0.pairs, $0.id) }
  }

  private func diagnostic(_ conflict: IdentityMatch.Conflict) -> Diagnostic {
    conflict.isRing ? cycle(conflict) : contradiction(conflict)
  }

  /// Reports contacts that exchange some identifiers and keep others.
  private func cycle(_ conflict: IdentityMatch.Conflict) -> Diagnostic {
    let exchanged = Set(conflict.claims.filter(\.isInRing).map(\.identifier.field))
    let fields = exchanged.sorted { $0.number < $1.number }
    return error(
      .identifierCycle,
      conflict,
      "\(names(declared: conflict.declared)) exchange their \(Self.list(fields.map(\.name))) and keep "
        + "other identifiers.",
      detail: "The CRM lets no two contacts have one identifier, so none of them can begin.",
      hint:
        "Do it in two applies: first give one of them another value of its own, then write what each "
        + "is to have. Leaving the value out is not enough, as the CRM keeps it."
    )
  }

  private func contradiction(_ conflict: IdentityMatch.Conflict) -> Diagnostic {
    let declared = names(declared: conflict.declared)
    let known = Self.list(
      conflict.known.prefix(Self.mostNamed).map { index in
        let claim = conflict.claims.first { $0.known == index }?.identifier
        let identifier = claim.map { " (\($0.field.name) \($0.value))" } ?? ""
        return self.known[index].address.description + identifier
      },
      of: conflict.known.count
    )
    if conflict.declared.count == 1 {
      return error(
        .identifiersContradict,
        conflict,
        "\(declared) has identifiers of \(conflict.known.count) contacts of the state: \(known).",
        detail:
          "The CRM holds \(conflict.known.count) contacts, and roster does not guess which of them "
          + "is meant.",
        hint:
          "Declare each of them. If they are one person, merge them in the CRM, take the one that is "
          + "gone out of the state, then plan again:\n  roster state rm ADDRESS"
      )
    }
    let old = self.known[conflict.known[0]].address
    return error(
      .identifiersContradict,
      conflict,
      conflict.known.count == 1
        ? "\(declared) have identifiers of one contact of the state: \(known)."
        : "\(declared) have identifiers of \(conflict.known.count) contacts of the state, not each of one: "
          + "\(known).",
      detail:
        "The CRM takes an upsert with a known identifier as an update of the contact that has it, "
        + "and keeps an identifier that is no longer declared.",
      hint:
        "Declare all identifiers of a person in one entry. To give one of them to another person, first "
        + "apply a change that puts another value in its place. If only a key is new, say whose:\n"
        + "  roster state mv \(old) NEW-ADDRESS"
    )
  }

  private func error(
    _ code: DiagnosticCode,
    _ conflict: IdentityMatch.Conflict,
    _ message: String,
    detail: String,
    hint: String
  ) -> Diagnostic {
    Diagnostic(
      .error,
      code,
      message,
      detail: detail,
      address: desired.contacts.address(conflict.declared[0]).description,
      location: location(conflict.declared[0]),
      hint: hint,
      related: related(conflict.declared)
    )
  }

  /// Reports contacts that each move to the next one's key and receive the values declared there.
  private func exchange(_ ring: IdentityMatch.Ring) -> Diagnostic {
    let fields = Self.list(ring.fields.map(\.name))
    return Diagnostic(
      .warning,
      .identifiersExchanged,
      "\(names(declared: ring.declared)) exchange their \(fields): each contact of the CRM keeps its "
        + "\(fields), and gets the other values that are declared with it.",
      address: desired.contacts.address(ring.declared[0]).description,
      location: location(ring.declared[0]),
      hint:
        "If the contacts are to keep the other values and to exchange their \(fields) in the CRM, do it "
        + "in two applies: first give one of them another \(ring.fields.first?.name ?? "identifier"), then "
        + "write what each is to have.",
      related: related(ring.declared)
    )
  }

  /// Reports several declared contacts that the state knows as one contact of the CRM.
  private func shared(_ pairs: [StateJoin.Pair], _ id: ContactID) -> Diagnostic {
    let declared = pairs.map(\.desired)
    let others = pairs.dropFirst().map { known[$0.prior].address.description }
    return Diagnostic(
      .error,
      .contactsAreOne,
      "\(names(declared: declared)) are one contact in the CRM (\(id)).",
      detail: "Whatever is sent for one of them overwrites the other.",
      address: desired.contacts.address(declared[0]).description,
      location: location(declared[0]),
      hint:
        "If they are one person, declare one contact with the identifiers of "
        + (others.count == 1
          ? "both. If not, take the identifier of one off that contact in the CRM, let the state forget that one"
          : "all. If not, leave that contact in the CRM the identifiers of one, let the state forget the others")
        + ", then plan again:\n  " + ShellWord.line(["roster", "state", "rm"] + others),
      related: related(declared)
    )
  }

  private func location(_ index: Int) -> SourceLocation {
    desired.location(of: desired.contacts.position(index))
  }

  /// The places of all contacts but the first.
  private func related(_ declared: [Int]) -> [Diagnostic.Related] {
    declared.dropFirst().prefix(Self.mostNamed).map { index in
      Diagnostic.Related(
        message: "\(desired.contacts.address(index)) is declared here",
        location: location(index)
      )
    }
  }

  private func names(declared: [Int]) -> String {
    Self.list(
      declared.prefix(Self.mostNamed).map { desired.contacts.address($0).description },
      of: declared.count
    )
  }

  private static func list(_ items: [String], of count: Int? = nil) -> String {
    let hidden = (count ?? items.count) - items.count
    let all = hidden > 0 ? items + ["\(hidden) more"] : items
    guard let last = all.last, all.count > 1 else { return all.first ?? "" }
    return all.dropLast().joined(separator: ", ") + " and " + last
  }
}
