import Diagnostics
import Dispatch
import Foundation
import Manifest
import Model
import State

/// What is fed, and what must hold of whatever comes out.
enum Reader: String {
  case manifest
  case state

  /// The one that FUZZ_READER names.
  static let named: Reader = {
    let name = ProcessInfo.processInfo.environment["FUZZ_READER"] ?? ""
    guard let reader = Reader(rawValue: name) else {
      preconditionFailure("FUZZ_READER must be manifest or state")
    }
    return reader
  }()

  /// Ends the process when something does not hold.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .manifest: Self.readManifest(bytes)
    case .state: Self.readStates(bytes)
    }
  }

  // MARK: Manifest

  private static func readManifest(_ bytes: [UInt8]) {
    let result = ManifestReader.read([.standardInput(bytes)])
    precondition((result.desired == nil) == result.diagnostics.containsError)
    precondition(result.diagnostics.count <= 1_001)
    let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
    for diagnostic in result.diagnostics {
      guard let location = diagnostic.location else { continue }
      precondition(location.line >= 1 && location.column >= 1, "a place before the text")
      // UTF-16 has more line breaks than its bytes show.
      precondition(
        location.line <= lines || bytes.starts(with: [0xFE]) || bytes.starts(with: [0xFF]),
        "a place behind the text"
      )
      if let excerpt = diagnostic.excerpt {
        precondition(excerpt.caretOffset <= excerpt.line.unicodeScalars.count)
      }
    }
    guard let desired = result.desired else { return }
    for contact in desired.contacts {
      precondition(!contact.attributes.keys.isEmpty, "a contact without an identifier")
      precondition(contact.attributes.keys.count == contact.attributePositions.count)
    }
    for (before, after) in zip(desired.contacts, desired.contacts.dropFirst()) {
      precondition(before.address < after.address, "contacts are sorted, none twice")
    }
  }

  // MARK: State

  /// A line of this alone parts a state from its journal.
  private static let separator = Array("\n--journal--\n".utf8)

  private static func readStates(_ bytes: [UInt8]) {
    var state = bytes
    var journal: [UInt8]?
    if let range = bytes.firstRange(of: separator) {
      state = Array(bytes[..<range.lowerBound]) + [0x0A]
      journal = Array(bytes[range.upperBound...])
    }
    readState(state, journal)
    // Nearly every change ends at the digest; with a digest that fits it gets further.
    if let sealed = sealed(state) { readState(sealed, journal) }
  }

  /// The same with a last line that fits, the counts of the header and of the lines aside.
  private static func sealed(_ state: [UInt8]) -> [UInt8]? {
    guard let end = state.dropLast().lastIndex(of: 0x0A) else { return nil }
    let content = state[...end]
    let count = content.count { $0 == 0x0A } - 1
    let digest = hexadecimal(SHA256.digest(of: Array(content)))
    let footer = "{\"count\":\(count),\"sha256\":\"\(digest)\"}\n"
    return Array(content) + Array(footer.utf8)
  }

  private static let folder: String = {
    let memory = "/dev/shm"
    let base = FileManager.default.fileExists(atPath: memory) ? memory : NSTemporaryDirectory()
    return base + "/roster-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  }()

  private static func readState(_ state: [UInt8], _ journal: [UInt8]?) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let path = folder + "/roster.state.jsonl"
      try Data(state).write(to: URL(fileURLWithPath: path))
      if let journal { try Data(journal).write(to: URL(fileURLWithPath: path + ".journal")) }
      waiting { await check(StateStore(path: path)) }
    } catch {
      preconditionFailure("the input cannot be written: \(error)")
    }
  }

  private static func check(_ store: StateStore) async {
    do {
      let first = try await store.read()
      let contacts = try first.prior.contacts.all()
      for (before, after) in zip(contacts, contacts.dropFirst()) {
        precondition(before.address < after.address, "contacts are sorted, none twice")
      }
      let second = try await store.read()
      precondition(second == first, "reading changes nothing")
      let inspection = try await store.inspect()
      // Reading is quick and takes what the digest vouches for; looking closer may find more to say, such
      // as line ends that were converted before the digest was made.
      let salvaged = try inspection.salvage.contacts.all()
      if inspection.isSound { precondition(salvaged == contacts) }
    } catch {
      precondition((error as? StateError)?.diagnostics.isEmpty == false, "\(error)")
    }
    do {
      let repair = try await store.repair(
        holder: LockHolder.current(command: "fuzz"),
        lineage: Lineage("0f8fad5b-d9cb-469f-a165-70867728950e"),
        endpoint: "https://crm.example.com/api",
        confirm: { _ in true }
      )
      guard repair.serial != nil else { return }
      let repaired = try await store.read().prior
      precondition(repaired.serial == repair.serial)
      precondition(repaired.contacts.count == repair.inspection.salvage.contacts.count)
    } catch {
      // Only what no repair may touch, such as a state of a newer version, is refused.
      precondition((error as? StateError) != nil, "\(error)")
    }
  }

  /// libFuzzer calls from the main thread and waits; the work is done on others.
  private static func waiting(_ body: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await body()
      done.signal()
    }
    done.wait()
  }
}

#if FUZZING
  /// What libFuzzer calls with each input; its own `main`, which is linked and not used, wants this name.
  @_cdecl("LLVMFuzzerTestOneInput")
  func readInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    Reader.named.read(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
#endif
