import ArgumentParser
import Diagnostics
import Foundation
import Manifest
import State

/// What a run writes to, held against what it reads and keeps: found out before any work, by what
/// the paths lead to.
struct RunOutputs {
  /// What must stay, with what it is.
  private var kept: [FilePlace.Identity: String] = [:]
  /// What is written already, with the option that says so.
  private var taken: [FilePlace.Identity: String] = [:]
  /// Real paths of folders of manifests.
  private var folders: [String] = []

  /// What standard output goes into, where that is a file.
  private let standardOutput: FilePlace.Identity?

  init() {
    let place = FilePlace(descriptor: STDOUT_FILENO)
    standardOutput = place.flatMap { $0.isRegular ? $0.identity : nil }
    if let standardOutput { taken[standardOutput] = "Standard output" }
  }

  /// Whether standard output goes into a file, which may be one that must stay.
  var watchesStandardOutput: Bool { standardOutput != nil }

  /// - Throws: `DiagnosticsError` when standard output goes into a file that must stay.
  func checkStandardOutput() throws {
    guard let standardOutput, let what = kept[standardOutput] else { return }
    throw Self.refusal("Standard output goes into \(what).")
  }

  /// Keeps a file, and what it would be if it were made.
  mutating func keep(_ path: String?, as what: String) {
    guard let path, let place = try? FilePlace(path) else { return }
    if kept[place.identity] == nil { kept[place.identity] = what }
  }

  /// Keeps the manifests of those files and folders.
  mutating func keepManifests(_ paths: [String]) {
    let given = paths.filter { $0 != "-" }
    for path in given { keep(path, as: "a manifest of this run") }
    for path in ManifestReader.paths(given.map { .path($0) }) {
      keep(path, as: "a manifest of this run")
    }
    folders += given.compactMap { path in
      guard let place = try? FilePlace(path), place.isFolder else { return nil }
      return RelativePath.real(path)
    }
  }

  /// Keeps a state, the files beside it, and the sandbox's.
  mutating func keepState(_ path: String) {
    let real = RelativePath.real(path) ?? path
    for path in Set([path, real]) {
      keep(path, as: "the state")
      for (suffix, what) in Self.besideState { keep(path + suffix, as: what) }
    }
    let sandbox = EmbeddedSandbox(beside: path)
    for suffix in ["", "-wal", "-shm", "-journal"] {
      keep(sandbox.database + suffix, as: "the sandbox's database")
    }
    keep(sandbox.serialsPath, as: "the sandbox's record of applied states")
  }

  private static let besideState = [
    (".backup", "the state's backup"), (".journal", "the state's journal"),
    (".lock", "the state's lock"), (".tmp", "the next state"), (".backup.tmp", "the next backup"),
    (".damaged", "a state that was set aside"), (".damaged.2", "a state that was set aside"),
    (".journal.damaged", "a journal that was set aside"),
  ]

  /// Takes a file for an output, and finds out whether it can be written.
  ///
  /// - Parameters:
  ///   - path: As it was given.
  ///   - option: As it was given, for the message.
  /// - Returns: what to write to.
  /// - Throws: `DiagnosticsError` when it must stay, is written already, or cannot be written.
  mutating func take(_ path: String, for option: String) throws -> OutputFile {
    guard !path.isEmpty else { throw ValidationError("\(option)needs the name of a file.") }
    let place: FilePlace
    do {
      place = try FilePlace(path)
    } catch {
      throw Files.problem("write", path, error)
    }
    if let what = kept[place.identity] {
      throw Self.refusal("\(option) would write over \(path), which is \(what).")
    }
    if place.isRegular || place.mode == nil, place.descriptor == nil {
      if let other = taken.updateValue(option, forKey: place.identity) {
        throw Self.refusal("\(other) and \(option) are the same file, \(path).")
      }
      if let folder = manifestFolder(of: place) {
        throw Self.refusal(
          "\(option) would put \(path) among the manifests in \(folder), and the next run would read it."
        )
      }
    }
    return try OutputFile(path, at: place)
  }

  /// The folder of manifests in which a file with a manifest's name would be read as one.
  private func manifestFolder(of place: FilePlace) -> String? {
    guard place.path.hasSuffix(".yaml") || place.path.hasSuffix(".yml") else { return nil }
    let slash = place.path.lastIndex(of: "/")
    let folder = slash.map { String(place.path[...$0]) } ?? "."
    guard let real = RelativePath.real(folder) else { return nil }
    return folders.first { real == $0 || real.hasPrefix($0 + "/") }
  }

  private static func refusal(_ message: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        .error,
        .outputReplaces,
        message,
        detail: "Nothing was done.",
        hint: "Name another file."
      )
    )
  }
}
