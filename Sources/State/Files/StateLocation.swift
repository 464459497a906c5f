#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

import Diagnostics

/// Finds the state of a manifest by where the manifest really is, however its path is spelled.
///
/// A manifest's place is the folder of the file, or the folder that was given. For a folder
/// `contacts` it is the parent folder, since `roster.yaml` would be there, unless `contacts`
/// holds `roster.yaml` or is a repository of its own. Links are followed. For manifests in
/// several places, the state is in the one that has a state, or else in the folder that
/// contains all of them.
package struct StateLocation: Sendable {
  package static let fileName = "roster.state.jsonl"

  /// The real paths of the manifests' places, each once, in order.
  private let places: [String]
  /// The real paths of manifest files in the folders of files that were given, but for those of a
  /// `roster.yaml`, which is no one of many.
  private let siblings: [String]
  /// Other folders in which their state may be.
  private let neighbours: [String]

  /// Finds the places of manifests.
  ///
  /// - Parameter manifests: The files and folders as given; none stands for the current folder.
  package init(manifests: [String]) {
    let paths = manifests.isEmpty ? ["."] : manifests
    places = Set(paths.map { Self.place(of: $0) }).sorted()
    siblings = manifests.flatMap { Self.siblings(of: $0) }
    neighbours =
      paths.flatMap { Self.folders(around: $0) } + manifests.flatMap { Self.folders(below: $0) }
  }

  /// The path of the state, existing or not, relative to the current folder.
  ///
  /// - Throws: `StateError` when there is none but another folder has one that may be meant, and
  ///   when several folders are possible.
  package func path() throws(StateError) -> String {
    if places.count > 1 { return try pathOfSeveral() }
    let place = places[0]
    if !Self.hasState(place) { try refuseNeighbours(besides: place) }
    return Self.shown(place)
  }

  /// Every path at which a state is looked for; no output may be written to one of them.
  package var candidates: [String] {
    Set(places + [Self.common(places)] + neighbours).sorted().map(Self.shown)
  }

  /// The manifests `roster.yaml` or `roster.yml` beside the state, relative to the current folder.
  package var mainManifests: [String] { Self.mainManifests(in: places) }

  /// The manifests `roster.yaml` or `roster.yml` in other folders where the state may be.
  package var neighbouringManifests: [String] { Self.mainManifests(in: neighbours) }

  /// Where manifests stand that belong to the same state: `roster.yaml` and the folder `contacts`
  /// in the places and beside the state, and the files beside one that was given.
  ///
  /// A state that was named may be one of several in its folder, so that only what is in
  /// `contacts` certainly belongs to it.
  ///
  /// - Parameter path: The path of the state.
  /// - Returns: Paths from the current folder: files and folders.
  package func surroundings(ofState path: String) -> [String] {
    var folders = Set(places)
    let home = Self.realPath(Self.folder(of: path))
    let isOwn = home.map(places.contains) == true && Self.name(of: path) == Self.fileName
    if !isOwn {
      folders.formUnion(neighbours.filter { !Self.mainManifests(in: [$0]).isEmpty })
      if let home, places.contains(where: { Self.isPart($0, of: home) }) { folders.insert(home) }
    }
    let people =
      folders.map { Self.join($0, "contacts") }
      + neighbours.filter { folder in
        !isOwn && Self.name(of: folder) == "contacts"
      }
    let found = Set(people).filter(Self.isFolder).sorted() + (isOwn ? siblings : [])
    return Self.mainManifests(in: Array(folders)) + found.map { Self.shown($0, name: "") }
  }

  /// Whether a file in a folder belongs to something else: to a state or a repository further down.
  package static func isApart(_ path: String, in root: String) -> Bool {
    guard let root = realPath(root), var folder = realPath(folder(of: path)) else { return false }
    while folder != root, isPart(folder, of: root) {
      if hasState(folder) || exists(folder + "/.git") { return true }
      folder = self.folder(of: folder)
    }
    return false
  }

  private static func siblings(of path: String) -> [String] {
    guard let real = realPath(path), !isFolder(real),
      !["roster.yaml", "roster.yml"].contains(name(of: real))
    else { return [] }
    let folder = folder(of: real)
    return names(in: folder).filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .map { join(folder, $0) }
  }

  private static func isPart(_ path: String, of folder: String) -> Bool {
    (path + "/").hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  private static func mainManifests(in folders: [String]) -> [String] {
    Set(folders).sorted().compactMap { folder in
      ["roster.yaml", "roster.yml"].first { exists(join(folder, $0)) }.map {
        shown(folder, name: $0)
      }
    }
  }

  /// States in and around the places, relative to the current folder, as suggestions.
  ///
  /// They are in the same folders, up to two levels below, and one level above.
  package var nearby: [String] { Self.states(around: places) }

  /// States around the folder of a state that was named.
  package static func states(around path: String) -> [String] {
    RelativePath.real(folder(of: path)).map { states(around: [$0]) } ?? []
  }

  private static func states(around folders: [String]) -> [String] {
    var found: Set<String> = []
    for place in folders {
      let folders = [place, folder(of: place)] + self.folders(in: place)
      for folder in folders + folders.dropFirst(2).flatMap({ self.folders(in: $0) }) {
        for name in names(in: folder) where name.hasSuffix(".state.jsonl") {
          found.insert(shown(folder, name: name))
        }
      }
    }
    return found.sorted()
  }

  private static func folders(in folder: String) -> [String] {
    names(in: folder).map { join(folder, $0) }.filter { mode(ofLink: $0) & S_IFMT == S_IFDIR }
  }

  /// At most a thousand names in a folder, without hidden ones; none if it cannot be read.
  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < 1000, let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      guard bytes.first != UInt8(ascii: "."), let name = String(validating: bytes, as: UTF8.self)
      else { continue }
      names.append(name)
    }
    return names
  }

  private func pathOfSeveral() throws(StateError) -> String {
    let common = Self.common(places)
    let known = Set(places + [common]).sorted().filter(Self.hasState)
    if known.count == 1 { return Self.shown(known[0]) }
    guard known.isEmpty else { throw .severalStates(known.map(Self.shown)) }
    try refuseNeighbours(besides: common)
    let isSound = places.contains(common) || !Self.isOutside(common)
    guard isSound else { throw .noPlace(places.map { Self.shown($0, name: "") }) }
    return Self.shown(common)
  }

  private func refuseNeighbours(besides place: String) throws(StateError) {
    let others = Set(neighbours).subtracting([place]).sorted().filter(Self.hasState)
    guard others.isEmpty else {
      throw .stateElsewhere(Self.shown(place), others.map(Self.shown))
    }
  }
}

extension StateLocation {
  /// The place of one manifest, as a real path.
  private static func place(of path: String) -> String {
    guard let real = realPath(path) else {
      // The manifest cannot be read either, which is reported then.
      return realPath(folder(of: path)) ?? realPath(".") ?? "."
    }
    return place(inFolder: isFolder(real) ? real : folder(of: real))
  }

  private static func place(inFolder folder: String) -> String {
    let isPart = name(of: folder) == "contacts" && !isOwn(folder)
    return isPart ? self.folder(of: folder) : folder
  }

  /// Whether a folder is a place of its own, whatever its name.
  private static func isOwn(_ folder: String) -> Bool {
    ["roster.yaml", "roster.yml", ".git"].contains { exists(folder + "/" + $0) }
  }

  /// Folders where a manifest's state may be: its own, that of a link to it, and the parent.
  private static func folders(around path: String) -> [String] {
    guard let real = realPath(path) else { return [] }
    let own = isFolder(real) ? real : folder(of: real)
    var folders = [own]
    if let linked = realPath(isFolder(real) ? path : folder(of: path)) { folders.append(linked) }
    let above = folder(of: own)
    // A repository's state is not outside of it, a folder that everybody can write to holds
    // nobody's, and two folders with a roster.yaml each have a state of their own.
    let isApart = exists(own + "/.git") || isOwn(own) && isOwn(above)
    if !isApart, !isShared(above) { folders += [above, place(inFolder: above)] }
    return folders
  }

  /// The folders below a given folder: their files are read with it, and somebody may have named
  /// one of them before.
  ///
  /// There are at most two thousand, so that a folder that is no manifest's does not hold a run up.
  private static func folders(below path: String) -> [String] {
    guard let real = realPath(path), isFolder(real) else { return [] }
    var found = folders(in: real)
    var next = 0
    while next < found.count, found.count < 2000 {
      found += folders(in: found[next])
      next += 1
    }
    return found
  }

  /// The innermost folder that contains all of them.
  private static func common(_ folders: [String]) -> String {
    var common = folders[0].split(separator: "/")[...]
    for folder in folders.dropFirst() {
      let parts = folder.split(separator: "/")
      let count = zip(common, parts).prefix { $0 == $1 }.count
      common = common.prefix(count)
    }
    return "/" + common.joined(separator: "/")
  }

  /// Whether a new state there would be a surprise: above the current folder, or in a shared one.
  private static func isOutside(_ folder: String) -> Bool {
    guard let current = realPath(".") else { return true }
    let isAbove = folder != current && isPart(current, of: folder)
    return isAbove || isShared(folder)
  }

  private static func hasState(_ folder: String) -> Bool {
    let path = join(folder, fileName)
    return exists(path) || exists(path + ".journal")
  }

  /// The state file in a real folder, as seen from the current folder.
  private static func shown(_ folder: String) -> String { shown(folder, name: fileName) }

  private static func shown(_ folder: String, name: String) -> String {
    let path = RelativePath.from(realPath(".") ?? "/", to: folder)
    return name.isEmpty ? path : path == "." ? name : join(path, name)
  }
}

extension StateLocation {
  private static func realPath(_ path: String) -> String? { RelativePath.real(path) }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private static func isFolder(_ path: String) -> Bool { mode(path) & S_IFMT == S_IFDIR }

  /// Whether everybody can write to the folder, as to `/tmp`.
  private static func isShared(_ path: String) -> Bool { mode(path) & S_ISVTX != 0 || path == "/" }

  private static func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : 0
  }

  private static func mode(ofLink path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode : 0
  }

  private static func folder(of path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? "/"
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "/" ? "/" + name : folder + "/" + name
  }
}
