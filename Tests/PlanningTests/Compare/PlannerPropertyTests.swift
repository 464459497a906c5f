import Diagnostics
import Model
import Planning
import TestSupport
import Testing

/// What holds for every manifest, state and edit: 120 seeds, about 40 contacts and 25 edits each.
@Suite struct PlannerPropertyTests {
  private struct Scene {
    let desired: DesiredState
    let prior: PriorState
    let plan: Plan
  }

  private static let seeds = 0..<120

  private func scene(_ seed: Int) -> Scene {
    var random = RandomRoster(seed: UInt64(seed))
    let first = random.desired(count: seed % 60, policy: seed % 2 == 0 ? .forget : .delete)
    let prior = random.prior(of: first, findingOneIn: 5)
    let desired = random.edited(first, edits: 25)
    return Scene(desired: desired, prior: prior, plan: plan(desired, prior))
  }

  @Test(arguments: seeds) func `after an apply that converged the next plan is empty`(_ seed: Int) {
    let scene = scene(seed)
    let next = plan(scene.desired, PerfectCRM.apply(scene.plan, to: scene.prior))
    #expect(next.changes == [])
    #expect(next.unchanged == scene.desired.contacts.count)
  }

  @Test(arguments: seeds) func `the order of applying makes no difference`(_ seed: Int) {
    let scene = scene(seed)
    var generator = SeededGenerator(seed: UInt64(seed))
    let shuffled = scene.plan.changes.shuffled(using: &generator)
    let prior = scene.prior
    #expect(
      PerfectCRM.apply(shuffled, of: scene.plan, to: prior)
        == PerfectCRM.apply(scene.plan, to: prior)
    )
  }

  @Test(arguments: seeds) func `the same inputs make the same plan, sorted`(_ seed: Int) {
    let scene = scene(seed)
    #expect(self.scene(seed).plan == scene.plan)
    let addresses = scene.plan.changes.map(\.address)
    #expect(addresses == addresses.sorted())
    #expect(Set(addresses).count == addresses.count)
  }

  @Test(arguments: seeds) func `every contact is accounted for once`(_ seed: Int) {
    let scene = scene(seed)
    let summary = scene.plan.summary
    #expect(
      summary.create + summary.update + summary.rename + summary.unchanged
        == scene.desired.contacts.count
    )
    let gone = summary.forget + summary.delete
    #expect(
      summary.update + summary.rename + summary.unchanged + gone == scene.prior.contacts.count
    )
  }

  @Test(arguments: seeds) func `a request sends declared values only, each as declared`(_ seed: Int)
    throws
  {
    let scene = scene(seed)
    for change in scene.plan.changes {
      guard case .upsert(let upsert) = change.request else { continue }
      let declared = try #require(
        scene.desired.contacts.first { $0.address == change.address }?.attributes
      )
      #expect(!upsert.attributes.isEmpty)
      for (key, value) in upsert.attributes { #expect(declared[key] == value) }
      let isAddressed = upsert.id != nil || !upsert.attributes.normalizedIdentifiers.isEmpty
      #expect(isAddressed)
    }
  }

  @Test(arguments: seeds) func `a request has a change and a change has a reason`(_ seed: Int) {
    for change in scene(seed).plan.changes {
      let hasCause =
        !change.changedKeys.isEmpty || !change.retriedFindings.isEmpty || change.action == .delete
      if change.request != nil { #expect(hasCause) }
      let isExplained =
        hasCause || !change.releasedKeys.isEmpty || change.previousAddress != nil
        || change.action == .forget
      #expect(isExplained)
      let isRetry =
        change.changedKeys.isEmpty && change.releasedKeys.isEmpty && change.previousAddress == nil
        && change.after != nil
      #expect((change.reason == .retry) == isRetry)
    }
  }

  @Test(arguments: seeds) func `every action is what the identity rules say`(_ seed: Int) throws {
    let scene = scene(seed)
    let known = Set(scene.prior.contacts.addresses)
    let declared = Set(scene.desired.contacts.map(\.address))
    for change in scene.plan.changes {
      let isNew = !known.contains(change.previousAddress ?? change.address)
      #expect((change.action == .create) == isNew)
      #expect((change.after == nil) == !declared.contains(change.address))
      if let previous = change.previousAddress {
        #expect(previous != change.address)
        let before = Set(change.before?.normalizedIdentifiers ?? [])
        #expect(!before.isDisjoint(with: change.after?.normalizedIdentifiers ?? []))
      }
      switch change.request {
      case nil: #expect([.rename, .release, .forget].contains(change.action))
      case .delete(let id): #expect(change.action == .delete && id == change.contactID)
      case .upsert(let upsert):
        #expect([.create, .update, .reidentify].contains(change.action))
        #expect(upsert.id == (change.action == .reidentify ? change.contactID : nil))
      }
    }
  }

  @Test(arguments: seeds) func `cut off anywhere, the next plan is the rest`(_ seed: Int) {
    let scene = scene(seed)
    var generator = SeededGenerator(seed: UInt64(seed) &+ 7)
    let shuffled = scene.plan.changes.shuffled(using: &generator)
    let done = shuffled.prefix(Int.random(in: 0...shuffled.count, using: &generator))
    let cutOff = PerfectCRM.apply(Array(done), of: scene.plan, to: scene.prior)
    let rest = Set(scene.plan.changes.map(\.address)).subtracting(done.map(\.address))
    let next = plan(scene.desired, cutOff)
    #expect(Set(next.changes.map(\.address)) == rest)
    #expect(plan(scene.desired, PerfectCRM.apply(next, to: cutOff)).changes == [])
  }

  @Test(arguments: seeds) func `a value is sent because it changed, is tried again or travels`(
    _ seed: Int
  ) {
    for change in scene(seed).plan.changes {
      guard case .upsert(let upsert) = change.request, change.action != .create else { continue }
      let retried = change.retriedFindings.contains { $0.retry(of: .contact) == .everything }
      let keys = change.retriedFindings.flatMap { finding -> [AttributeKey] in
        guard case .keys(let keys) = finding.retry(of: .contact) else { return [] }
        return Array(keys)
      }
      let travelling = (ResourceType.contact.references + ResourceType.contact.jobData).map(
        AttributeKey.field
      )
      let identifiers = ResourceType.contact.identifiers.map(AttributeKey.field)
      let unexplained = upsert.attributes.keys.filter {
        !change.changedKeys.contains($0) && !keys.contains($0) && !travelling.contains($0)
      }
      let anchors = unexplained.filter(identifiers.contains)
      #expect(retried || anchors.count <= 1 && anchors.count == unexplained.count)
    }
  }

  @Test(arguments: seeds) func `filtered contacts do not move`(_ seed: Int) throws {
    let scene = scene(seed)
    let pattern = try #require(AddressPattern("k*[0-4]-*"))
    let plan = plan(scene.desired, scene.prior) { $0.exclude = [pattern] }
    for change in plan.changes {
      #expect(!pattern.matches(change.address))
      if let previous = change.previousAddress { #expect(!pattern.matches(previous)) }
    }
  }
}
