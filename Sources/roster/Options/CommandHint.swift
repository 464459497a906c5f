import Diagnostics
import Model
import Planning

/// A command for a hint: as it has to be typed, with the options of the command that was run.
struct CommandHint: CustomStringConvertible {
  private let words: [String]

  init(_ words: String...) { self.words = ["roster"] + words }

  private init(words: [String]) { self.words = words }

  /// The command that was run, as it was typed.
  static var current: CommandHint {
    CommandHint(words: ["roster"] + CommandLine.arguments.dropFirst().map(again))
  }

  /// A path as it can be given again: `FILE` for a descriptor of this process, such as a shell's
  /// `<(…)`.
  static func again(_ path: String) -> String {
    let isDescriptor = ["/dev/fd/", "/proc/self/fd/"].contains(where: path.hasPrefix)
    return isDescriptor || path == "/dev/stdin" ? "FILE" : path
  }

  /// With further options or arguments, in order.
  func with(_ more: [String]) -> CommandHint { CommandHint(words: words + more) }

  func with(_ more: String...) -> CommandHint { with(more) }

  var description: String { ShellWord.line(words) }
}

extension StateOptions {
  /// As they were given, for a hint.
  var hintWords: [String] { state.map { ["--state", $0] } ?? [] }
}

extension TargetOptions {
  /// As they were given, for a hint.
  var hintWords: [String] {
    sandbox ? ["--sandbox"] : endpoint.map { ["--endpoint", $0] } ?? []
  }
}

extension ConnectionOptions {
  /// As they were given, for a hint.
  var hintWords: [String] {
    (apiKeyFile.map { ["--api-key-file", CommandHint.again($0)] } ?? [])
      + (seed.map { ["--seed", CommandHint.again($0)] } ?? [])
  }
}

extension ManifestOptions {
  /// As they were given, for a hint.
  var hintWords: [String] {
    (followLinks ? ["--follow-links"] : [])
      + paths.map { $0.hasPrefix("-") && $0 != "-" ? "./" + $0 : $0 }
  }
}

extension PlanningOptions {
  /// As they were given, for a hint.
  var hintWords: [String] {
    let limits = [
      ("--max-creates", maxCreates), ("--max-updates", maxUpdates), ("--max-forgets", maxForgets),
      ("--max-deletes", maxDeletes),
    ]
    var words = only.flatMap { ["--only", $0.pattern.description] }
    words += exclude.flatMap { ["--exclude", $0.pattern.description] }
    for (name, limit) in limits {
      if let limit { words += [name, limit.description] }
    }
    if allowEmpty { words.append("--allow-empty") }
    if refresh { words.append("--refresh") }
    return words
  }
}
