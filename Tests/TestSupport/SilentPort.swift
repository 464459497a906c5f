/// A port of this machine that refuses every connection: it is taken, and nobody listens on it.
///
/// One that is merely free may be another server's a moment later.
package final class SilentPort: Sendable {
  private let socket: LoopbackSocket

  package init() throws { socket = try LoopbackSocket() }

  package var port: Int { socket.port }
}
