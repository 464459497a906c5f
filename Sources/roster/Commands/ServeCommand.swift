import ArgumentParser
import Diagnostics
import Foundation
import Sandbox
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Run the sandbox CRM as a server on this machine.",
    discussion: """
      Speaks the contacts API on loopback, with the real limits, errors and silences. It accepts the key \
      in LEMLIST_API_KEY, or any key when that is not set.
      """
  )

  @Option(help: ArgumentHelp("The port to listen on; 0 takes a free one.", valueName: "port"))
  var port = 8080

  @Option(
    help: ArgumentHelp("The database file (default: in memory).", valueName: "file"),
    completion: .file()
  )
  var db: String?

  @Option(
    help: ArgumentHelp("The limit a key has, such as 20/2s, or off.", valueName: "n/time")
  )
  var rateLimit = "20/2s"

  @Option(
    help: ArgumentHelp("What a new database holds at first, as YAML.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var seed: String?

  @Option(
    help: ArgumentHelp(
      "Faults to inject, as YAML; examples/faults.yaml has one of each kind.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var faults: String?

  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port must be 0 to 65535.") }
    guard rateLimit == "off" || SandboxRateLimit(rateLimit) != nil else {
      throw ValidationError("--rate-limit must be like 20/2s, or off.")
    }
  }

  func run() async throws {
    let console = output.console
    let key = ProcessInfo.processInfo.environment["LEMLIST_API_KEY"] ?? ""
    let configuration = SandboxConfiguration(
      database: db.map { .file($0) } ?? .inMemory,
      port: port,
      rateLimit: SandboxRateLimit(rateLimit),
      keys: key.isEmpty ? [] : [key],
      seed: try SandboxSeed.named(seed),
      faults: try faults.map { try FaultPlan.read(yaml: try Files.read($0), file: $0) }
        ?? FaultPlan(),
      requestLogCapacity: 0
    )
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await Sandbox.run(configuration) { server in
          console.print("The sandbox CRM listens on \(server.url)")
          console.say("Stop it with Ctrl-C.")
        }
      }
      group.addTask {
        for await _ in signals { return }
      }
      // A signal, or a server that could not start.
      try await group.next()
      group.cancelAll()
    }
  }
}

extension SandboxSeed {
  /// What the file says, or, without one, `nil`.
  static func named(_ path: String?) throws -> SandboxSeed? {
    guard let path else { return nil }
    return try read(yaml: try Files.read(path), file: path)
  }
}
