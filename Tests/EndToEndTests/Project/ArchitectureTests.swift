import Foundation
import TestSupport
import Testing

/// The page on the architecture is true: its table of modules is what the package is built of.
@Suite struct ArchitectureTests {
  private static let repository = Workspace(path: Workspace.repository)

  /// What each module of the table may import.
  private static func table() throws -> [String: Set<String>] {
    let page = try repository.read("Sources/roster/roster.docc/Architecture.md")
    let rows = page.matches(of: /(?m)^\| `(\w+)` \| [^|]+ \| ?([^|]*)\|$/)
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let imports = row.output.2.matches(of: /`(\w+)`/).map { String($0.output.1) }
        return (String(row.output.1), Set(imports))
      }
    )
  }

  /// The modules under `Sources` that are not system libraries.
  private static func modules() throws -> Set<String> {
    let folder = repository.path + "/Sources"
    return Set(
      try FileManager.default.contentsOfDirectory(atPath: folder).filter {
        !repository.exists("Sources/\($0)/module.modulemap")
      }
    )
  }

  @Test func `the table has the package's modules and what each depends on`() throws {
    let package = try Self.repository.read("Package.swift")
    let modules = try Self.modules()
    let table = try Self.table()
    #expect(modules.count > 12)
    #expect(Set(table.keys) == modules)
    for target in package.components(separatedBy: "arget(").dropFirst() {
      guard let name = target.firstMatch(of: /^\s*name: "(\w+)"/)?.output.1,
        modules.contains(String(name))
      else { continue }
      let list = target.firstMatch(of: /(?s)dependencies: \[(.*?)\]/)?.output.1 ?? ""
      let own = list.replacing(/product\([^)]*\)/, with: "").matches(of: /"(\w+)"/)
      #expect(table[String(name)] == Set(own.map { String($0.output.1) }), "\(name)")
    }
  }

  @Test func `each module imports what its row allows, and nothing of the others`() throws {
    let table = try Self.table()
    let libraries = try FileManager.default.contentsOfDirectory(
      atPath: Self.repository.path + "/Sources"
    )
    var imports = 0
    for (module, allowed) in table {
      let folder = URL(fileURLWithPath: Self.repository.path + "/Sources/" + module)
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for found in text.matches(of: /(?m)^\s*(?:package |public )?import (\w+)/) {
          let name = String(found.output.1)
          guard libraries.contains(name) else { continue }
          imports += 1
          #expect(allowed.contains(name), "\(module)/\(file.lastPathComponent) imports \(name)")
        }
      }
    }
    #expect(imports > 300)
  }
}
