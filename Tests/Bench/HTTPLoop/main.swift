// What the benchmark holds `roster apply` against: the same bodies, sent by the same HTTP client in a bare
// loop, nothing paced, checked or recorded.
//
// HTTPLoop URL WIDTH FILE [BLOCK]: POSTs each line of FILE to URL, WIDTH at once, with the key in
// LEMLIST_API_KEY; prints as JSON the seconds it took, those of each BLOCK lines, and what was not answered
// with a success.
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

struct Lines: Sendable {
  let bytes: Data
  let ranges: [Range<Int>]

  init(_ path: String) throws {
    bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    var ranges: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      ranges.append(start..<index)
      start = index + 1
    }
    self.ranges = ranges
  }
}

struct Progress {
  var next = 0
  var done = 0
  var failed = 0
  var blocks: [Double] = []
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let width = Int(arguments[2]), width > 0 else {
  FileHandle.standardError.write(Data("usage: HTTPLoop URL WIDTH FILE [BLOCK]\n".utf8))
  exit(64)
}
let lines = try Lines(arguments[3])
let block = arguments.count > 4 ? Int(arguments[4]) ?? .max : .max
let key = ProcessInfo.processInfo.environment["LEMLIST_API_KEY"] ?? ""
let authorization = "Basic " + Data(":\(key)".utf8).base64EncodedString()
let url = arguments[1]
let progress = Mutex(Progress())
let start = ContinuousClock.now
var settings = HTTPClient.Configuration()
settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = width

try await HTTPClient.withHTTPClient(configuration: settings) { client in
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<width {
      group.addTask {
        while true {
          let index = progress.withLock { progress in
            defer { progress.next += 1 }
            return progress.next
          }
          guard index < lines.ranges.count else { return }
          var request = HTTPClientRequest(url: url)
          request.method = .POST
          request.headers.add(name: "Authorization", value: authorization)
          request.headers.add(name: "Content-Type", value: "application/json")
          request.body = .bytes(ByteBuffer(bytes: lines.bytes[lines.ranges[index]]))
          let response = try await client.execute(request, timeout: .seconds(60))
          _ = try await response.body.collect(upTo: 1 << 20)
          let time = (ContinuousClock.now - start) / .seconds(1)
          progress.withLock { progress in
            progress.done += 1
            if !(200..<300).contains(response.status.code) { progress.failed += 1 }
            if progress.done.isMultiple(of: block) { progress.blocks.append(time) }
          }
        }
      }
    }
    try await group.waitForAll()
  }
}
let seconds = (ContinuousClock.now - start) / .seconds(1)
let blocks = progress.withLock { $0.blocks }
let failed = progress.withLock { $0.failed }
let report: [String: Any] = [
  "seconds": seconds, "requests": lines.ranges.count, "failed": failed, "blocks": blocks,
]
print(
  String(
    decoding: try JSONSerialization.data(withJSONObject: report, options: .sortedKeys),
    as: UTF8.self
  )
)
