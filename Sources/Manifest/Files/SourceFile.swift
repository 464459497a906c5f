import Diagnostics
import Model
import YAMLEvents

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file of the set.
final class SourceFile {
  /// The path as it was given or found.
  let path: String
  /// The size in bytes when the file was listed.
  let size: Int
  /// The digest in lower-case hexadecimal; empty until the file has been read.
  private(set) var sha256 = ""
  /// What was given instead of a file on disk.
  private let bytes: [UInt8]?
  private var keptText: YAMLText?
  /// Whether it is a link that leads out of its folder: then nothing of it is quoted.
  let leadsOut: Bool

  init(path: String, size: Int, leadsOut: Bool = false) {
    (self.path, self.size, bytes, self.leadsOut) = (path, size, nil, leadsOut)
  }

  init(standardInput bytes: [UInt8]) {
    (path, size, self.bytes, leadsOut) = ("<stdin>", bytes.count, bytes, false)
  }

  /// Why a file cannot be read.
  enum Failure: Error {
    case code(DiagnosticCode, String, hint: String?)
    case yaml(YAMLError)
  }

  /// The whole text, read now or kept from before.
  func text() throws(Failure) -> YAMLText {
    if let keptText { return keptText }
    let content = try content()
    var digest = ""
    let text: Result<YAMLText, YAMLError>
    do throws(YAMLError) {
      text = .success(try YAMLText(content, file: path) { digest = Self.digest($0) })
    } catch {
      text = .failure(error)
    }
    guard sha256.isEmpty || sha256 == digest else {
      throw .code(.fileChanged, changed.message, hint: changed.hint)
    }
    sha256 = digest
    do {
      return try text.get()
    } catch {
      throw .yaml(error)
    }
  }

  var isStandardInput: Bool { bytes != nil }

  /// Whether the text stays in memory.
  var isKept: Bool { keptText != nil }

  /// Reads the file once more into a text whose memory was let go of.
  ///
  /// - Throws: when it is not the same any more.
  func restore(_ text: YAMLText) throws(YAMLError) {
    if let content = try? content(), Self.digest(content) == sha256 {
      return text.restore(content)
    }
    throw YAMLError(
      Diagnostic(.error, .fileChanged, changed.message, hint: changed.hint)
    )
  }

  private var changed: (message: String, hint: String) {
    ("`\(path)` changed while it was being read.", "Run the command again.")
  }

  /// Keeps a text for a second reading and for excerpts.
  func keep(_ text: YAMLText) { keptText = text }

  /// The text that the problems are about; `nil` when it cannot be had any more.
  func textForExcerpts() -> YAMLText? { leadsOut ? nil : try? text() }

  private func content() throws(Failure) -> TextMemory {
    if let bytes { return TextMemory(bytes) }
    // Non-blocking, so that a pipe put in the file's place since it was listed cannot hang this.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw Self.irregular(path, status.st_mode) }
    do throws(TextMemory.Failure) {
      return try TextMemory(
        reading: descriptor,
        expecting: Int(status.st_size),
        limit: ManifestLimits.fileSize
      )
    } catch {
      switch error {
      case .tooLarge(let size): throw Self.tooLarge(path, size)
      case .system(let reason): throw Self.unreadable(path, reason)
      }
    }
  }

  private static func digest(_ content: TextMemory) -> String {
    content.withUnsafeBytes { hexadecimal(SHA256.digest(of: $0)) }
  }
}

extension SourceFile {
  /// For the reason in `errno`, unless another one is given.
  static func unreadable(
    _ path: String,
    _ reason: Int32 = errno,
    isFolder: Bool = false
  ) -> Failure {
    if reason == ENOENT || reason == ENOTDIR {
      var status = stat()
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
        return .code(
          .fileNotFound,
          "`\(path)` is a link to something that is not there.",
          hint: "Remove the link, or restore what it leads to."
        )
      }
      return .code(
        .fileNotFound,
        "There is no file or folder `\(path)`.",
        hint: "Check the path; it is taken from the folder that the command runs in."
      )
    }
    return .code(
      .fileUnreadable,
      "`\(path)` cannot be read: \(String(cString: strerror(reason))).",
      hint: remedy(reason, path, isFolder: isFolder)
    )
  }

  private static func remedy(_ reason: Int32, _ path: String, isFolder: Bool) -> String {
    switch reason {
    case EACCES:
      "Allow reading it, for instance with\n    "
        + "chmod u+r\(isFolder ? "x" : "") \(ShellWord.path(path))"
    case ELOOP: "Remove the link that leads back to itself, or name the file that is meant."
    default: "Repair the cause, or take the file out of the paths that are read."
    }
  }

  static func irregular(_ path: String, _ mode: mode_t) -> Failure {
    let kind =
      switch mode & S_IFMT {
      case S_IFDIR: "a folder"
      case S_IFIFO: "a pipe"
      case S_IFSOCK: "a socket"
      default: "a device"
      }
    return .code(
      .fileIrregular,
      "`\(path)` is \(kind), not a file.",
      hint: "To read what a program writes, give `-` and pipe it into standard input."
    )
  }

  static func tooLarge(_ path: String, _ size: Int) -> Failure {
    .code(
      .fileTooLarge,
      "`\(path)` has \(size) bytes; a manifest file may have \(ManifestLimits.fileSize).",
      hint: "Cut it into several files of one folder."
    )
  }
}
