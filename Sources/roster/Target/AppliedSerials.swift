import Foundation
import JSONText
import Model

/// The highest serial that an apply to the embedded sandbox has recorded, for each lineage of a
/// state.
///
/// It stands beside the database, which no version control takes back, and so tells a state that
/// went back. It only warns: whatever cannot be read or written is as if there were none.
struct AppliedSerials {
  private let path: String

  /// `path` is that of the file, one object a line.
  init(path: String) { self.path = path }

  /// The serial of a lineage; `nil` when none is known.
  func highest(of lineage: Lineage) -> Serial? { all()[lineage] }

  /// Notes what an apply has recorded.
  func record(_ serial: Serial, of lineage: Lineage) {
    var serials = all()
    guard serials[lineage].map({ $0 < serial }) ?? true else { return }
    serials[lineage] = serial
    var writer = JSONWriter()
    for (lineage, serial) in serials.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.object { writer in
        writer.member("lineage", lineage.rawValue)
        writer.member("serial", serial.rawValue)
      }
      writer.newline()
    }
    let file = URL(fileURLWithPath: path)
    guard (try? Data(writer.bytes).write(to: file, options: .atomic)) != nil else { return }
    chmod(path, 0o600)
  }

  private func all() -> [Lineage: Serial] {
    guard let bytes = try? Files.read(path, limit: 1 << 20) else { return [:] }
    let entries = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let json = try? JSONParser.parse(line)
      return json?["lineage"]?.string.flatMap { lineage in
        json?["serial"]?.integer.map { (Lineage(lineage), Serial($0)) }
      }
    }
    return Dictionary(entries) { max($0, $1) }
  }
}
