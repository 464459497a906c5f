package import Diagnostics
package import Model

/// What a state and its journal hold, sound or not: the ground of a repair.
package struct StateInspection: Equatable, Sendable {
  /// A line that holds nothing that could be kept.
  package struct LostLine: Hashable, Sendable {
    /// The state file or its journal.
    package let file: String
    /// 1-based.
    package let line: Int
    /// Whose it was, where that can still be read.
    package let address: Address?
    /// The id of the contact in the CRM, where that can still be read.
    package let id: ContactID?

    package init(file: String, line: Int, address: Address?, id: ContactID? = nil) {
      self.file = file
      self.line = line
      self.address = address
      self.id = id
    }
  }

  /// Everything that is wrong, in the order of the files and their lines; empty when both are sound.
  package let problems: [Diagnostic]
  /// All that is sound, the journal's entries folded in; lineage and endpoint are `nil` when they
  /// cannot be read.
  package let salvage: PriorState
  /// Whether there is a state whose first line cannot be read whole, so that what `salvage` lacks of it is lost.
  package let isHeaderLost: Bool
  /// How many entries of the journal are in it.
  package let foldedEntries: Int
  /// Contacts that were recorded twice and differ, sorted.
  ///
  /// Only what the records agree on is kept, and the next plan sends the rest again.
  package let joined: [Address]
  /// Contacts that were recorded twice, as two contacts of the CRM, sorted.
  ///
  /// Neither is kept, and the next plan asks for them anew.
  package let contradictory: [Address]
  /// Addresses of contacts of the CRM that stand under two of them, as one side of a merge renamed them, sorted.
  ///
  /// None is kept, so that removing one cannot delete the other, and the next plan asks for them anew.
  package let renamed: [Address]
  package let lost: [LostLine]
  /// How many contacts the state's own count speaks of beside those that are there or lost.
  package let missing: Int

  /// Whether nothing in the files is of a state: they are something else, and no repair can make a state of them.
  package var isSomethingElse: Bool {
    isHeaderLost && salvage.contacts.isEmpty && salvage.endpoint == nil && salvage.team == nil
      && salvage.lineage == nil && problems.contains { $0.code == .notAState }
  }

  /// Whether there were contacts, as far as the files tell, and none of them can be kept.
  package let isEverythingLost: Bool

  /// Whether there is nothing to repair.
  package var isSound: Bool { problems.isEmpty }
}
