import Diagnostics
import Manifest
import State

/// A `roster.yaml` where the manifests that were given belong, and which was not given itself.
///
/// Settings never get lost because only `contacts` or a file of it was named: a main manifest of
/// settings and the like is read with them, and one that has contacts of its own is spoken of.
struct MainManifest {
  let path: String
  /// Whether it is where the state of the given manifests belongs, and not only in a folder around.
  let isBeside: Bool
  private let content: ManifestResult

  /// Those of the given manifests, each read alone.
  static func all(of given: [String], followLinks: Bool = false) -> [MainManifest] {
    let files = given.filter { $0 != "-" }
    let location = StateLocation(manifests: files)
    let known = files.compactMap(RelativePath.real)
    func isGiven(_ path: String) -> Bool {
      guard let real = RelativePath.real(path) else { return false }
      return known.contains { real == $0 || real.hasPrefix($0 == "/" ? "/" : $0 + "/") }
    }
    let beside = location.mainManifests
    let paths = beside.isEmpty ? location.neighbouringManifests : beside
    return paths.filter { !isGiven($0) }.map { path in
      let content = ManifestReader.read(
        [.path(path)],
        followLinks: followLinks,
        secrets: Secrets.shortForms
      )
      return MainManifest(path: path, isBeside: !beside.isEmpty, content: content)
    }
  }

  /// Whether it is to be read with the others: it declares something for all, and no contacts.
  ///
  /// One that cannot be read to its end is read as well, so that this is said.
  var isPart: Bool {
    guard let sections = content.sections else { return true }
    return !sections.contains("contacts")
      && !sections.isDisjoint(with: ["settings", "fields", "companies"])
  }

  /// What is said when it is not read, and what it declares for all is missing there; `command`
  /// reads both.
  func notice(_ result: ManifestResult, _ command: CommandHint) -> Diagnostic? {
    guard !isPart, let sections = content.sections else { return nil }
    let own = result.sections ?? []
    let unread = ["settings", "fields"].filter { sections.contains($0) && !own.contains($0) }
    guard !unread.isEmpty else { return nil }
    let names = unread.map { "`\($0)`" }.joined(separator: " and ")
    let empty = unread.map { "`\($0): {}`" }.joined(separator: " and ")
    return Diagnostic(
      isBeside ? .error : .warning,
      .settingsNotRead,
      "The \(names) in \(path) would not count: it was not given, and has contacts of its own, so it is not read.",
      hint: "To read all of them:\n  \(command)\n"
        + "If what it says is not meant for these, write \(empty) into one of them."
    )
  }
}
