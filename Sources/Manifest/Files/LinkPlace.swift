import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where links lead.
enum LinkPlace {
  /// Whether the path is a link to something outside of that folder, which is given without links.
  static func leadsOut(_ path: String, of folder: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    return !isInside(path, of: folder)
  }

  /// Whether the path is a link to a file that is no manifest by its name, such as `.env`.
  static func isOfAnotherKind(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
      let real = resolved(path)
    else { return false }
    return ![".yaml", ".yml"].contains(where: real.hasSuffix)
  }

  /// Whether what the path leads to is in that folder, which is given without links.
  static func isInside(_ path: String, of folder: String) -> Bool {
    guard let real = resolved(path) else { return false }
    return real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/")
  }

  /// The path without links; `nil` when it leads nowhere.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// The folder that a path is in, as it is spelled.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension SourceFile {
  static func linkLeadingOut(_ path: String) -> Failure {
    .code(
      .linkLeadsOut,
      "`\(path)` is a link that leads out of the manifest's folder.",
      hint: "Put the file itself there, or give --follow-links if the link is meant."
    )
  }
}

extension ProblemList {
  /// One error in the place of all that is wrong with a file that is a link out of its folder.
  func withoutContent(ofLinked files: [SourceFile]) -> ProblemList {
    let unsound = files.indices.filter { index in
      files[index].leadsOut
        && problems.contains { $0.severity == .error && $0.place?.file == index }
    }
    guard !unsound.isEmpty else { return self }
    var list = ProblemList()
    for problem in problems where !unsound.contains(problem.place?.file ?? -1) {
      list.append(problem)
    }
    for index in unsound {
      list.append(
        Problem(
          .error,
          .linkedFileUnsound,
          "`\(files[index].path)` is a link to another place or to a file of another kind, and what it leads "
            + "to is no sound manifest.",
          hint: "Name the file itself to see what is wrong with it.",
          place: nil
        )
      )
    }
    return list
  }
}
