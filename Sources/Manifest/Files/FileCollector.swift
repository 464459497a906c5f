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
  /// Files that look like manifests and are none by their names.
  private var leftOut: [String] = []

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
  /// Whether that folder was named by a link to a place outside of the one that it is in.
  private var rootLeadsOut = false

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
    reportLeftOut()
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
    rootLeadsOut = Self.leadsOut(folder)
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
      ? Self.leadsOut(path)
      : rootLeadsOut || followLinks && !LinkPlace.isInside(path, of: root)
    files.append(
      SourceFile(
        path: path,
        size: Int(status.st_size),
        leadsOut: leadsOut || LinkPlace.isOfAnotherKind(path)
      )
    )
  }

  /// Whether what was named is a link to something outside of the folder that it stands in.
  private static func leadsOut(_ path: String) -> Bool {
    LinkPlace.leadsOut(path, of: LinkPlace.resolved(LinkPlace.folder(of: path)) ?? "/")
  }

  /// What stands in a folder and cannot be looked at is an error: people may be declared in it.
  private mutating func collect(
    _ folder: String,
    _ identity: Identity,
    into found: inout [(path: String, status: stat)]
  ) {
    guard entered.insert(identity).inserted else { return }
    let names: [FileName]
    do throws(SourceFile.Failure) {
      names = try FileName.all(in: folder)
    } catch {
      return report(error)
    }
    for name in names {
      let path = folder == "/" ? "/\(name)" : "\(folder)/\(name)"
      guard !name.isHidden else {
        leftOut += HiddenManifest.all(name, path)
        continue
      }
      guard name.text != nil else {
        reportUnspelled(name, in: folder, path)
        continue
      }
      var status = stat()
      guard stat(path, &status) == 0 else {
        // Names can be listed in a folder that may not be entered.
        let reason = errno
        if reason == EACCES, lstat(path, &status) != 0 {
          return report(SourceFile.unreadable(folder, isFolder: true))
        }
        // Editors and `git` make files for a moment, which are gone again when they are looked at.
        // One that is back already is a file of another kind, too.
        if reason == ENOENT, !name.isManifest,
          lstat(path, &status) == 0 ? status.st_mode & S_IFMT == S_IFREG : errno == ENOENT
        {
          continue
        }
        errno = reason
        report(SourceFile.unreadable(path))
        continue
      }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder || name.isManifest, !followLinks, LinkPlace.leadsOut(path, of: root) {
        report(SourceFile.linkLeadingOut(path))
      } else if isFolder {
        collect(path, Identity(status), into: &found)
      } else if name.isManifest {
        found.append((path, status))
      } else if name.isLikeManifest {
        leftOut.append(path)
      }
    }
  }

  /// A name that is not UTF-8 cannot be written down in a plan or a diagnostic.
  private mutating func reportUnspelled(_ name: FileName, in folder: String, _ path: String) {
    guard name.isManifest || name.isFolder(in: folder) else { return }
    problems.append(
      Problem(
        .error,
        .fileNameNotUTF8,
        "The name of `\(path)` is not UTF-8, so it cannot be read.",
        hint: "Give it another name, or take it out of the folder.",
        place: nil
      )
    )
  }

  /// Says once what looks like a manifest and is left out on purpose.
  private mutating func reportLeftOut() {
    guard !leftOut.isEmpty else { return }
    let isOne = leftOut.count == 1
    let named = enumeration(leftOut.prefix(5)) + (leftOut.count > 5 ? ", …" : "")
    problems.append(
      Problem(
        .warning,
        .fileLeftOut,
        "\(leftOut.count) \(isOne ? "file looks like a manifest and is" : "files look like manifests and are")"
          + " not read: \(named).",
        hint:
          "Manifest files end in `.yaml` or `.yml`, in small letters, and neither they nor their folders begin "
          + "with a dot.",
        place: nil
      )
    )
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
