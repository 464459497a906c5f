/// A file to import, as it was read.
package struct ImportFile: Hashable, Sendable {
  /// The path as the user gave it; reports and diagnostics call the file so.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
