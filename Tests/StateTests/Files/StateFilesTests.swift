import Diagnostics
import Foundation
import Model
import State
import TestSupport
import Testing

/// Modes, links, and what else stands where a state should.
@Suite(.serialized) struct StateFilesTests {
  @Test(arguments: [0o000, 0o077, 0o777] as [mode_t])
  func `all files are for their owner alone, whatever the umask`(mask: mode_t) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      let old = umask(mask)
      defer { umask(old) }
      try await apply([.put(contact("ada"))], to: path)
      try await apply([.put(contact("bob"))], to: path)
      try await interruptedApply([.put(contact("eve"))], to: path)
      for suffix in ["", ".backup", ".journal", ".lock"] {
        #expect(try mode(path + suffix) == 0o600, "\(suffix)")
      }
    }
  }

  @Test func `a state out of version control gets its mode back with its backup`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      for suffix in ["", ".lock"] {
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o644],
          ofItemAtPath: path + suffix
        )
      }
      try await apply([.put(contact("bob"))], to: path)
      for suffix in ["", ".backup", ".lock"] { #expect(try mode(path + suffix) == 0o600) }
    }
  }

  @Test func `a backup is copied where files have one name only`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let first = try content(path)
      let system = FaultyFileSystem(refusing: ["link": EPERM])
      try await apply([.put(contact("bob"))], to: path, fileSystem: system)
      #expect(try content(path + ".backup") == first)
      #expect(try mode(path + ".backup") == 0o600)
      #expect(!exists(path + ".backup.tmp"))
      #expect(try await read(path).contacts.count == 2)
    }
  }

  @Test func `what killed runs left behind is removed`() async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      for suffix in [".tmp", ".backup.tmp"] { try write("half a st", to: path + suffix) }
      #expect(try await read(path).contacts.count == 1)
      try await StateStore(path: path).withExclusiveLock(holder: holder) { _ in }
      #expect(try files(in: folder) == ["s.jsonl", "s.jsonl.lock"])
    }
  }

  @Test func `a link to a state in the same folder is the state`() async throws {
    try await withTemporaryDirectory { folder in
      let link = folder + "/current.jsonl"
      for target in ["real.jsonl", folder + "/real.jsonl", "./real.jsonl"] {
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        try await apply([.put(contact("ada"))], to: link)
        #expect(try await read(folder + "/real.jsonl").contacts.count == 1)
        #expect(try files(in: folder) == ["current.jsonl", "real.jsonl", "real.jsonl.lock"])
        try FileManager.default.removeItem(atPath: link)
      }
    }
  }

  @Test(arguments: ["../outside.jsonl", "/outside/s.jsonl", "s.jsonl", "..", "sub/s.jsonl"])
  func `a link out of the folder, or in a circle, is not followed`(target: String) async throws {
    try await withTemporaryDirectory { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/in/sub",
        withIntermediateDirectories: true
      )
      let path = folder + "/in/s.jsonl"
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
      let reading = await #expect(throws: StateError.self) { try await read(path) }
      let writing = await #expect(throws: StateError.self) {
        try await apply([.put(contact("ada"))], to: path)
      }
      for error in [reading, writing] {
        #expect(error?.code == .stateLink)
        #expect(error?.diagnostics.first?.message.contains(path) == true)
        if target.hasPrefix("../") {
          // As it can be typed, wherever the state is.
          let hint = "Name the file itself:\n  --state \(folder)/in/../outside.jsonl"
          #expect(error?.diagnostics.first?.hint == hint)
        }
      }
      #expect(!exists(folder + "/outside.jsonl"))
      #expect(try files(in: folder + "/in") == ["s.jsonl", "sub"])
    }
  }

  @Test(arguments: [".journal", ".lock", ".tmp", ".backup", ".backup.tmp"])
  func `a link beside the state is never written through`(suffix: String) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/s.jsonl"
      try await apply([.put(contact("ada"))], to: path)
      let victim = folder + "/victim"
      try write("precious", to: victim)
      // A lock file stands there already.
      try? FileManager.default.removeItem(atPath: path + suffix)
      try FileManager.default.createSymbolicLink(
        atPath: path + suffix,
        withDestinationPath: victim
      )
      do {
        try await apply([.put(contact("bob"))], to: path)
        #expect(suffix != ".journal" && suffix != ".lock")
      } catch let error as StateError {
        #expect(error.code == .stateLink)
        #expect(suffix == ".journal" || suffix == ".lock")
      }
      #expect(try content(victim) == "precious")
    }
  }

  @Test func `a folder, a pipe and a missing folder are told apart`() async throws {
    try await withTemporaryDirectory { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      try FileManager.default.createDirectory(
        atPath: folder + "/folder",
        withIntermediateDirectories: false
      )
      for name in ["pipe", "folder"] {
        let error = await #expect(throws: StateError.self) { try await read(folder + "/" + name) }
        #expect(error?.code == .stateNotRegular)
      }
      #expect(try files(in: folder) == ["folder", "pipe"])
      let path = folder + "/missing/s.jsonl"
      let reading = await #expect(throws: StateError.self) { try await read(path) }
      let writing = await #expect(throws: StateError.self) { try await apply([], to: path) }
      for error in [reading, writing] {
        #expect(error?.code == .stateFolderMissing)
        #expect(error?.diagnostics.first?.message.contains(folder + "/missing") == true)
      }
    }
  }

  @Test(arguments: ["contacts:\n  ada: {}\n", "{}", "\u{FEFF}# notes\n"])
  func `beside a file that is no state, nothing appears`(_ text: String) async throws {
    try await withTemporaryDirectory { folder in
      let path = folder + "/roster.yaml"
      try write(text, to: path)
      let store = StateStore(path: path)
      let errors = [
        await #expect(throws: StateError.self) { _ = try await store.read() },
        await #expect(throws: StateError.self) { try await apply([], to: path) },
        await #expect(throws: StateError.self) {
          _ = try await store.repair(holder: holder, lineage: Lineage("l"), endpoint: nil) { _ in
            true
          }
        },
      ]
      #expect(errors.map { $0?.code } == [.notAState, .notAState, .notAState])
      #expect(try files(in: folder) == ["roster.yaml"])
      #expect(try content(path) == text)
    }
  }
}
