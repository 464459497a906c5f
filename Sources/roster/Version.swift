import CBuild
import Model
import Sandbox
import Transport
import YAMLEvents

/// The version of this build.
enum Version {
  static let current = "0.1.0"

  /// What `--version` prints: this release, the commit that it was built from, and the libraries
  /// that it runs with.
  static var text: String {
    let commit = String(cString: roster_commit())
    return """
      roster \(current)
      commit \(commit.isEmpty ? "unknown" : commit)
      libyaml \(YAMLLibrary.version)
      libcurl \(HTTPLibrary.version)
      libcrypto \(SHA256.libraryVersion)
      SQLite \(SQLiteLibrary.version)
      """
  }
}
