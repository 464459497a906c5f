package import Logging

/// The settings of a sandbox.
package struct SandboxConfiguration: Sendable {
  /// Where the contacts are kept.
  package enum Database: Equatable, Sendable {
    /// A database in memory, which is gone when the server stops.
    case inMemory
    /// A SQLite file, created with mode 0600 if it is missing, as are its folders with 0700.
    case file(String)
  }

  /// What happens to a value whose key is neither an API field nor in the team's registry.
  package enum UnregisteredFields: Sendable {
    /// The call succeeds, and the value is not stored.
    case ignored
    /// The call is refused with `INVALID_FIELD`.
    case refused
  }

  package var database: Database
  /// The TCP port on 127.0.0.1; 0 chooses any free one.
  package var port: Int
  /// The limit for each API key; `nil` means no limit, and no limit headers either.
  package var rateLimit: SandboxRateLimit?
  /// The API keys that are accepted; if empty, any non-empty key is.
  package var keys: [String]
  /// The content to add to the database; `nil` adds `SandboxSeed.default`, and only to a new one.
  package var seed: SandboxSeed?
  package var faults: FaultPlan
  package var unregisteredFields: UnregisteredFields
  package var logLevel: Logger.Level
  package var clock: SandboxClock
  /// How many of the latest requests are kept for `RunningSandbox.requests()`; 0 keeps none.
  package var requestLogCapacity: Int

  package init(
    database: Database = .inMemory,
    port: Int = 0,
    rateLimit: SandboxRateLimit? = .default,
    keys: [String] = [],
    seed: SandboxSeed? = nil,
    faults: FaultPlan = FaultPlan(),
    unregisteredFields: UnregisteredFields = .ignored,
    logLevel: Logger.Level = .critical,
    clock: SandboxClock = .system,
    requestLogCapacity: Int = 10_000
  ) {
    self.database = database
    self.port = port
    self.rateLimit = rateLimit
    self.keys = keys
    self.seed = seed
    self.faults = faults
    self.unregisteredFields = unregisteredFields
    self.logLevel = logLevel
    self.clock = clock
    self.requestLogCapacity = requestLogCapacity
  }
}
