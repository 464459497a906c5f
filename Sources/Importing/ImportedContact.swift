import Model

/// A contact as a row gives it, its values in the form in which a manifest has them.
struct ImportedContact {
  /// What a row says about a company.
  struct Company {
    var name: String?
    var domain: String?
    var linkedIn: String?
  }

  /// The main one first, none twice.
  var emails: [String] = []
  /// All but the emails and the company's.
  var fields: [Field: String] = [:]
  var company = Company()
  var customs: [String: String] = [:]

  var hasIdentifier: Bool {
    !emails.isEmpty || fields[.linkedinUrl] != nil || fields[.linkedinUrlSalesNav] != nil
  }

  /// Normalised, the main one first; further emails are none.
  var identifiers: [NormalizedIdentifier] {
    ResourceType.contact.identifiers.compactMap { field in
      (field == .email ? emails.first : fields[field]).map { NormalizedIdentifier(field, $0) }
    }
  }
}

/// A row, what it gives, and what is to be said about it.
struct ImportedRow {
  let record: RawRecord
  var contact: ImportedContact
  /// Why it is left out; a clause.
  var fault: String?
  var notes: [ImportReport.Note]
}
