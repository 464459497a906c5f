import Diagnostics

/// A row of CSV or a card, as it was written.
struct RawRecord {
  struct Value {
    /// The column as the file has it.
    let column: String
    let target: ImportTarget
    let text: String
    /// What the file calls it, such as `Work Fax` for a phone number.
    var kind: String?
  }

  /// Where it begins.
  let location: SourceLocation
  /// Of the same target, the one to prefer comes first.
  var values: [Value] = []
  /// Why it cannot be imported whatever it holds; a clause.
  var fault: String?
  var notes: [ImportReport.Note] = []
}
