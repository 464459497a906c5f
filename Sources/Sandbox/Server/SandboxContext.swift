import Hummingbird
import NIOCore

/// What the sandbox knows about one request beyond the request itself.
struct SandboxContext: RequestContext {
  /// Larger bodies are refused, and read to their end unkept.
  static let maximumBody = 1 << 20

  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  /// The request's place in the log; 0 is the first request of this run.
  var sequence = 0
  /// The whole body, or `nil` when it is larger than is taken.
  var body: [UInt8]? = []

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
