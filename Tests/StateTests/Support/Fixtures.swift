import Foundation
import Model
import State
import TestSupport

let lineage = Lineage("0f8fad5b-d9cb-469f-a165-70867728950e")
let endpoint = "https://crm.example.com/api"
let team = TeamID("tea_1")

let holder = LockHolder(
  who: "ada",
  pid: 4242,
  host: "build-7.example",
  since: "2026-03-01T09:00:00Z",
  command: "roster apply"
)

/// The address of that key, which must be a valid one.
func address(_ key: String) -> Address {
  guard let address = Address(key: key) else { preconditionFailure("\(key) is no key") }
  return address
}

/// A contact whose attributes come from its key.
func contact(
  _ key: String,
  id: String? = nil,
  jobTitle: String? = nil,
  findings: [Finding] = []
) -> PriorContact {
  var pairs: [(AttributeKey, AttributeValue)] = [
    (.field(.email), .string("\(key)@example.com")), (.custom("tier"), .string("gold")),
  ]
  if let jobTitle { pairs.append((.field(.jobTitle), .string(jobTitle))) }
  return PriorContact(
    address: address(key),
    id: ContactID(id ?? "ctc_\(key)"),
    attributes: Attributes(pairs),
    owner: UserID("usr_1"),
    company: CompanyID("cpn_1"),
    findings: findings
  )
}

/// A contact with every kind of value, and awkward text.
let fullContact = PriorContact(
  address: address(#"zoë "z" o'neil\ünïcode@example.com"#),
  id: ContactID("ctc_full"),
  attributes: Attributes([
    (.field(.email), .string("zoe@example.com")),
    (.field(.additionalEmails), .list(["z@example.com", "zo@example.org"])),
    (.field(.phone), .string("+33123456789")),
    (.field(.summary), .string("two\nlines\u{2028}\u{1B}[31m \"quoted\" \\ 🙂🏽\u{0}")),
    (.field(.companyDomain), .string("acme.example")),
    (.custom("score"), .number(-0.25)),
    (.custom("vip"), .boolean(true)),
    (.custom("weird \"name\""), .string("")),
  ]),
  owner: nil,
  company: nil,
  findings: [
    Finding(
      .companyNotLinked,
      key: .field(.companyDomain),
      expected: "acme.example",
      note: "no such company"
    ),
    Finding(.fieldNotKept, key: .custom("score"), expected: "-0.25", actual: "0"),
    Finding(.adopted),
  ]
)

/// Applies these entries to the state at `path`, as a whole apply does.
@discardableResult
func apply(
  _ entries: [StateEntry],
  to path: String,
  fileSystem: any StateFileSystem = RealFileSystem(),
  reported: (Int) -> Void = { _ in }
) async throws -> Serial? {
  let store = StateStore(path: path, fileSystem: fileSystem, clock: InstantClock())
  return try await store.withExclusiveLock(holder: holder) { session in
    try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
    for (index, entry) in entries.enumerated() {
      try session.record(entry)
      reported(index + 1)
    }
    try await session.synchronize()
    return try await session.commit()
  }
}

/// The text of a sound state with another serial.
func withSerial(_ serial: Int, _ state: String) -> String {
  let lines = state.replacing("\"serial\":1,", with: "\"serial\":\(serial),")
    .split(separator: "\n")
  let body = lines.dropLast().map { $0 + "\n" }.joined()
  let footer = (lines.last ?? "").replacing(
    /[0-9a-f]{64}/,
    with: hexadecimal(SHA256.digest(of: Array(body.utf8)))
  )
  return body + footer + "\n"
}

/// Records these entries and stops before writing the state, as a kill would.
func interruptedApply(
  _ entries: [StateEntry],
  to path: String,
  fileSystem: any StateFileSystem = RealFileSystem()
) async throws {
  try await StateStore(path: path, fileSystem: fileSystem).withExclusiveLock(holder: holder) {
    session in
    try await session.begin(lineage: lineage, endpoint: endpoint, team: team)
    for entry in entries { try session.record(entry) }
  }
}

func read(_ path: String) async throws -> PriorState {
  try await StateStore(path: path).read().prior
}

func content(_ path: String) throws -> String {
  String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
}

func bytes(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

func write(_ text: String, to path: String) throws {
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
}

func exists(_ path: String) -> Bool {
  FileManager.default.fileExists(atPath: path)
}

/// The files beside each other in that folder, sorted.
func files(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

func mode(_ path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
}

/// Does the same with faults at the first step, the second, and so on until the fault comes after the end.
func forEachStep(
  of fault: FaultyFileSystem.Fault,
  _ body: (FaultyFileSystem, String) async throws -> Void
) async throws {
  var step = 1
  while true {
    let system = FaultyFileSystem(fault, atStep: step)
    try await withTemporaryDirectory { folder in try await body(system, folder) }
    guard system.isReached else { break }
    step += 1
  }
  // Fewer would mean that something else ended the loop.
  precondition(step > 20, "only \(step) steps")
}

/// A clock on which waiting takes no time.
final class InstantClock: Clock {
  typealias Instant = ContinuousClock.Instant

  let now = ContinuousClock.now
  let minimumResolution = Duration.nanoseconds(1)

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
  }
}
