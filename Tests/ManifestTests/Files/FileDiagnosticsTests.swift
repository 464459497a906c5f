import Diagnostics
import Foundation
import Manifest
import Model
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct FileDiagnosticsTests {
  @Test(arguments: [
    DiagnosticCase("file-empty", ""),
    DiagnosticCase("folder-empty", files: [("notes.txt", "x"), (".hidden.yaml", "x")]),
    DiagnosticCase(
      "two-files",
      files: [("b.yaml", "contacts: {a@example.com: {phone: x}}"), ("a/c.yml", "version: 2")]
    ),
  ])
  func `files that are wrong as such are said`(_ testCase: DiagnosticCase) throws {
    try testCase.check()
  }

  private func codes(_ paths: [String]) -> [String] {
    ManifestReader.read(paths.map(ManifestInput.path)).diagnostics.map { diagnostic in
      "\(diagnostic.severity) \(diagnostic.code)"
    }
  }

  @Test func `a missing file is an error with a hint`() throws {
    try withTemporaryDirectory { folder in
      let result = ManifestReader.read([.path("\(folder)/none.yaml")])
      #expect(result.desired == nil)
      let diagnostic = try #require(result.diagnostics.first)
      #expect(diagnostic.code == .fileNotFound)
      #expect(diagnostic.message == "There is no file or folder `\(folder)/none.yaml`.")
      #expect(diagnostic.hint != nil)
    }
  }

  @Test func `a file that may not be read is an error`() throws {
    try withTemporaryDirectory { folder in
      let path = "\(folder)/a.yaml"
      try Data("contacts: {}".utf8).write(to: URL(fileURLWithPath: path))
      chmod(path, 0)
      // Root reads everything.
      #expect(codes([path]) == (geteuid() == 0 ? [] : ["error R0121"]))
    }
  }

  @Test func `a link out of the folder is an error, and what is wrong behind it is not said`()
    throws
  {
    try withTemporaryDirectory { folder in
      let manifests = folder + "/contacts"
      try FileManager.default.createDirectory(atPath: manifests, withIntermediateDirectories: true)
      try Data("secret: [unclosed\n".utf8).write(to: URL(fileURLWithPath: folder + "/secret"))
      try Data("contacts: {a@example.com: {}}".utf8)
        .write(to: URL(fileURLWithPath: manifests + "/a.yaml"))
      #expect(symlink("../secret", manifests + "/b.yaml") == 0)
      #expect(symlink("a.yaml", manifests + "/c.yaml") == 0)
      let refused = ManifestReader.read([.path(manifests)])
      expectGolden(refused.diagnostics, "link-out", replacing: [folder + "/": ""])
      let followed = ManifestReader.read([.path(manifests)], followLinks: true)
      expectGolden(followed.diagnostics, "link-followed", replacing: [folder + "/": ""])
      let named = ManifestReader.read([.path(manifests + "/b.yaml")])
      #expect(named.diagnostics.map(\.code) == [.linkedFileUnsound])
    }
  }

  @Test func `what the system does not let read is an error with its reason`() throws {
    try withTemporaryDirectory { folder in
      #expect(symlink("a.yaml", "\(folder)/a.yaml") == 0)
      let diagnostics = ManifestReader.read([.path("\(folder)/a.yaml")]).diagnostics
      #expect(diagnostics.map(\.code) == [.fileUnreadable])
      expectGolden(diagnostics, "file-unreadable", replacing: [folder + "/": ""])
    }
  }

  /// The small file is read before the large one, which declares its company, and once more after it.
  @Test func `a file that changes between two readings is an error`() throws {
    try withTemporaryDirectory { folder in
      let people = (0..<2000).map { "  p\($0)@example.com: {firstName: P}\n" }.joined()
      let large = "companies: {acme: {domain: acme.example}}\ncontacts:\n" + people
      try Data(large.utf8).write(to: URL(fileURLWithPath: "\(folder)/large.yaml"))
      let replacing = FileReplacing(
        path: "\(folder)/small.yaml",
        texts: ["Anna", "Hanna"].map {
          "contacts: {a@example.com: {firstName: \($0), company: acme}}"
        }
      )
      defer { replacing.stop() }
      let width = ReadingWidth(parts: 1, leastSize: 1 << 20, keptBytes: 0)
      for _ in 0..<500 {
        let result = ManifestReader.read([.path(folder)], width: width)
        guard !result.diagnostics.isEmpty else { continue }
        #expect(result.desired == nil)
        #expect(result.diagnostics.map(\.code) == [.fileChanged])
        expectGolden(result.diagnostics, "file-changed", replacing: [folder + "/": ""])
        return
      }
      Issue.record("no reading met a change")
    }
  }

  @Test func `pipes and devices are refused without waiting for them`() throws {
    try withTemporaryDirectory { folder in
      #expect(mkfifo("\(folder)/a.yaml", 0o600) == 0)
      #expect(codes(["\(folder)/a.yaml"]) == ["error R0122"])
      #expect(codes([folder]) == ["error R0122"])
      #expect(codes(["/dev/zero"]) == ["error R0122"])
    }
  }

  @Test func `a broken link in a folder is an error`() throws {
    try withTemporaryDirectory { folder in
      #expect(symlink("nowhere", "\(folder)/a.yaml") == 0)
      let diagnostics = ManifestReader.read([.path(folder)]).diagnostics
      #expect(diagnostics.map(\.code) == [.fileNotFound])
      #expect(
        diagnostics.first?.message
          == "`\(folder)/a.yaml` is a link to something that is not there."
      )
    }
  }

  @Test func `links in circles end, and what they lead to is read once`() throws {
    try withTemporaryDirectory { folder in
      let inner = "\(folder)/inner"
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
      #expect(symlink("..", "\(inner)/up") == 0)
      try Data("contacts: {a@example.com: {}}".utf8).write(
        to: URL(fileURLWithPath: "\(inner)/a.yaml")
      )
      let result = ManifestReader.read([.path(folder)])
      #expect(result.desired?.contacts.count == 1)
      #expect(result.diagnostics.isEmpty)
    }
  }

  @Test func `a file given twice is read once, with a warning`() throws {
    try withTemporaryDirectory { folder in
      let path = "\(folder)/a.yaml"
      try Data("contacts: {a@example.com: {}}".utf8).write(to: URL(fileURLWithPath: path))
      let result = ManifestReader.read([.path(path), .path(folder)])
      #expect(result.desired?.contacts.count == 1)
      #expect(result.diagnostics.map(\.code) == [.fileTwice])
    }
  }

  @Test func `a file beyond the size limit is refused unread`() throws {
    try withTemporaryDirectory { folder in
      let path = "\(folder)/a.yaml"
      let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
      #expect(ftruncate(descriptor, off_t(2 << 30) + 1) == 0)
      close(descriptor)
      #expect(codes([path]) == ["error R0124"])
      expectGolden(
        ManifestReader.read([.path(path)]).diagnostics,
        "file-too-large",
        replacing: [folder + "/": ""]
      )
    }
  }

  @Test func `a folder's files come in path order, hidden ones left out`() throws {
    try withTemporaryDirectory { folder in
      let names = ["b.yaml", "a/z.yml", "a/b/c.yaml", "a.yaml", ".x/d.yaml", "e.json", ".f.yaml"]
      for (index, name) in names.enumerated() {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(),
          withIntermediateDirectories: true
        )
        try Data("contacts: {c\(index)@example.com: {}}".utf8).write(to: url)
      }
      let result = ManifestReader.read([.path(folder + "/")])
      let paths = result.desired?.files.map { $0.path.replacing(folder + "/", with: "") }
      #expect(paths == ["a.yaml", "a/b/c.yaml", "a/z.yml", "b.yaml"])
      let file = try #require(result.desired?.files.first)
      #expect(file.sha256.count == 64)
    }
  }

  @Test func `beyond a thousand problems the rest is counted`() {
    let yaml = "contacts:\n" + (0..<5_000).map { "  k\($0): {}\n" }.joined()
    let result = read(yaml)
    #expect(result.diagnostics.count == 1_001)
    #expect(result.diagnostics.first?.location?.line == 2)
    #expect(result.diagnostics[999].location?.line == 1_001)
    #expect(result.diagnostics.last?.code == .tooManyProblems)
    #expect(result.diagnostics.last?.message == "There are 4000 more errors.")
    #expect(result.counts == DiagnosticCounts(errors: 5_000, warnings: 0))
    expectGolden(result.diagnostics.suffix(2), "too-many-problems")
  }

  @Test func `errors are said before warnings, and both are counted`() {
    let errors = (0..<600).map { "  k\($0): {}\n" }.joined()
    let warnings = (0..<4_400).map { "  w\($0)@example.com: {timezone: Mars/\($0)}\n" }.joined()
    let result = read("contacts:\n" + warnings + errors)
    #expect(result.diagnostics.count == 1_001)
    #expect(result.diagnostics.last?.message == "There are 4000 more warnings.")
    #expect(result.diagnostics.last?.severity == .warning)
    #expect(result.counts == DiagnosticCounts(errors: 600, warnings: 4_400))
  }

  @Test func `very many warnings do not make a manifest invalid`() {
    let warnings = (0..<1_001).map { "  w\($0)@example.com: {timezone: Mars/\($0)}\n" }.joined()
    let result = read("contacts:\n" + warnings)
    #expect(result.desired?.contacts.count == 1_001)
    #expect(!result.diagnostics.containsError)
    #expect(result.diagnostics.last?.message == "There is 1 more warning.")
  }

  @Test func `of errors and warnings beyond those that are said each is counted`() {
    let lines = (0..<1_500).map {
      "  k\($0): {}\n  w\($0)@example.com: {timezone: Mars/\($0)}\n"
    }
    let result = read("contacts:\n" + lines.joined())
    #expect(result.diagnostics.last?.message == "There are 500 more errors and 1500 more warnings.")
    #expect(result.counts == DiagnosticCounts(errors: 1_500, warnings: 1_500))
  }
}

/// Puts one text after the other in a file's place, each as a whole, until it is stopped.
private final class FileReplacing: Sendable {
  private let isStopped = Mutex(false)
  private let ended = DispatchSemaphore(value: 0)

  init(path: String, texts: [String]) {
    let replace: @Sendable (String) -> Void = { text in
      try? Data(text.utf8).write(to: URL(fileURLWithPath: path.replacing(".yaml", with: "-next")))
      rename(path.replacing(".yaml", with: "-next"), path)
    }
    replace(texts[0])
    Thread.detachNewThread {
      var count = 0
      while !self.isStopped.withLock({ $0 }) {
        count += 1
        replace(texts[count % texts.count])
      }
      self.ended.signal()
    }
  }

  func stop() {
    isStopped.withLock { $0 = true }
    ended.wait()
  }
}
