import Foundation

/// What one run of the built binary said and how it ended.
struct RunOutput: Sendable, CustomStringConvertible {
  let status: Int32
  let standardOutput: String
  let standardError: String

  var description: String {
    "exit \(status)\n--- standard output\n\(standardOutput)\n--- standard error\n\(standardError)"
  }

  /// The last line of standard output that is not empty.
  var lastLine: String {
    standardOutput.split(separator: "\n").last.map(String.init) ?? ""
  }
}

/// A folder with a manifest, and the built binary to run in it.
struct Workspace: Sendable {
  let path: String
  /// Added to a bare environment: nothing of the machine's leaks in.
  var environment: [String: String] = [:]

  /// The built binary, beside the test bundle.
  static let binary: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("roster").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        return candidate
      }
      folder = folder.deletingLastPathComponent()
    }
    return "roster"
  }()

  /// The library that watches, fails or ends a process at its system calls, beside the binary.
  static let crashPoints =
    URL(fileURLWithPath: binary).deletingLastPathComponent()
    .appendingPathComponent("libCrashPoints.so").path

  /// The repository, for its examples.
  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  func write(_ text: String, to name: String = "roster.yaml") throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String {
    String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: path).appendingPathComponent(name)),
      as: UTF8.self
    )
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// Runs the binary to its end.
  func run(_ arguments: String..., input: String? = nil) async throws -> RunOutput {
    try await run(arguments, input: input)
  }

  /// Runs the binary to its end; a plan that it makes must fit the schema.
  func run(_ arguments: [String], input: String? = nil) async throws -> RunOutput {
    let process = try RunningProcess(self, arguments, input: input)
    let output = try await process.wait()
    try await PlanSchemaCheck.check(self, arguments, output)
    return output
  }

  /// Runs a script of bash in the folder, in which `roster` is the binary.
  func shell(_ script: String) async throws -> RunOutput {
    let tools = URL(fileURLWithPath: Self.binary).deletingLastPathComponent().path
    let process = try RunningProcess(
      self,
      ["-c", "PATH='\(tools)':$PATH\n" + script],
      executable: "/bin/bash"
    )
    return try await process.wait()
  }
}
