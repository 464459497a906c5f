import ArgumentParser
import Foundation
import Planning
import State

struct StateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The state file (default: $ROSTER_STATE, else roster.state.jsonl beside the manifest).",
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

  /// The state for the manifest at those paths.
  func store(manifestPaths: [String]) -> StateStore {
    StateStore(path: path(manifestPaths: manifestPaths))
  }

  /// The state that a saved plan was made from, unless another is named.
  func store(of plan: Plan) -> StateStore {
    guard !isNamed, let path = plan.basis.statePath else { return store(manifestPaths: []) }
    return StateStore(path: path)
  }

  /// Whether the command line or the environment names the state.
  var isNamed: Bool {
    state != nil || !(ProcessInfo.processInfo.environment["ROSTER_STATE"] ?? "").isEmpty
  }

  func path(manifestPaths: [String]) -> String {
    if let state { return state }
    let variable = ProcessInfo.processInfo.environment["ROSTER_STATE"] ?? ""
    if !variable.isEmpty { return variable }
    guard let first = manifestPaths.first, first != "-" else { return Self.name }
    let folder = Self.folder(beside: first)
    return folder.isEmpty ? Self.name : folder + "/" + Self.name
  }

  /// What a state is called that nobody named.
  static let name = "roster.state.jsonl"

  /// The folder that a manifest is in: empty for the current one; a folder such as `.` is its own.
  private static func folder(beside path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let last = path.split(separator: "/").last.map(String.init) ?? "/"
    if [".", "..", "/"].contains(last) { return String(path) }
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
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
