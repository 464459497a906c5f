import State
import Synchronization

/// The real file system until a chosen step, and then a fault.
final class FaultyFileSystem: StateFileSystem {
  enum Fault: Sendable, Equatable, CaseIterable {
    /// That step fails once with "no space left"; an append has written half by then.
    case fullDisk
    /// That step fails once with an input/output error, and did nothing.
    case failure
    /// The process ends before that step.
    case cutBefore
    /// The process ends in that step: half of an append is written.
    case cutWithin
    /// The process ends after that step.
    case cutAfter

    var isCut: Bool { self == .cutBefore || self == .cutWithin || self == .cutAfter }
  }

  private let real = RealFileSystem()
  private let fault: Fault
  private let step: Int
  private let refusals: [String: Int32]
  /// Which reading, counted from 1, gives a byte that is not in the file.
  private let alteredRead: Int
  private let log = Mutex<[String]>([])

  /// Steps count from 1; above their number nothing happens.
  init(_ fault: Fault, atStep step: Int) {
    self.fault = fault
    self.step = step
    refusals = [:]
    alteredRead = 0
  }

  /// No fault at all, for what comes before and after.
  static var sound: FaultyFileSystem { FaultyFileSystem(refusing: [:]) }

  /// Whether the fault has happened.
  var isReached: Bool { steps.count >= step }

  /// Refuses, always, the operations whose names start so, with that `errno`.
  init(refusing refusals: [String: Int32]) {
    fault = .failure
    step = .max
    self.refusals = refusals
    alteredRead = 0
  }

  /// Alters what that reading gives, counted from 1.
  init(alteringRead number: Int) {
    fault = .failure
    step = .max
    refusals = [:]
    alteredRead = number
  }

  /// How many readings there were.
  var readCount: Int { steps.count { $0 == "read" } }

  /// The steps so far, by name.
  var steps: [String] { log.withLock { $0 } }

  private func perform<Result>(
    _ name: String,
    within half: () throws(SystemError) -> Void = { () throws(SystemError) in },
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let now = log.withLock { log in
      log.append(name)
      return log.count
    }
    if let refusal = refusals.first(where: { name.hasPrefix($0.key) }) {
      throw SystemError(name, "test", code: refusal.value)
    }
    if now < step { return try body() }
    let error = SystemError(name, "test", code: fault == .fullDisk ? 28 : 5)
    if now > step {
      if fault.isCut { throw error }
      return try body()
    }
    switch fault {
    case .fullDisk, .cutWithin: try half()
    case .cutAfter: _ = try body()
    case .failure, .cutBefore: break
    }
    throw error
  }

  func open(_ path: String, _ access: FileAccess) throws(SystemError) -> OpenFile {
    let name = "open \(access) \(path.split(separator: ".").last ?? "")"
    var opened: OpenFile?
    do throws(SystemError) {
      return try perform(name) { () throws(SystemError) in
        let file = try real.open(path, access)
        opened = file
        return file
      }
    } catch {
      // A process that has ended keeps nothing open.
      if let opened { real.close(opened) }
      throw error
    }
  }

  func close(_ file: OpenFile) { real.close(file) }

  func status(of file: OpenFile) throws(SystemError) -> FileStatus {
    try perform("status") { () throws(SystemError) in try real.status(of: file) }
  }

  func read(
    _ file: OpenFile,
    at offset: Int,
    count: Int
  ) throws(SystemError) -> [UInt8] {
    try perform("read") { () throws(SystemError) in
      var bytes = try real.read(file, at: offset, count: count)
      if readCount == alteredRead, !bytes.isEmpty { bytes[bytes.count / 2] ^= 1 }
      return bytes
    }
  }

  func append(_ bytes: ArraySlice<UInt8>, to file: OpenFile) throws(SystemError) -> Int {
    try perform(
      "append",
      within: { () throws(SystemError) in
        _ = try real.append(bytes.prefix(bytes.count / 2), to: file)
      },
      { () throws(SystemError) in try real.append(bytes, to: file) }
    )
  }

  func truncate(_ file: OpenFile, to length: Int) throws(SystemError) {
    try perform("truncate") { () throws(SystemError) in try real.truncate(file, to: length) }
  }

  func synchronize(_ file: OpenFile) throws(SystemError) {
    // The end of a process loses nothing that is not on the disk yet, so that steps count and time is saved.
    try perform("synchronize") { () throws(SystemError) in }
  }

  func synchronizeFolder(_ path: String) throws(SystemError) {
    try perform("synchronize folder") { () throws(SystemError) in }
  }

  func makePrivate(_ file: OpenFile) throws(SystemError) {
    try perform("make private") { () throws(SystemError) in try real.makePrivate(file) }
  }

  func tryLock(_ file: OpenFile, _ lock: FileLock) throws(SystemError) -> Bool {
    try perform("lock") { () throws(SystemError) in try real.tryLock(file, lock) }
  }

  func rename(_ source: String, to destination: String) throws(SystemError) {
    try perform("rename") { () throws(SystemError) in
      try real.rename(source, to: destination)
    }
  }

  func link(_ source: String, to destination: String) throws(SystemError) {
    try perform("link") { () throws(SystemError) in try real.link(source, to: destination) }
  }

  func unlink(_ path: String) throws(SystemError) {
    try perform("unlink") { () throws(SystemError) in try real.unlink(path) }
  }

  func kind(of path: String) throws(SystemError) -> FileKind? {
    try perform("kind") { () throws(SystemError) in try real.kind(of: path) }
  }

  func linkTarget(of path: String) throws(SystemError) -> String {
    try perform("link target") { () throws(SystemError) in try real.linkTarget(of: path) }
  }

  func canonicalPath(of path: String) throws(SystemError) -> String {
    try perform("canonical path") { () throws(SystemError) in
      try real.canonicalPath(of: path)
    }
  }
}
