import State
import Synchronization

/// A disk in memory that may lose what was not synchronised when the power goes.
///
/// What was written to a file since it was synchronised may be there, be there in part, or not at all. Of the
/// names in the folder, each that was made, moved or removed since the folder was synchronised may be as it was
/// before: in any combination, whatever came first.
final class PowerLossFileSystem: StateFileSystem {
  /// What is found on the disk when the power is back: contents by name.
  typealias Image = [String: [UInt8]]

  /// The disk at one time.
  struct Moment: Sendable {
    /// What has just been done, by name.
    let step: String
    fileprivate let disk: Disk
  }

  fileprivate struct Inode: Sendable {
    var content: [UInt8] = []
    /// What may be found: what is on the disk for certain first.
    var survivors: [[UInt8]] = [[]]

    mutating func change(to content: [UInt8], through partial: [[UInt8]] = []) {
      survivors += partial + [content]
      self.content = content
    }

    mutating func synchronize() { survivors = [content] }
  }

  fileprivate enum NameChange: Sendable {
    case add(String, Int)
    case remove(String)
    case move(String, to: String, Int)

    func apply(to names: inout [String: Int]) {
      switch self {
      case .add(let name, let inode): names[name] = inode
      case .remove(let name): names[name] = nil
      case .move(let source, let destination, let inode):
        names[source] = nil
        names[destination] = inode
      }
    }
  }

  fileprivate struct Disk: Sendable {
    var inodes: [Inode] = []
    var names: [String: Int] = [:]
    var durableNames: [String: Int] = [:]
    var pending: [NameChange] = []
    var openInodes: [Int32: Int] = [:]
    var nextDescriptor: Int32 = 3

    mutating func change(_ change: NameChange) {
      change.apply(to: &names)
      pending.append(change)
    }
  }

  private struct Record {
    var disk = Disk()
    var moments: [Moment] = []
    /// How many appends fail, from which one on; counted from 1.
    var failing: ClosedRange<Int>?
    var appendCount = 0
  }

  private let record: Mutex<Record>
  /// Told after each change.
  private let onChange: @Sendable () -> Void

  static let folder = "/disk"

  /// A disk on which this is.
  ///
  /// - Parameters:
  ///   - image: On the disk for certain.
  ///   - failing: Of the appends that come, those that write half, and then fail; counted from 1.
  ///   - onChange: Told after each change.
  init(
    _ image: Image = [:],
    failing: ClosedRange<Int>? = nil,
    onChange: @escaping @Sendable () -> Void = {}
  ) {
    var record = Record()
    record.failing = failing
    for (name, content) in image {
      record.disk.names[name] = record.disk.inodes.count
      record.disk.inodes.append(Inode(content: content, survivors: [content]))
    }
    record.disk.durableNames = record.disk.names
    self.record = Mutex(record)
    self.onChange = onChange
  }

  /// The disk after each change, in order.
  var moments: [Moment] { record.withLock { $0.moments } }

  /// The changes, by name.
  var steps: [String] { moments.map(\.step) }

  /// What a reader of the running system sees.
  var image: Image {
    record.withLock { record in record.disk.names.mapValues { record.disk.inodes[$0].content } }
  }

  private func change<Result>(
    _ step: String,
    _ body: (inout Disk) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let result: Swift.Result<Result, SystemError> = record.withLock { record in
      do throws(SystemError) {
        let result = try body(&record.disk)
        record.moments.append(Moment(step: step, disk: record.disk))
        return .success(result)
      } catch {
        return .failure(error)
      }
    }
    let value = try result.get()
    onChange()
    return value
  }

  private func name(_ path: String) -> String {
    String(path.dropFirst(Self.folder.count + 1))
  }

  /// Without what all names of a state have in common.
  private func short(_ name: String) -> String {
    name.split(separator: ".", maxSplits: 3).last.map(String.init) ?? name
  }

  private func name(of file: OpenFile) -> String {
    record.withLock { record in
      let inode = record.disk.openInodes[file.descriptor]
      let names = record.disk.names.filter { $0.value == inode }.keys.sorted()
      return names.first.map(short) ?? "?"
    }
  }

  private static func missing(_ operation: String, _ path: String) -> SystemError {
    SystemError(operation, path, code: 2)
  }

  // MARK: Files

  func open(_ path: String, _ access: FileAccess) throws(SystemError) -> OpenFile {
    let name = name(path)
    let exists = record.withLock { $0.disk.names[name] != nil }
    switch access {
    case .create where exists: throw SystemError("open", path, code: 17)
    case .read where !exists, .existingLock where !exists: throw Self.missing("open", path)
    default: break
    }
    if !exists {
      try change("create \(short(name))") { disk throws(SystemError) in
        disk.inodes.append(Inode())
        disk.change(.add(name, disk.inodes.count - 1))
      }
    }
    return record.withLock { record in
      record.disk.nextDescriptor += 1
      record.disk.openInodes[record.disk.nextDescriptor] = record.disk.names[name]
      return OpenFile(descriptor: record.disk.nextDescriptor)
    }
  }

  func close(_ file: OpenFile) {
    record.withLock { $0.disk.openInodes[file.descriptor] = nil }
  }

  private func content(of file: OpenFile) -> [UInt8] {
    record.withLock { record in
      record.disk.openInodes[file.descriptor].map { record.disk.inodes[$0].content } ?? []
    }
  }

  func status(of file: OpenFile) throws(SystemError) -> FileStatus {
    FileStatus(kind: .regular, size: content(of: file).count)
  }

  func read(
    _ file: OpenFile,
    at offset: Int,
    count: Int
  ) throws(SystemError) -> [UInt8] {
    Array(content(of: file).dropFirst(offset).prefix(count))
  }

  func append(_ bytes: ArraySlice<UInt8>, to file: OpenFile) throws(SystemError) -> Int {
    let fails = record.withLock { record in
      record.appendCount += 1
      return record.failing?.contains(record.appendCount) ?? false
    }
    let written = fails ? bytes.count / 2 : bytes.count
    let half = written / 2
    try change("append \(name(of: file))") { disk throws(SystemError) in
      guard let inode = disk.openInodes[file.descriptor] else { return }
      let old = disk.inodes[inode].content
      disk.inodes[inode].change(
        to: old + bytes.prefix(written),
        // Cut off, or as long as it is to be without what is in it.
        through: [
          old + bytes.prefix(half),
          old + bytes.prefix(half) + [UInt8](repeating: 0, count: written - half),
        ]
      )
    }
    if fails { throw SystemError("write", "file", code: 28) }
    return written
  }

  func truncate(_ file: OpenFile, to length: Int) throws(SystemError) {
    try change("truncate \(name(of: file))") { disk throws(SystemError) in
      guard let inode = disk.openInodes[file.descriptor] else { return }
      disk.inodes[inode].change(to: Array(disk.inodes[inode].content.prefix(length)))
    }
  }

  func synchronize(_ file: OpenFile) throws(SystemError) {
    try change("synchronize \(name(of: file))") { disk throws(SystemError) in
      guard let inode = disk.openInodes[file.descriptor] else { return }
      disk.inodes[inode].synchronize()
    }
  }

  func synchronizeFolder(_ path: String) throws(SystemError) {
    try change("synchronize folder") { disk throws(SystemError) in
      disk.durableNames = disk.names
      disk.pending = []
    }
  }

  func makePrivate(_ file: OpenFile) throws(SystemError) {}

  func tryLock(_ file: OpenFile, _ lock: FileLock) throws(SystemError) -> Bool { true }

  // MARK: Names

  func rename(_ source: String, to destination: String) throws(SystemError) {
    let (from, to) = (name(source), name(destination))
    try change("rename \(short(from)) to \(short(to))") { disk throws(SystemError) in
      guard let inode = disk.names[from] else { throw Self.missing("rename", source) }
      // Between two names of one file it does nothing.
      if disk.names[to] != inode { disk.change(.move(from, to: to, inode)) }
    }
  }

  func link(_ source: String, to destination: String) throws(SystemError) {
    let (from, to) = (name(source), name(destination))
    try change("link \(short(from)) to \(short(to))") { disk throws(SystemError) in
      guard let inode = disk.names[from] else { throw Self.missing("link", source) }
      guard disk.names[to] == nil else { throw SystemError("link", source, code: 17) }
      disk.change(.add(to, inode))
    }
  }

  func unlink(_ path: String) throws(SystemError) {
    let name = name(path)
    try change("unlink \(short(name))") { disk throws(SystemError) in
      guard disk.names[name] != nil else { throw Self.missing("unlink", path) }
      disk.change(.remove(name))
    }
  }

  func kind(of path: String) throws(SystemError) -> FileKind? {
    if path == Self.folder { return .folder }
    return record.withLock { $0.disk.names[name(path)] } == nil ? nil : .regular
  }

  func linkTarget(of path: String) throws(SystemError) -> String {
    throw SystemError("readlink", path, code: 22)
  }

  func canonicalPath(of path: String) throws(SystemError) -> String { path }
}

extension PowerLossFileSystem.Moment {
  /// All that may be found when the power goes now.
  var survivors: Set<PowerLossFileSystem.Image> {
    var found: Set<PowerLossFileSystem.Image> = []
    for kept in 0..<(1 << disk.pending.count) {
      var names = disk.durableNames
      for (index, change) in disk.pending.enumerated() where kept & 1 << index != 0 {
        change.apply(to: &names)
      }
      var images: [PowerLossFileSystem.Image] = [[:]]
      for (name, inode) in names {
        // Nobody relies on what is in the lock's file.
        let contents =
          name.hasSuffix(".lock") ? [[]] : Array(Set(disk.inodes[inode].survivors))
        images = images.flatMap { image in
          contents.map { content in
            var image = image
            image[name] = content
            return image
          }
        }
      }
      found.formUnion(images)
    }
    return found
  }
}
