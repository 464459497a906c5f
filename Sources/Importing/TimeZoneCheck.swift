import Diagnostics
import Manifest
import Model

/// Asks the manifest's own reader which time zones it knows, so that there is one list of them.
enum TimeZoneCheck {
  /// The database has some 600 names; so many different ones are asked about at most.
  private static let askedNames = 5_000

  /// Those of the names that the reader says something about.
  static func unknown(_ names: Set<String>) -> Set<String> {
    let sorted = Array(names.filter(isLikely).sorted().prefix(askedNames))
    var unknown = names.subtracting(sorted)
    // The reader says at most 1,000 problems one by one.
    for start in stride(from: 0, to: sorted.count, by: 500) {
      let chunk = sorted[start..<min(start + 500, sorted.count)]
      var text = "contacts:\n"
      for (index, name) in chunk.enumerated() {
        text += "  z\(index)@example.com: {timezone: \(YAMLScalarText.quoted(name))}\n"
      }
      let result = ManifestReader.read([.standardInput(Array(text.utf8))])
      for diagnostic in result.diagnostics {
        guard let line = diagnostic.location?.line, line >= 2, line - 2 < chunk.count else {
          continue
        }
        unknown.insert(sorted[start + line - 2])
      }
    }
    return unknown
  }

  /// Whether it is made as the database's names are, so that asking is worth it.
  private static func isLikely(_ name: String) -> Bool {
    name.utf8.count <= 40
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "/_+-".utf8.contains(byte)
        }
      }
  }
}
