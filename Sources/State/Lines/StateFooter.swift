import JSONText

/// The last line of a state: the number of its contacts, and the digest of all bytes before it.
struct StateFooter: Hashable, Sendable {
  let count: Int
  /// The SHA-256 of all bytes before this line, in lower-case hexadecimal.
  let sha256: String

  init(count: Int, sha256: String) {
    self.count = count
    self.sha256 = sha256
  }

  /// The line with its line break.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("count", count)
      writer.member("sha256", sha256)
    }
    writer.newline()
    return writer.bytes
  }

  /// Reads a line without its line break; fails for anything else.
  init?(line: some Sequence<UInt8>) {
    guard let json = try? JSONParser.parse(line), json.members?.count == 2,
      let count = json["count"]?.integer, let sha256 = json["sha256"]?.string
    else { return nil }
    self.init(count: count, sha256: sha256)
  }
}
