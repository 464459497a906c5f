import GRDB
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The embedded CRM: the contacts API on SQLite, over HTTP on 127.0.0.1.
package enum Sandbox {
  /// Starts a server, runs `body` once it accepts requests, and stops the server when `body` ends.
  ///
  /// - Throws: `SandboxError` when the server cannot start, and what `body` throws.
  package static func withServer<Result: Sendable>(
    _ configuration: SandboxConfiguration,
    _ body: (RunningSandbox) async throws -> Result
  ) async throws -> Result {
    let database = try SandboxDatabase.open(configuration.database)
    let outcome: Swift.Result<Result, any Error>
    do {
      outcome = .success(try await serve(configuration, database, body))
    } catch {
      outcome = .failure(error)
    }
    // The outcome counts even if SQLite could not tidy up its log.
    try? database.close()
    return try outcome.get()
  }

  /// Runs a server until the task is cancelled, which is not an error.
  ///
  /// - Throws: `SandboxError` when the server cannot start.
  package static func run(
    _ configuration: SandboxConfiguration,
    onReady: (RunningSandbox) -> Void
  ) async throws {
    try await withServer(configuration) { sandbox in
      onReady(sandbox)
      let (forever, continuation) = AsyncStream.makeStream(of: Never.self)
      // The loop ends only when the task is cancelled.
      for await _ in forever {}
      continuation.finish()
    }
  }

  private static func serve<Result: Sendable>(
    _ configuration: SandboxConfiguration,
    _ database: any DatabaseWriter,
    _ body: (RunningSandbox) async throws -> Result
  ) async throws -> Result {
    var logger = Logger(label: "sandbox")
    logger.logLevel = configuration.logLevel
    let log = RequestLog(capacity: configuration.requestLogCapacity)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: try await router(configuration, database, log),
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: configuration.port)
      ),
      onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) },
      logger: logger
    )
    var group = ServiceGroupConfiguration(services: [application], logger: logger)
    // A request that a fault delays must not delay the end.
    group.maximumGracefulShutdownDuration = .milliseconds(500)
    let services = ServiceGroup(configuration: group)
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        defer { continuation.finish() }
        try await services.run()
      }
      var iterator = ports.makeAsyncIterator()
      guard let port = await iterator.next() else {
        do {
          try await tasks.waitForAll()
        } catch let error as IOError {
          throw SandboxError.cannotListen(
            port: configuration.port,
            reason: String(cString: strerror(error.errnoCode))
          )
        }
        throw CancellationError()
      }
      let outcome: Swift.Result<Result, any Error>
      do {
        outcome = .success(try await body(RunningSandbox(port: port, log: log)))
      } catch {
        outcome = .failure(error)
      }
      await services.triggerGracefulShutdown()
      // Connections that had to be cut at the end do not make earlier work fail.
      while let ended = await tasks.nextResult() { _ = ended }
      return try outcome.get()
    }
  }

  private static func router(
    _ configuration: SandboxConfiguration,
    _ database: any DatabaseWriter,
    _ log: RequestLog
  ) async throws -> Router<SandboxContext> {
    let clock = configuration.clock
    let team = TeamStore(writer: database, clock: clock)
    try team.plant(configuration.seed)
    let (directory, registry) = try team.read()
    let contacts = ContactStore(writer: database, directory: directory, clock: clock)
    let companies = CompanyStore(writer: database, directory: directory, clock: clock)
    try await contacts.plant(configuration.seed?.contacts ?? [], registry)

    let router = Router(context: SandboxContext.self)
    router.add(middleware: Reception(log: log, clock: clock))
    if let limit = configuration.rateLimit {
      router.add(middleware: RateLimiting(limit: limit, clock: clock))
    }
    if !configuration.faults.rules.isEmpty {
      let engine = FaultEngine(configuration.faults)
      router.add(middleware: FaultInjection(engine: engine, log: log, clock: clock))
    }
    router.add(middleware: Authentication(keys: configuration.keys))
    let routes = APIRoutes(router: router.group("api"))
    TeamRoutes(directory: directory).add(to: routes)
    FieldRoutes(registry: registry).add(to: routes)
    ContactRoutes(
      store: contacts,
      search: ContactSearch(writer: database),
      companies: companies,
      registry: registry,
      unregistered: configuration.unregisteredFields,
      answer: ContactAnswer(teamId: directory.id)
    ).add(to: routes)
    CompanyRoutes(
      store: companies,
      registry: registry,
      unregistered: configuration.unregisteredFields,
      teamId: directory.id
    ).add(to: routes)
    return router
  }
}
