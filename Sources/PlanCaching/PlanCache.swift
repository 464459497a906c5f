import Crypto
package import Manifest
import Model
import ParallelWork
package import Planning
import Reporting
package import State

/// Remembers that a large manifest and a state ask for nothing, so that asking again costs reading their bytes.
///
/// What is remembered is the plan as it is saved, under a key made of everything that it came from: the
/// release, the endpoint, the paths, and the SHA-256 of each file of the manifest and of the state, which are
/// computed anew each time. Time stamps and sizes are not looked at. Whatever does not match, whatever is
/// damaged, and whatever has changes to show, is planned as if nothing had been remembered.
package struct PlanCache: Sendable {
  /// The form of what is remembered, and what the reading of a manifest means.
  private static let version = 1

  private let release: String
  private let endpoint: String
  private let inputs: [ManifestInput]
  private let store: StateStore

  /// - Parameters:
  ///   - release: The version of roster.
  ///   - endpoint: That the plan is for.
  ///   - inputs: The manifest's; no filter and nothing read from the CRM may come beside it.
  ///   - store: The state's.
  package init(release: String, endpoint: String, inputs: [ManifestInput], store: StateStore) {
    self.release = release
    self.endpoint = endpoint
    self.inputs = inputs
    self.store = store
  }

  /// The file that remembers, beside the state.
  package var path: String { store.path + ".cache" }

  /// The plan that `remembered` holds, when manifest and state are still those that it was made from.
  ///
  /// - Parameter remembered: The bytes of the file at `path`, if there is one.
  /// - Returns: `nil` when the plan has to be made.
  package func plan(_ remembered: [UInt8]?) -> Plan? {
    guard let remembered, let lineBreak = remembered.firstIndex(of: 0x0A),
      let plan = try? SavedPlan.parse(Array(remembered[(lineBreak + 1)...]), file: path),
      !plan.hasChanges
    else { return nil }
    let parts = concurrently(2) { task -> Part in
      task == 0 ? .files(ManifestReader.files(inputs)) : .state(store.digest())
    }
    guard case .files(let files?) = parts[0], case .state(let state?) = parts[1],
      remembered[..<lineBreak].elementsEqual(key(files, state).utf8)
    else { return nil }
    return plan
  }

  private enum Part {
    case files([DesiredState.File]?)
    case state(String?)
  }

  /// What is to be remembered of a plan, as the bytes of a file; `nil` when it is to be made anew each time.
  ///
  /// - Parameters:
  ///   - plan: As it was made, with what was said of the manifest.
  ///   - snapshot: The state that it was made from.
  /// - Returns: `nil` for a plan with changes or errors, and for a state that was not just read.
  package func remembering(_ plan: Plan, _ snapshot: StateSnapshot) -> [UInt8]? {
    guard !plan.hasChanges, !plan.isErrored, plan.filters.isEmpty, snapshot.notices.isEmpty,
      let state = snapshot.digest
    else { return nil }
    let document = PlanReport(plan: plan, version: release).jsonBytes()
    return Array((key(plan.basis.files, state) + "\n").utf8) + document
  }

  private func key(_ files: [DesiredState.File], _ state: String) -> String {
    var hasher = SHA256()
    // Each part is preceded by its length, so that no two lists of parts are the same bytes.
    func add(_ text: String) { hasher.update(data: Array("\(text.utf8.count):\(text)".utf8)) }
    for text in ["\(Self.version)", release, endpoint, store.path, state] { add(text) }
    for file in files {
      add(file.path)
      add(file.sha256)
    }
    let digits = hasher.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return "roster-plan-cache " + digits.joined()
  }
}
