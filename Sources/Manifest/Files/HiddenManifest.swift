#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Hidden files and folders, of which only those are worth a word that declare contacts or
/// companies.
enum HiddenManifest {
  /// How many bytes of a file are looked at, from its beginning.
  private static let looked = 1 << 16
  /// How many files and folders of a hidden folder are looked at.
  private static let mostNames = 10_000
  /// Folders that version control and roster keep for themselves.
  private static let ownFolders: Set<String> = [".git", ".hg", ".jj", ".roster", ".svn"]

  /// The paths of what looks like a manifest: the hidden file itself, or files in the hidden
  /// folder.
  ///
  /// Links are not followed, and what cannot be read is left alone, since nothing here is a
  /// manifest.
  static func all(_ name: FileName, _ path: String) -> [String] {
    var left = mostNames
    return all(name, path, &left)
  }

  private static func all(_ name: FileName, _ path: String, _ left: inout Int) -> [String] {
    left -= 1
    var status = stat()
    guard left >= 0, lstat(path, &status) == 0 else { return [] }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return name.isLikeManifest && isOne(path) ? [path] : []
    case S_IFDIR:
      guard !ownFolders.contains(name.description), let names = try? FileName.all(in: path) else {
        return []
      }
      return names.flatMap { all($0, "\(path)/\($0)", &left) }
    default: return []
    }
  }

  /// Whether a line of the file begins with `contacts:` or `companies:`.
  private static func isOne(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    var bytes = [UInt8](repeating: 0, count: looked)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return count > 0
      && bytes.prefix(count).split(separator: UInt8(ascii: "\n")).contains { line in
        ["contacts:", "companies:"].contains { line.starts(with: $0.utf8) }
      }
  }
}
