import Diagnostics
import Model
import Planning

/// Similar findings of an apply in one group, so that one cause is reported once.
struct FindingGroup {
  let sample: Finding
  let addresses: [Address]

  /// Whether the next plan tries again; otherwise the finding is reported only once.
  var isRetried: Bool { sample.isOpen }

  /// Groups findings of the same kind about the same thing, in the order of their first contact.
  static func groups(_ outcomes: Outcomes) -> [FindingGroup] {
    struct Cause: Hashable {
      let kind: Finding.Kind
      let key: AttributeKey?
      let expected: String?
      let actual: String?
      let note: String?
    }
    var order: [Cause] = []
    var members: [Cause: (Finding, [Address])] = [:]
    for index in outcomes.indices {
      for finding in outcomes.status(index).findings {
        let address = outcomes.address(index)
        let isPersonal = finding.kind != .companyNotLinked && finding.kind != .ownerIgnored
        let cause = Cause(
          kind: finding.kind,
          key: finding.key,
          expected: isPersonal ? "\(address)\n\(finding)" : finding.expected,
          actual: isPersonal ? nil : finding.actual,
          note: finding.note
        )
        if members[cause] == nil {
          order.append(cause)
          members[cause] = (finding, [])
        }
        members[cause]?.1.append(address)
      }
    }
    return order.compactMap { cause in
      members[cause].map { FindingGroup(sample: $0.0, addresses: $0.1) }
    }
  }

  /// The finding in words, about all the contacts that have it.
  var sentence: String {
    guard let first = addresses.first else { return "" }
    let said = FindingText.sentence(for: sample, address: first)
    guard addresses.count > 1 else { return said }
    let others = addresses.dropFirst().prefix(3).map { SafeText.inline($0.description) }
    let more = addresses.count - 1 - others.count
    let names =
      others.joined(separator: ", ") + (more > 0 ? " and \(ValueText.count(more)) more" : "")
    return "\(said) So too for \(names)."
  }
}
