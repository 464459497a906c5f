import ArgumentParser
import Diagnostics
import Foundation
import Model
import Reporting
import State

extension StateCommand {
  struct Repair: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "repair",
      abstract: "Replace a damaged state by what is sound in it.",
      discussion: """
        The damaged files are kept beside it. Nothing is guessed: what is lost is said.

        With --merge OTHER two sound states that grew from one, the sides of a git merge, become one. An \
        address that only one side changed since --base is as that side has it. Where both did, what \
        they agree on stays, and the next plan sends the rest again.
        """
    )

    @Option(
      help: ArgumentHelp("Merge this other state into the one in place.", valueName: "file"),
      completion: .file()
    )
    var merge: String?

    @Option(
      help: ArgumentHelp("With --merge: the state that both grew from.", valueName: "file"),
      completion: .file()
    )
    var base: String?

    @OptionGroup(title: "State") var stateOptions: StateOptions
    @OptionGroup(title: "Target") var target: TargetOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
      if base != nil && merge == nil { throw ValidationError("--base is for --merge.") }
    }

    func run() async throws {
      let console = output.console
      if let merge { return try await run(merging: merge, console) }
      let store = try stateOptions.existing()
      let isDryRun = dryRun.dryRun
      let repair = try await store.repair(
        holder: LockHolder.current(command: "state repair"),
        timeout: stateOptions.lockTimeout.duration,
        lineage: Lineage(UUID().uuidString.lowercased()),
        endpoint: try target.given()
      ) { inspection in
        console.report(inspection.problems)
        for line in SafeText.lines(Self.description(of: inspection)) { console.print(line) }
        return !isDryRun
      }
      if repair.inspection.isSound {
        console.print("\(store.path) is sound: there is nothing to repair.")
      } else if let serial = repair.serial {
        let lost = repair.inspection.lost.count + repair.inspection.missing
        let loss = lost == 0 ? "" : ", with \(lost) \(lost == 1 ? "entry" : "entries") lost"
        console.print(
          "Repaired\(loss): \(store.path) is at serial \(serial) now. The damaged files are kept as "
            + repair.setAside.joined(separator: ", ") + "."
        )
      } else {
        console.print("Nothing was changed.")
      }
    }

    private func run(merging other: String, _ console: Console) async throws {
      let store = try stateOptions.existing()
      let isDryRun = dryRun.dryRun
      let merge = try await store.merge(
        other,
        base: base,
        holder: LockHolder.current(command: "state repair --merge"),
        timeout: stateOptions.lockTimeout.duration
      ) { merge in
        let text = MergeText(merge: merge, ours: store.path, theirs: other, base: base)
        for line in SafeText.lines(text.description(listsAll: output.verbose)) {
          console.print(line)
        }
        return !isDryRun
      }
      if let serial = merge.serial {
        console.print(
          "Merged: \(store.path) is at serial \(serial) now; the one before is kept as .backup."
        )
      } else {
        console.print("Nothing was changed.")
      }
    }

    /// What is left of a header, and what its loss means.
    private static func header(_ salvage: PriorState) -> [String] {
      let kept = [
        salvage.lineage.map { "lineage \($0), serial \(salvage.serial)" },
        salvage.endpoint.map { "endpoint \($0)" }, salvage.team.map { "team \($0)" },
      ].compactMap(\.self)
      var lines = [
        kept.isEmpty
          ? "Nothing of the first line can be read."
          : "Of the first line can be read: \(kept.joined(separator: ", "))."
      ]
      if salvage.lineage == nil {
        lines.append(
          "Lineage or serial is lost: a new lineage begins, and plans saved before are void."
        )
      }
      if salvage.endpoint == nil { lines.append("The endpoint is lost.") }
      if salvage.team == nil {
        lines.append("The team is lost, if it had one: the next apply takes that of its API key.")
      }
      if salvage.unsettled.isEmpty {
        lines.append("Creations that were never settled may be lost: they would be planned anew.")
      }
      return lines
    }

    private static func description(of inspection: StateInspection) -> String {
      let sound = inspection.salvage.contacts.count
      var lines = [sound == 1 ? "1 contact is sound." : "\(sound) contacts are sound."]
      if inspection.isHeaderLost {
        lines += header(inspection.salvage)
      } else if inspection.salvage.lineage == nil {
        lines.append("A new lineage begins, and plans saved before are void.")
      }
      if inspection.foldedEntries > 0 {
        lines.append("\(inspection.foldedEntries) entries of the journal are folded in.")
      }
      for address in inspection.joined {
        lines.append("\(address) was there twice: what both agree on is kept.")
      }
      for address in inspection.contradictory {
        lines.append("\(address) was there twice with different ids: neither is kept.")
      }
      for address in inspection.renamed {
        lines.append("\(address) shares its contact with another address: neither is kept.")
      }
      for line in inspection.lost {
        let names = [line.address?.description, line.id?.rawValue].compactMap(\.self)
        let name = names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
        lines.append("\(line.file):\(line.line)\(name) cannot be read and is lost.")
      }
      if inspection.missing > 0 {
        let contacts = inspection.missing == 1 ? "1 contact" : "\(inspection.missing) contacts"
        lines.append("By the state's own count, \(contacts) of it cannot be found any more.")
      }
      return lines.joined(separator: "\n")
    }
  }
}
