#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The name of something in a folder: any bytes but 0 and a slash.
struct FileName: CustomStringConvertible {
  private let bytes: [UInt8]
  /// `nil` for a name that is not UTF-8.
  let text: String?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    text = String(validating: bytes, as: UTF8.self)
  }

  /// What is in a folder, but for the folder itself and the one above, in the order of the names'
  /// bytes.
  static func all(in folder: String) throws(SourceFile.Failure) -> [FileName] {
    guard let stream = opendir(folder) else {
      throw SourceFile.unreadable(folder, isFolder: true)
    }
    defer { closedir(stream) }
    var names: [FileName] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else { throw SourceFile.unreadable(folder, isFolder: true) }
        break
      }
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(FileName(bytes)) }
    }
    return names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  /// Whether it ends as a manifest's name does.
  var isManifest: Bool {
    bytes.suffix(5).elementsEqual(".yaml".utf8) || bytes.suffix(4).elementsEqual(".yml".utf8)
  }

  /// Whether it is a manifest's name but for the case of its end, or with something after it, as of
  /// copies and backups.
  var isLikeManifest: Bool {
    let lower = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return [".yaml", ".yml"].contains { end in
      guard let found = lower.firstRange(of: Array(end.utf8)) else { return false }
      guard found.upperBound < lower.count else { return true }
      let next = lower[found.upperBound]
      return !(0x61...0x7A).contains(next) && !(0x30...0x39).contains(next)
    }
  }

  /// Whether a folder has that name.
  func isFolder(in folder: String) -> Bool {
    let path = (Array(folder.utf8) + [0x2F] + bytes + [0]).map { CChar(bitPattern: $0) }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// With what is not UTF-8 shown as `\\xE9`.
  var description: String {
    if let text { return text }
    var shown = ""
    var rest = bytes[...]
    while let first = rest.first {
      let length = (1...4).first { String(validating: rest.prefix($0), as: UTF8.self) != nil }
      if let length, let text = String(validating: rest.prefix(length), as: UTF8.self) {
        shown += text
        rest = rest.dropFirst(length)
      } else {
        shown += "\\x" + (first < 16 ? "0" : "") + String(first, radix: 16, uppercase: true)
        rest = rest.dropFirst()
      }
    }
    return shown
  }
}
