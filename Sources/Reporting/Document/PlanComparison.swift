import Diagnostics
import Model
import Planning

/// The results of a plan's changes, compared with what the plan announced.
struct PlanComparison {
  /// The result of a change, as far as a plan can predict it.
  enum Happening: String, CaseIterable {
    case created
    case updated
    case adopted
    case deleted
    /// Only the state changed.
    case recorded
    case failed
    case notAttempted = "not_attempted"
  }

  /// The changes with the same verb and the same result.
  struct Group {
    let planned: Verb
    let happened: Happening
    let isAsPlanned: Bool
    /// How many changes the plan has with that verb.
    let plannedCount: Int
    let count: Int
    /// The addresses in the plan's order; empty for a group with the planned result.
    let addresses: [Address]
  }

  /// The groups, ordered by verb, then by result; none is empty.
  let groups: [Group]

  /// The groups whose result is not the planned one.
  var deviations: [Group] { groups.filter { !$0.isAsPlanned } }
  var isAsPlanned: Bool { groups.allSatisfy(\.isAsPlanned) }

  init(_ result: ApplyResult) {
    struct Key: Hashable {
      let planned: Verb
      let happened: Happening
      let isAsPlanned: Bool
    }
    var counts: [Key: Int] = [:]
    var addresses: [Key: [Address]] = [:]
    var planned: [Verb: Int] = [:]
    let outcomes = result.outcomes
    for index in outcomes.indices {
      let action = outcomes.action(index)
      let happened = Self.happening(outcomes.status(index))
      let key = Key(
        planned: action.verb,
        happened: happened,
        isAsPlanned: Self.isAsPlanned(action, happened)
      )
      counts[key, default: 0] += 1
      if !key.isAsPlanned { addresses[key, default: []].append(outcomes.address(index)) }
      planned[action.verb, default: 0] += 1
    }
    groups = Verb.allCases.flatMap { verb in
      Happening.allCases.flatMap { happening in
        [true, false].compactMap { isAsPlanned in
          let key = Key(planned: verb, happened: happening, isAsPlanned: isAsPlanned)
          return counts[key].map { count in
            Group(
              planned: verb,
              happened: happening,
              isAsPlanned: isAsPlanned,
              plannedCount: planned[verb] ?? 0,
              count: count,
              addresses: addresses[key] ?? []
            )
          }
        }
      }
    }
  }

  static func happening(_ status: Outcome.Status) -> Happening {
    switch status {
    case .failed: .failed
    case .notAttempted, .blocked: .notAttempted
    case .applied(let effect, _):
      switch effect {
      case .created: .created
      case .updated: .updated
      case .adopted: .adopted
      case .deleted: .deleted
      case .recorded: .recorded
      }
    }
  }

  static func isAsPlanned(_ outcome: Outcome) -> Bool {
    isAsPlanned(outcome.change.action, happening(outcome.status))
  }

  private static func isAsPlanned(_ action: Action, _ happened: Happening) -> Bool {
    switch (action, happened) {
    case (.create, .created), (.update, .updated), (.reidentify, .updated), (.delete, .deleted),
      (.rename, .recorded), (.release, .recorded), (.forget, .recorded):
      true
    default: false
    }
  }
}

extension PlanComparison.Group {
  /// One line that names at most `most` addresses.
  ///
  /// It reads `1 of 6 updates made the contact anew: contact.jane-smith.`, for example.
  func sentence(most: Int) -> String {
    let share =
      count == plannedCount
      ? "\(count == 1 ? "The planned" : "All \(ValueText.count(count)) planned") \(noun(count))"
      : "\(ValueText.count(count)) of \(ValueText.count(plannedCount)) \(noun(plannedCount))"
    let names = addresses.prefix(most).map { SafeText.inline($0.description) }
    let more = count - names.count
    return "\(share) \(verb): " + names.joined(separator: ", ")
      + (more > 0 ? " and \(ValueText.count(more)) more" : "") + "."
  }

  private func noun(_ count: Int) -> String {
    let name =
      switch planned {
      case .create: "creation"
      case .update: "update"
      case .rename: "rename"
      case .forget: "removal"
      case .delete: "deletion"
      }
    return count == 1 ? name : name + "s"
  }

  private var verb: String {
    let isOne = count == 1
    return switch happened {
    case .created: "made \(isOne ? "the contact" : "contacts") anew"
    case .updated: "updated \(isOne ? "a contact" : "contacts")"
    case .adopted: "took over \(isOne ? "a contact" : "contacts") that the CRM had"
    case .deleted: "deleted \(isOne ? "a contact" : "contacts")"
    case .recorded: "changed the state alone"
    case .failed: "failed"
    case .notAttempted: isOne ? "was not attempted" : "were not attempted"
    }
  }
}
