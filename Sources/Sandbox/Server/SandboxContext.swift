import Hummingbird
import NIOCore

/// What the sandbox knows about one request beyond the request itself.
struct SandboxContext: RequestContext {
  /// The largest body, in bytes; larger ones are refused, but read to their end.
  static let maximumBody = 1 << 20

  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  /// The request's 0-based number in this run, which is its place in the log.
  var sequence = 0
  /// The whole body; `nil` when it is larger than the sandbox accepts.
  var body: [UInt8]? = []

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
