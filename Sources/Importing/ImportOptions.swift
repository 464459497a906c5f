import Manifest
import Model

/// What the user asks of an import, beside the files.
package struct ImportOptions: Hashable, Sendable {
  /// What a column is to become, whatever its header says: `Work Email=email`.
  package struct Mapping: Hashable, Sendable {
    /// The header as the file has it, or as it is spelt without regard to case, spaces and hyphens.
    package let column: String
    /// A field of the API's, `name`, `company`, `custom.NAME`, or `ignore`.
    package let target: String

    package init(column: String, target: String) {
      self.column = column
      self.target = target
    }

    /// Reads `Work Email=email`, where the last `=` counts; `nil` when a side is empty.
    package init?(_ text: String) {
      guard let sign = text.lastIndex(of: "=") else { return nil }
      let column = cleanedText(String(text[..<sign]))
      let target = cleanedText(String(text[text.index(after: sign)...]))
      guard !column.isEmpty, !target.isEmpty else { return nil }
      self.init(column: column, target: target)
    }
  }

  /// Who is meant by an owner's name in a column.
  package struct Owner: Hashable, Sendable {
    package let name: String
    /// An email address or a user id.
    package let owner: String

    /// Reads `Ada Brook=ada@example.com`; `nil` when a side is empty or no owner.
    package init?(_ text: String) {
      guard let mapping = Mapping(text),
        case .value(let owner) = ValueCleaning.clean(mapping.target, for: .contactOwner),
        !owner.contains("@") || EmailCheck.doubts(owner).isEmpty
      else { return nil }
      (name, self.owner) = (mapping.column, owner)
    }
  }

  /// What makes two rows' company the same, and what names it.
  package enum CompanySource: String, CaseIterable, Hashable, Sendable {
    /// The row's domain or LinkedIn column, or its email's domain, whether or not it names a
    /// company.
    case domain
    /// The company's name; it is linked by its rows' domain column or their most frequent email
    /// domain.
    case name
  }

  package var map: [Mapping] = []
  /// Columns that become custom fields, each named after its header: `Lead Score` is `leadScore`.
  package var custom: [String] = []
  /// Of owners whose names stand in a column.
  package var owners: [Owner] = []
  /// Of files without a byte-order mark; `nil` finds it.
  package var encoding: Charset?
  /// `nil` takes a row's domain or LinkedIn column, or, where it names a company, its email's
  /// domain.
  package var companyFrom: CompanySource?
  /// Of CSV; `nil` finds it.
  package var delimiter: Character?

  package init() {}
}
