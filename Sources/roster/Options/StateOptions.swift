import ArgumentParser
import Diagnostics
import Foundation
import Planning
import State

struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The state file (default: $ROSTER_STATE, else roster.state.jsonl where the manifest is).",
      valueName: "file"
    ),
    completion: .file()
  )
  var state: String?

  @Option(
    help: ArgumentHelp(
      "How long to wait for another roster that has the state locked, such as 30s or 2m.",
      valueName: "duration"
    )
  )
  var lockTimeout: DurationArgument = DurationArgument(.zero)

  /// The file that was named, on the command line or in the environment.
  var named: String? {
    if let state { return state }
    let variable = ProcessInfo.processInfo.environment["ROSTER_STATE"] ?? ""
    return variable.isEmpty ? nil : variable
  }

  /// The state for the manifests at those paths; with none, for those that are here.
  ///
  /// - Throws: `StateError` when it could be in several places, or lies where it does not belong.
  func store(manifestPaths: [String]) throws -> StateStore {
    StateStore(path: try path(manifestPaths: manifestPaths))
  }

  func path(manifestPaths: [String]) throws -> String {
    try named ?? location(manifestPaths).path()
  }

  /// The state of the manifests that are here, or the one named, which has to be there.
  ///
  /// - Throws: `StateError` when it is not there, which names the states nearby.
  func existing() throws -> StateStore {
    let store = try store(manifestPaths: [])
    guard try store.isMissing() else { return store }
    let others =
      named.map { StateLocation.states(around: $0) } ?? location([]).nearby
    throw StateError.noState(store.path, others: others)
  }

  /// Every path at which a state is looked for.
  func candidates(manifestPaths: [String]) -> [String] {
    named.map { [$0] } ?? location(manifestPaths).candidates
  }

  private func location(_ paths: [String]) -> StateLocation {
    StateLocation(manifests: (paths.isEmpty ? ManifestOptions.here : paths).filter { $0 != "-" })
  }
}

/// A time on the command line: a number and `ms`, `s`, `m` or `h`; a bare number is seconds.
struct DurationArgument: ExpressibleByArgument, Sendable {
  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    let number = argument.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(number), value >= 0, value < 1e9 else { return nil }
    switch argument.dropFirst(number.count) {
    case "ms": duration = .seconds(value / 1000)
    case "", "s": duration = .seconds(value)
    case "m": duration = .seconds(value * 60)
    case "h": duration = .seconds(value * 3600)
    default: return nil
    }
  }

  var defaultValueDescription: String { duration == .zero ? "0s" : "\(duration)" }
}
