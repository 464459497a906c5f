/// Something to read a manifest from.
package enum ManifestInput: Hashable, Sendable {
  /// A file, or a folder: every `*.yaml` and `*.yml` in it, recursively, hidden ones left out.
  case path(String)
  /// These bytes, which diagnostics call `<stdin>`.
  case standardInput([UInt8])
}
