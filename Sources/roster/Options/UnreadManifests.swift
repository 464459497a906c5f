import Diagnostics
import Manifest
import Model
import Planning
import State

/// Manifests that belong to the same state as those that were read, and were not read themselves.
///
/// Nobody is removed because the file that declares them was not named.
struct UnreadManifests {
  private let given: [String]
  /// Where they may be found, as paths: files and folders.
  private let places: [String]
  private let followLinks: Bool

  /// - Parameters:
  ///   - given: The manifests that decide where the state is.
  ///   - statePath: Where it is.
  ///   - followLinks: Whether links may lead out of the folders.
  fileprivate init(beside given: [String], statePath: String, followLinks: Bool) {
    self.given = given.filter { $0 != "-" }
    self.followLinks = followLinks
    places = StateLocation(manifests: self.given).surroundings(ofState: statePath)
  }

  /// A file and what it has of the people who would be removed.
  private struct File {
    let path: String
    let removed: Set<Address>
  }

  /// What is said of a plan that would remove contacts which such a manifest declares, or may
  /// declare; `nil` when it removes none.
  ///
  /// - Parameters:
  ///   - plan: What was planned from the manifests that were read.
  ///   - command: The command, to which the manifests are added.
  /// - Returns: An error, or a warning where a file cannot be read to its end and no other
  ///   declares the contacts.
  func problem(_ plan: Plan, _ command: CommandHint) -> Diagnostic? {
    let removed = plan.changes.others.filter { $0.action == .forget || $0.action == .delete }
    guard !removed.isEmpty else { return nil }
    let files = files(removed, besides: plan.basis.files.map(\.path) + given)
    let declaring = files.filter { !$0.removed.isEmpty }
    let isKnown = !declaring.isEmpty
    let paths = (isKnown ? declaring : files).map(\.path)
    guard !paths.isEmpty else { return nil }
    let addresses = isKnown ? Set(declaring.flatMap(\.removed)).sorted() : removed.map(\.address)
    let named = Self.list(paths)
    let isOne = addresses.count == 1
    let who =
      isOne
      ? "\(addresses[0]) would be removed, and"
      : "\(addresses.count) contacts would be removed (\(Self.list(addresses.map(\.description))))"
    let what =
      isKnown
      ? isOne
        ? " is declared in \(named), which was not read."
        : " that are declared in \(named), not read here."
      : "\(isOne ? "" : ", and") may be declared in \(named), which cannot be read to the end."
    return Diagnostic(
      isKnown ? .error : .warning,
      .removedUnread,
      who + what,
      hint: "Read all that belongs together:\n  \(command.with(reading(paths, read: plan)))\n"
        + "To plan for some contacts alone, add `--only`. If a file is no manifest of these people any more, "
        + "take it out of the folder."
    )
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
  }

  /// The files that declare some of these contacts, by key or by identifier, and those that cannot
  /// be read to the end.
  private func files(_ removed: [Change], besides read: [String]) -> [File] {
    let addresses = Set(removed.map(\.address))
    var holders: [NormalizedIdentifier: Address] = [:]
    for change in removed {
      for identifier in change.before?.normalizedIdentifiers ?? [] {
        holders[identifier] = change.address
      }
    }
    return paths(besides: read).compactMap { path in
      guard DefaultManifest.declaresContacts(path) else { return nil }
      let (contacts, isComplete) = ManifestReader.contacts(in: path)
      var found: Set<Address> = []
      for contact in contacts {
        if addresses.contains(contact.address) { found.insert(contact.address) }
        found.formUnion(contact.attributes.normalizedIdentifiers.compactMap { holders[$0] })
      }
      return found.isEmpty && isComplete ? nil : File(path: path, removed: found)
    }
  }

  private func paths(besides read: [String]) -> [String] {
    let files = ManifestReader.paths(read.filter { $0 != "<stdin>" }.map { .path($0) })
    var known = Set(files.compactMap(RelativePath.real))
    let found = places.flatMap { place in
      ManifestReader.paths([.path(place)], followLinks: followLinks).filter { path in
        guard let real = RelativePath.real(path) else { return false }
        return known.insert(real).inserted && !StateLocation.isApart(path, in: place)
      }
    }
    return found.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
  }

  /// Paths that stand for what was read and for these files, too.
  private func reading(_ files: [String], read plan: Plan) -> [String] {
    let read = plan.basis.files.map { $0.path == "<stdin>" ? "-" : $0.path }
    let all = Set(read + files).sorted()
    return all.count <= 8 ? all : places
  }
}

extension ManifestOptions {
  /// The manifests that belong to a state, and are not among those given.
  func unread(_ given: [String], _ store: StateStore) -> UnreadManifests {
    UnreadManifests(beside: given, statePath: store.path, followLinks: followLinks)
  }
}
