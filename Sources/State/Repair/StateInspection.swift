package import Diagnostics
package import Model

/// The content of a state and its journal, valid or not: the basis of a repair.
package struct StateInspection: Equatable, Sendable {
  /// A line that holds nothing that could be kept.
  package struct LostLine: Hashable, Sendable {
    /// The path of the state file or its journal.
    package let file: String
    /// The number of the line, 1-based.
    package let line: Int
    /// The address of the line's contact, if it is still readable.
    package let address: Address?
    /// The id of the contact in the CRM, if it is still readable.
    package let id: ContactID?

    package init(file: String, line: Int, address: Address?, id: ContactID? = nil) {
      self.file = file
      self.line = line
      self.address = address
      self.id = id
    }
  }

  /// Everything that is wrong, in the order of the files and their lines; empty
  /// when both are valid.
  package let problems: [Diagnostic]
  /// Everything valid, with the journal's entries applied.
  ///
  /// Lineage and endpoint are `nil` when they cannot be read.
  package let salvage: PriorState
  /// Whether the state's first line is damaged, so that what `salvage` lacks of it is lost.
  package let isHeaderLost: Bool
  /// How many entries of the journal `salvage` contains.
  package let foldedEntries: Int
  /// Contacts that were recorded twice with differences, sorted.
  ///
  /// Only what the records agree on is kept, and the next plan sends the rest again.
  package let joined: [Address]
  /// Addresses that were recorded twice, for two contacts of the CRM, sorted.
  ///
  /// Neither record is kept, and the next plan asks for the contacts anew.
  package let contradictory: [Address]
  /// Addresses that share a contact of the CRM because one side of a merge renamed it, sorted.
  ///
  /// No record is kept, so that removing one cannot delete the other, and the next plan asks
  /// for the contacts anew.
  package let renamed: [Address]
  package let lost: [LostLine]
  /// How many contacts the state's own count includes that are neither there nor lost.
  package let missing: Int

  /// Whether the files hold nothing of a state, so that no repair can make a state of them.
  package var isSomethingElse: Bool {
    isHeaderLost && salvage.contacts.isEmpty && salvage.endpoint == nil && salvage.team == nil
      && salvage.lineage == nil && problems.contains { $0.code == .notAState }
  }

  /// Whether the files once held contacts, none of which can be kept.
  package let isEverythingLost: Bool

  /// Whether there is nothing to repair.
  package var isSound: Bool { problems.isEmpty }
}
