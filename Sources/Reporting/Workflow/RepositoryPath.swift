/// Paths as services show them for a repository: relative to its root, without `.` and `..`.
enum RepositoryPath {
  /// The path of a file that is named relative to a folder of the repository.
  ///
  /// An absolute path stays as it is, and so does what is not a file, such as `<stdin>`. A path
  /// that leads out of the repository keeps its `..`.
  static func resolve(_ file: String, in folder: String) -> String {
    guard !file.hasPrefix("/"), !file.hasPrefix("<") else { return file }
    var parts: [Substring] = []
    for part in (folder + "/" + file).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
