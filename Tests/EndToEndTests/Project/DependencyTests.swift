import Foundation
import TestSupport
import Testing

/// What a fresh clone has to fetch and to compile before its first plan.
@Suite struct DependencyTests {
  private struct Resolved: Decodable {
    struct Pin: Decodable { let identity: String }
    let pins: [Pin]
  }

  /// The modules whose objects a product of this build is linked of.
  private static func modules(of product: String) throws -> Set<String> {
    let folder = URL(fileURLWithPath: Workspace.binary).deletingLastPathComponent()
    let list = try String(
      contentsOf: folder.appendingPathComponent(product + ".product/Objects.LinkFileList"),
      encoding: .utf8
    )
    return Set(
      list.split(separator: "\n").compactMap { path in
        path.split(separator: "/").last { $0.hasSuffix(".build") }.map { String($0.dropLast(6)) }
      }
    )
  }

  @Test func `no package and no module of another's is built but those that are listed`() throws {
    let repository = Workspace(path: Workspace.repository)
    let resolved = try JSONDecoder().decode(
      Resolved.self,
      from: Data(try repository.read("Package.resolved").utf8)
    )
    let own = try ["Sources", "Tests", "Tests/Bench"].flatMap {
      try FileManager.default.contentsOfDirectory(atPath: repository.path + "/" + $0)
    }
    let program = try Self.modules(of: "roster").subtracting(own)
    let tests = try Self.modules(of: "rosterPackageTests").subtracting(own)
      .subtracting(program).subtracting(["rosterPackageDiscoveredTests", "rosterPackageTests"])
    #expect(program.contains("Hummingbird"), "the list of objects was not read")
    let sections: [(String, [String])] = [
      ("Packages that are fetched:", resolved.pins.map(\.identity)),
      ("Modules in the program:", Array(program)),
      ("Modules in the tests alone:", Array(tests)),
    ]
    let text = sections.map { title, names in
      ([title] + names.sorted().map { "  " + $0 }).joined(separator: "\n") + "\n"
    }
    expectGolden(text.joined(separator: "\n"), "dependencies.txt")
  }

  @Test func `each package that the manifest names is used by some target`() throws {
    let manifest = try Workspace(path: Workspace.repository).read("Package.swift")
    let address = /url: "[^"]*\/([^"\/]+?)(\.git)?"/
    let named = manifest.matches(of: address).map { String($0.output.1) }
    #expect(named.count > 5)
    for package in named {
      #expect(manifest.contains(", \"\(package)\")"), "no target needs a product of \(package)")
    }
  }

  @Test func `the quick start and the tests share one build`() throws {
    let repository = Workspace(path: Workspace.repository)
    // Whatever else would be given to the one and not to the other makes two builds of them.
    let known: Set = [
      "--build-tests", "--explicit-target-dependency-import-check", "--package-path", "--product",
      "--show-bin-path",
    ]
    for script in ["examples/quickstart.sh", "Tests/run.sh"] {
      let builds = try repository.read(script).split(separator: "\n").filter {
        $0.contains("swift build")
      }
      #expect(!builds.isEmpty)
      for build in builds {
        let options = build.split(whereSeparator: { " )\"".contains($0) }).map(String.init)
          .filter { $0.hasPrefix("-") }
        #expect(known.isSuperset(of: options), "\(script): \(build)")
      }
    }
  }
}
