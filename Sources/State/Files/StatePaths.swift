/// The paths of the state file and its companions.
struct StatePaths: Hashable, Sendable {
  /// The state file; not a link, but otherwise as the user gave it.
  let state: String
  /// The folder that holds all of them.
  let folder: String

  /// The journal, to which an apply appends its outcomes.
  var journal: String { state + ".journal" }
  var lock: String { state + ".lock" }
  /// The state before the last change.
  var backup: String { state + ".backup" }
  /// The next state, until it is complete.
  var temporary: String { state + ".tmp" }
  /// The next backup, until it replaces the previous one.
  var temporaryBackup: String { state + ".backup.tmp" }

  /// Follows a link that stays in its folder, and refuses one that leaves it.
  ///
  /// - Throws: `StateError` for a missing folder, or for a link that leads elsewhere.
  init(resolving path: String, in fileSystem: any StateFileSystem) throws(StateError) {
    let folder = Self.folder(of: path)
    var name = Self.name(of: path)
    let canonicalFolder = try Self.canonical(folder, of: path, fileSystem)
    // A chain of links longer than this is a circle.
    for _ in 0..<8 {
      let current = Self.join(folder, name)
      guard let target = try Self.target(of: current, fileSystem) else {
        state = current
        self.folder = folder
        return
      }
      let full = target.hasPrefix("/") ? target : Self.join(folder, target)
      name = Self.name(of: target)
      guard name != "", name != ".", name != "..",
        let targetFolder = try? fileSystem.canonicalPath(of: Self.folder(of: full)),
        targetFolder == canonicalFolder
      else { throw .link(path, target: target, full) }
    }
    throw .link(path, target: nil)
  }

  private static func canonical(
    _ folder: String,
    of path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> String {
    do throws(SystemError) {
      return try fileSystem.canonicalPath(of: folder)
    } catch {
      throw .folderMissing(folder, of: path, error)
    }
  }

  private static func target(
    of path: String,
    _ fileSystem: any StateFileSystem
  ) throws(StateError) -> String? {
    do throws(SystemError) {
      guard try fileSystem.kind(of: path) == .symbolicLink else { return nil }
      return try fileSystem.linkTarget(of: path)
    } catch {
      throw .unreadable(path, error)
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }

  private static func join(_ folder: String, _ name: String) -> String {
    switch folder {
    case ".": name
    case "/": "/" + name
    default: folder + "/" + name
    }
  }
}
