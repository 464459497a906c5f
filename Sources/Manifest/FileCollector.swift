import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds the files that the inputs stand for.
struct FileCollector {
  /// In the order of the inputs, within a folder in path order; each file once.
  private(set) var files: [SourceFile] = []
  private(set) var problems = ProblemList()
  private var known: [Identity: String] = [:]
  /// Folders, too, are entered once each, so that links in circles end.
  private var entered: Set<Identity> = []

  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  private let followLinks: Bool
  /// The folder that is being searched, without links.
  private var root = ""

  init(_ inputs: [ManifestInput], followLinks: Bool = false) {
    self.followLinks = followLinks
    var readsStandardInput = false
    for input in inputs {
      switch input {
      case .path(let path): add(path)
      case .standardInput(let bytes):
        guard !readsStandardInput else { continue }
        readsStandardInput = true
        files.append(SourceFile(standardInput: bytes))
      }
    }
  }

  private mutating func add(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return report(SourceFile.unreadable(path)) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return addFile(path, status, isNamed: true) }
    var found: [(path: String, status: stat)] = []
    let before = problems.problems.count
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    entered = []
    root = LinkPlace.resolved(folder) ?? folder
    collect(folder, Identity(status), into: &found)
    found.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for file in found { addFile(file.path, file.status, isNamed: false) }
    guard found.isEmpty, problems.problems.count == before else { return }
    problems.append(
      Problem(
        .error,
        .folderEmpty,
        "The folder `\(path)` holds no manifest files.",
        hint: "Manifest files end in `.yaml` or `.yml`; hidden ones are left out.",
        place: nil
      )
    )
  }

  private mutating func addFile(_ path: String, _ status: stat, isNamed: Bool) {
    guard status.st_mode & S_IFMT == S_IFREG else {
      return report(SourceFile.irregular(path, status.st_mode))
    }
    let first = known.updateValue(path, forKey: Identity(status))
    if let first {
      known[Identity(status)] = first
      problems.append(
        Problem(
          .warning,
          .fileTwice,
          first == path
            ? "`\(path)` is given twice and read once."
            : "`\(path)` is the same file as `\(first)` and is read once.",
          hint: isNamed ? "Leave one of the two out." : "Remove the link.",
          place: nil
        )
      )
      return
    }
    let leadsOut =
      isNamed
      ? LinkPlace.leadsOut(path, of: LinkPlace.resolved(LinkPlace.folder(of: path)) ?? "/")
      : followLinks && !LinkPlace.isInside(path, of: root)
    files.append(SourceFile(path: path, size: Int(status.st_size), leadsOut: leadsOut))
  }

  private mutating func collect(
    _ folder: String,
    _ identity: Identity,
    into found: inout [(path: String, status: stat)]
  ) {
    guard entered.insert(identity).inserted else { return }
    guard let stream = opendir(folder) else {
      return report(SourceFile.unreadable(folder, isFolder: true))
    }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(stream)
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      let isManifest = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
      var status = stat()
      guard stat(path, &status) == 0 else {
        if isManifest { report(SourceFile.unreadable(path)) }
        continue
      }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder || isManifest, !followLinks, LinkPlace.leadsOut(path, of: root) {
        report(SourceFile.linkLeadingOut(path))
      } else if isFolder {
        collect(path, Identity(status), into: &found)
      } else if isManifest {
        found.append((path, status))
      }
    }
  }

  private mutating func report(_ failure: SourceFile.Failure) {
    problems.append(Problem(failure, file: 0))
  }
}

extension Problem {
  init(_ failure: SourceFile.Failure, file: Int) {
    switch failure {
    case .yaml(let error): self.init(error, file: file)
    case .code(let code, let message, let hint):
      self.init(.error, code, message, hint: hint, place: nil)
    }
  }
}
