import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Takes the bytes of an answer, and changes members of its JSON.
enum AnswerBytes {
  static func of(_ answer: Response) async throws -> [UInt8] {
    let collector = Collector()
    try await answer.body.write(collector)
    return collector.bytes.withLock { $0 }
  }

  /// The JSON with another value at the path, or without that member; unchanged if
  /// it does not exist.
  static func changed(_ bytes: [UInt8], _ path: String, to value: WireValue?) -> [UInt8] {
    guard let json = try? WireParser.parse(bytes) else { return bytes }
    return WireWriter.bytes(of: changed(json, path.split(separator: ".")[...], to: value))
  }

  private static func changed(
    _ json: WireValue,
    _ path: ArraySlice<Substring>,
    to value: WireValue?
  ) -> WireValue {
    guard let name = path.first.map(String.init), case .object(var members) = json else {
      return json
    }
    if path.count > 1 {
      guard let inner = json[name] else { return json }
      members.set(name, to: changed(inner, path.dropFirst(), to: value))
    } else if let value {
      members.set(name, to: value)
    } else {
      members.removeAll { $0.name == name }
    }
    return .object(members)
  }

  private final class Collector: ResponseBodyWriter {
    let bytes = Mutex<[UInt8]>([])

    func write(_ buffer: ByteBuffer) async throws {
      bytes.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
  }
}
