import ArgumentParser
import Diagnostics
import Foundation
import Lemlist
import Planning
import Sandbox

/// Where contacts live: the real CRM, another endpoint, or the embedded sandbox.
struct TargetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The API to use (default: $ROSTER_ENDPOINT, else \(Endpoint.production)).",
      valueName: "url"
    )
  )
  var endpoint: String?

  @Flag(
    help:
      "Use the embedded CRM, kept in .roster/sandbox.sqlite beside the state: no account is needed."
  )
  var sandbox = false

  func validate() throws {
    if sandbox, endpoint != nil {
      throw ValidationError("Give --sandbox or --endpoint, not both.")
    }
  }

  /// The name under which the state and plans know the target.
  func name() throws -> String { sandbox ? Self.sandboxName : try address().description }

  static let sandboxName = PlanOptions.sandbox

  /// The same where the command line or the environment says it; `nil` where only the default would
  /// be left.
  func given() throws -> String? {
    let variable = ProcessInfo.processInfo.environment["ROSTER_ENDPOINT"] ?? ""
    return sandbox || endpoint != nil || !variable.isEmpty ? try name() : nil
  }

  /// The same, or the sandbox where a saved plan is for that and nothing else is named.
  ///
  /// Another endpoint is never taken from a plan: a file must not choose where the key goes.
  func following(_ plan: Plan?) -> TargetOptions {
    let variable = ProcessInfo.processInfo.environment["ROSTER_ENDPOINT"] ?? ""
    guard plan?.basis.endpoint == Self.sandboxName, endpoint == nil, variable.isEmpty else {
      return self
    }
    var options = self
    options.sandbox = true
    return options
  }

  /// - Throws: `EndpointError`, which says what a URL must be.
  func address() throws -> Endpoint {
    let variable = ProcessInfo.processInfo.environment["ROSTER_ENDPOINT"] ?? ""
    guard let text = endpoint ?? (variable.isEmpty ? nil : variable) else {
      return Endpoint.production
    }
    return try Endpoint(text)
  }
}

/// How the target is spoken to.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file that holds the API key (default: the key is in $LEMLIST_API_KEY).",
      valueName: "file"
    ),
    completion: .file()
  )
  var apiKeyFile: String?

  @Option(
    help: ArgumentHelp(
      "With --sandbox: what a new sandbox holds at first, as YAML.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var seed: String?

  @Option(help: ArgumentHelp("How many requests are in flight at once.", valueName: "n"))
  var parallelism = 32

  @Option(help: ArgumentHelp("The rate to stay below, such as 5/1s, or off.", valueName: "n/time"))
  var rate = "20/2s"

  @Option(help: ArgumentHelp("How long one request may take.", valueName: "duration"))
  var timeout = DurationArgument(.seconds(30))

  @Option(
    help: ArgumentHelp("How often a request is repeated after a passing failure.", valueName: "n")
  )
  var retries = 7

  func validate() throws {
    rememberKey()
    guard (0...1_000_000).contains(retries) else {
      throw ValidationError("--retries must be from 0 to 1000000.")
    }
    if parallelism < 1 { throw ValidationError("--parallelism must be at least 1.") }
    if rate != "off", RateLimit(rate) == nil {
      throw ValidationError("--rate must be like 20/2s, or off.")
    }
    if timeout.duration == .zero { throw ValidationError("--timeout must be more than 0.") }
  }

  /// Learns the key of a file before anything is read or said, so that nobody prints it.
  private func rememberKey() {
    var status = stat()
    // A pipe gives what it holds only once.
    guard let apiKeyFile, stat(apiKeyFile, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size < 1 << 16
    else { return }
    _ = try? key()
  }

  /// - Throws: `DiagnosticsError` when there is none, or the file cannot be read.
  func key() throws -> APIKey {
    if let apiKeyFile {
      return try key(
        String(decoding: try Files.read(apiKeyFile), as: UTF8.self),
        missing: "The file \(apiKeyFile) does not hold an API key: it"
      )
    }
    let text = ProcessInfo.processInfo.environment["LEMLIST_API_KEY"] ?? ""
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Self.noKey(
        "There is no API key: LEMLIST_API_KEY is \(text.isEmpty ? "not set" : "empty").",
        hint: "Set LEMLIST_API_KEY, give --api-key-file FILE, or try --sandbox, which needs none."
      )
    }
    return try key(text, missing: "There is no API key: the value of LEMLIST_API_KEY")
  }

  private func key(_ text: String, missing: String) throws -> APIKey {
    do throws(APIKeyError) {
      let key = try APIKey(reading: text)
      Secrets.add(key)
      return key
    } catch {
      throw Self.noKey("\(missing) \(error.words).", hint: error.hint)
    }
  }

  private static func noKey(_ message: String, hint: String) -> DiagnosticsError {
    DiagnosticsError(Diagnostic(.error, .noKey, message, hint: hint))
  }

  func configuration(endpoint: Endpoint, key: APIKey) -> ClientConfiguration {
    ClientConfiguration(
      endpoint: endpoint,
      key: key,
      timeout: timeout.duration,
      rate: RateLimit(rate),
      parallelism: parallelism,
      retry: RetryPolicy(maximumAttempts: retries + 1)
    )
  }
}
