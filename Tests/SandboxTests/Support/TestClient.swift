import Foundation
import Glibc

/// A client of its own for the tests: bytes over a socket, so that each is seen as it was sent.
struct TestClient: Sendable {
  struct Answer: Sendable {
    let status: Int
    /// By names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var json: JSON { get throws { try JSON(body) } }
    /// Whether the body is as long as the answer says.
    var isWhole: Bool { headers["content-length"].map { Int($0) == body.count } ?? true }
  }

  enum Failure: Error, Equatable {
    case connection(Int32)
    /// The connection ended before an answer.
    case noAnswer
  }

  let port: Int
  var authorization: String? = TestClient.basic(":test-key")

  static func basic(_ credentials: String) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(credentials.utf8)
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
      let bits = group[0] << 16 | group[1] << 8 | group[2]
      let letters = [18, 12, 6, 0].map { digits[Int(bits >> $0 & 63)] }
      let given = min(3, bytes.count - start)
      text += String(letters.prefix(given + 1)) + String(repeating: "=", count: 3 - given)
    }
    return "Basic " + text
  }

  func get(_ path: String) async throws -> Answer { try await send("GET", path) }
  func delete(_ path: String) async throws -> Answer { try await send("DELETE", path) }

  func post(_ path: String, _ body: String) async throws -> Answer {
    try await send("POST", path, body: Array(body.utf8))
  }

  func upsert(_ body: String) async throws -> Answer { try await post("/contacts", body) }

  func send(_ method: String, _ path: String, body: [UInt8]? = nil) async throws -> Answer {
    var head = "\(method) /api\(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    if let authorization { head += "Authorization: \(authorization)\r\n" }
    if let body { head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n" }
    let message = Array((head + "\r\n").utf8) + (body ?? [])
    let received = try await raw(message)
    return try Self.answer(received)
  }

  /// Sends these bytes on a new connection, and gives all that comes back until it ends.
  func raw(_ message: [UInt8]) async throws -> [UInt8] {
    let port = port
    return try await withCheckedThrowingContinuation { continuation in
      // Blocking calls stay off the threads that the server and its database run on.
      Thread.detachNewThread {
        continuation.resume(with: Result { try Self.exchange(message, port: port) })
      }
    }
  }

  private static func exchange(_ message: [UInt8], port: Int) throws -> [UInt8] {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      socket,
      SOL_SOCKET,
      SO_RCVTIMEO,
      &limit,
      socklen_t(MemoryLayout<timeval>.size)
    )
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Failure.connection(errno) }
    var sent = 0
    while sent < message.count {
      let count = message[sent...].withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { break }
      sent += count
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count <= 0 { return received }
      received += buffer[..<count]
    }
  }

  private static func answer(_ bytes: [UInt8]) throws -> Answer {
    let separator = Array("\r\n\r\n".utf8)
    guard bytes.count >= 4,
      let end = (0...bytes.count - 4).first(where: { bytes[$0..<$0 + 4].elementsEqual(separator) })
    else { throw Failure.noAnswer }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    return Answer(status: status ?? 0, headers: headers, body: Array(bytes[(end + 4)...]))
  }
}
