package import Diagnostics
package import Model

/// What was read, how it was understood, and what became of each row.
package struct ImportReport: Hashable, Sendable {
  /// What one column, or one property of vCards, becomes.
  package struct Column: Hashable, Sendable {
    /// As the file has it.
    package let name: String
    /// Such as `email`, `custom.tier` or `company`; `nil` when it is left out.
    package let target: String?
    /// The field that its name nearly is, where it is left out.
    package let suggestion: String?
    /// The rows of CSV that have a value in a column that is left out.
    package var left: RowLines

    package init(
      name: String,
      target: String?,
      suggestion: String? = nil,
      left: RowLines = RowLines()
    ) {
      self.name = name
      self.target = target
      self.suggestion = suggestion
      self.left = left
    }
  }

  /// One file as it was understood.
  package struct File: Hashable, Sendable {
    package let name: String
    /// Such as `HubSpot's export` or `vCard`.
    package let format: String
    /// Such as `UTF-8`.
    package let encoding: String
    /// `nil` for vCards.
    package let delimiter: Character?
    /// Rows above the header of CSV, which are not imported.
    package let preface: RowLines
    /// In the file's order; for vCards in the order of appearance.
    package let columns: [Column]
    /// Rows or cards with anything in them.
    package let rows: Int
  }

  /// A value that was left out of a row, changed, or kept with doubts.
  package struct Note: Hashable, Sendable {
    /// The column, as the file has it.
    package let column: String
    package let value: String
    /// A clause such as `it has no @`.
    package let reason: String
    /// What is imported instead, the value itself where it is only doubtful; `nil` when nothing is.
    package let replacement: String?
    /// Whether the same value has the same cause in all rows, so that one line says it for all.
    package let isSaidOnce: Bool

    package init(
      column: String,
      value: String,
      reason: String,
      replacement: String? = nil,
      isSaidOnce: Bool = false
    ) {
      self.column = column
      self.value = value
      self.reason = reason
      self.replacement = replacement
      self.isSaidOnce = isSaidOnce
    }
  }

  /// Contacts of the same name, which may be one person.
  package struct Namesakes: Hashable, Sendable {
    /// A contact, and where its first row is; one that is declared already has none.
    package struct Member: Hashable, Sendable {
      package let address: Address
      package let location: SourceLocation?
    }

    /// In the order of their addresses.
    package let members: [Member]
  }

  /// What became of a row.
  package enum Outcome: Hashable, Sendable {
    case imported(Address)
    /// Its identifiers are those of a row before it, whose contact has what it adds.
    case merged(into: Address, first: SourceLocation, shared: [Field])
    /// A clause that says why.
    case leftOut(reason: String)
  }

  /// A row of CSV, or a card.
  package struct Row: Hashable, Sendable {
    /// Where it begins.
    package let location: SourceLocation
    package let outcome: Outcome
    package let notes: [Note]

    package init(location: SourceLocation, outcome: Outcome, notes: [Note]) {
      self.location = location
      self.outcome = outcome
      self.notes = notes
    }
  }

  package var files: [File] = []
  /// In the files' order.
  package var rows: [Row] = []
  /// In the order of their first members' addresses.
  package var namesakes: [Namesakes] = []
  /// How many contacts the manifest declares.
  package var contacts = 0
  /// How many companies the manifest declares.
  package var companies = 0

  package init() {}

  /// How many rows were imported, merged into another, and left out.
  package var counts: (imported: Int, merged: Int, leftOut: Int) {
    var counts = (imported: 0, merged: 0, leftOut: 0)
    for row in rows {
      switch row.outcome {
      case .imported: counts.imported += 1
      case .merged: counts.merged += 1
      case .leftOut: counts.leftOut += 1
      }
    }
    return counts
  }
}
