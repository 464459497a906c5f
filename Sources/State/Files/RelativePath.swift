#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths as seen from a folder.
package enum RelativePath {
  /// The absolute path without links; `nil` when nothing is there.
  package static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The relative path from one folder to another, both real paths.
  ///
  /// It is `.` for the same folder, and absolute when the two have nothing in common.
  package static func from(_ folder: String, to target: String) -> String {
    let start = folder.split(separator: "/")
    let end = target.split(separator: "/")
    let common = zip(start, end).prefix { $0 == $1 }.count
    if common == 0, !start.isEmpty { return target }
    let parts = start.dropFirst(common).map { _ in ".." } + end.dropFirst(common).map(String.init)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}
