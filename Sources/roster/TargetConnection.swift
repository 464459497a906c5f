import Foundation
import LemlistAPI
import Sandbox

/// A client of the target, and the embedded CRM behind it when that is the target.
enum TargetConnection {
  /// Runs `body` with a client, and shuts client and sandbox down afterwards.
  static func open<Result: Sendable>(
    _ target: TargetOptions,
    _ connection: ConnectionOptions,
    onEvent: @escaping @Sendable (ClientEvent) -> Void,
    _ body: (LemlistClient) async throws -> Result
  ) async throws -> Result {
    guard target.sandbox else {
      let configuration = connection.configuration(
        endpoint: try target.address(),
        key: try connection.key()
      )
      return try await LemlistClient.withClient(configuration, onEvent: onEvent, body)
    }
    let key = UUID().uuidString
    let sandbox = SandboxConfiguration(
      database: .file(try sandboxDatabase()),
      keys: [key],
      seed: try SandboxSeed.named(connection.seed),
      requestLogCapacity: 0
    )
    return try await Sandbox.withServer(sandbox) { server in
      guard let key = APIKey(key) else { preconditionFailure("a UUID is a key") }
      let configuration = connection.configuration(endpoint: try Endpoint(server.url), key: key)
      return try await LemlistClient.withClient(configuration, onEvent: onEvent, body)
    }
  }

  /// The path of the embedded CRM's database; its folder is made if it is missing.
  private static func sandboxDatabase() throws -> String {
    let folder = ".roster"
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw Files.problem("create", folder, POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO))
    }
    return folder + "/sandbox.sqlite"
  }
}
