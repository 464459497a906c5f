import Foundation

/// A program while it runs; its output goes to files, so that no full pipe can hold it up.
///
/// Spawned by the system's own call: Foundation's `Process` lists the open files of this process while
/// other tests open and close theirs, and is not safe against that (observed: a crash in `Process.run`).
final class RunningProcess: Sendable {
  let identifier: pid_t
  private let outputs: String
  private let ending: AsyncStream<Int32>

  init(
    _ workspace: Workspace,
    _ arguments: [String],
    input: String? = nil,
    executable: String = Workspace.binary
  ) throws {
    outputs = workspace.path + "/.run-" + UUID().uuidString
    var inputFile = "/dev/null"
    if let input {
      inputFile = outputs + ".in"
      try Data(input.utf8).write(to: URL(fileURLWithPath: inputFile))
    }
    var environment = workspace.environment
    for name in ["PATH", "LD_LIBRARY_PATH"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
    let identifier = try Self.spawn(
      executable,
      arguments,
      environment,
      folder: workspace.path,
      files: [inputFile, outputs + ".out", outputs + ".err"]
    )
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    Thread.detachNewThread {
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
      let signal = status & 0x7F
      continuation.yield(signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      continuation.finish()
    }
    self.identifier = identifier
    ending = stream
  }

  /// Sends the process a signal.
  func signal(_ number: Int32) {
    kill(identifier, number)
  }

  /// What it has written to standard error so far.
  var standardError: String { (try? Self.text(outputs + ".err")) ?? "" }

  /// How it ended and what it said.
  func wait() async throws -> RunOutput {
    var status: Int32 = -1
    for await value in ending { status = value }
    defer {
      for suffix in [".out", ".err", ".in"] {
        try? FileManager.default.removeItem(atPath: outputs + suffix)
      }
    }
    return RunOutput(
      status: status,
      standardOutput: try Self.text(outputs + ".out"),
      standardError: try Self.text(outputs + ".err")
    )
  }

  private static func spawn(
    _ executable: String,
    _ arguments: [String],
    _ environment: [String: String],
    folder: String,
    files: [String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
    for descriptor in 1...2 {
      posix_spawn_file_actions_addopen(
        &actions,
        Int32(descriptor),
        files[descriptor],
        O_WRONLY | O_CREAT | O_TRUNC,
        0o600
      )
    }
    // The portable call cannot change the folder; `env` does, and becomes the program.
    let command = ["env", "-C", folder, executable] + arguments
    let words = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var identifier: pid_t = 0
    let code = posix_spawn(&identifier, "/usr/bin/env", &actions, nil, words, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return identifier
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
