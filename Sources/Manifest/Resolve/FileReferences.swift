import Diagnostics
import Model
import YAMLEvents

/// Looks up what a file refers to, and remembers what was not declared yet.
final class FileReferences {
  private let shared: SharedDeclarations
  private let reports: FileReports
  /// Whether all that other files declare is known, so that a missing name is an error.
  private let isFinal: Bool
  private var customNames = CustomNames()
  /// Names that nothing had declared when they were used.
  private(set) var missingCompanies: Set<String> = []
  private(set) var missingFields: Set<String> = []

  init(_ shared: SharedDeclarations, _ reports: FileReports, isFinal: Bool) {
    (self.shared, self.reports, self.isFinal) = (shared, reports, isFinal)
  }

  // MARK: Companies

  /// The company of that name; `nil` for one that is not declared, or not yet.
  func company(_ name: String) -> SharedDeclarations.Company? {
    if let company = shared.companies[name] { return company }
    if !isFinal { missingCompanies.insert(name) }
    return nil
  }

  /// Reports that nothing declares that company, once all is known.
  func reportUnknownCompany(_ name: String, _ span: Span) {
    guard isFinal, !shared.isIncomplete else { return }
    if name.allSatisfy(\.isWhitespace) {
      return reports.report(ValueCheck.blank("company"), span)
    }
    reports.report(
      .error,
      .unknownCompany,
      "The company \(quoted(name)) is not declared under `companies`.",
      span,
      hint: shared.companyLike(name).map { "Did you mean `\($0)`?" }
        ?? (name.contains(".")
          ? "Write `companyDomain` for a domain."
          : "Declare it: `companies: {\(name.prefix(40)): {domain: acme.example}}`.")
    )
  }

  // MARK: Custom fields

  /// The type of the custom field of that name, if it was used and declared before.
  func knownType(_ name: YAMLBytes) -> CustomFieldType? { customNames[name] }

  /// What is known of a custom field.
  enum CustomField {
    case declared(CustomFieldType)
    /// Its values mean what they look like.
    case undeclared
    /// The name cannot be used, which was reported.
    case broken
  }

  func customField(_ key: Key, isQuiet: Bool) -> CustomField {
    if let known = customNames[key.text] { return .declared(known) }
    guard !CustomFieldsReader.reportAsField(key, reports),
      reports.acceptsName(key.text, of: "custom field", key.span)
    else { return .broken }
    if !isQuiet { reports.warnOfUnseen(in: key.text, "custom field", key.span) }
    if let type = shared.fields[key.text]?.type {
      customNames.insert(key.text, type)
      return .declared(type)
    }
    noteUndeclared(key, isQuiet: isQuiet)
    return .undeclared
  }

  /// Checks the name of a custom field that `ignore` lists, as those under `custom` are checked.
  func checkIgnored(_ name: String, _ span: Span, isQuiet: Bool) {
    if shared.fields[name] != nil { return }
    if name == "contactId" || ResourceType.contact.field(named: name) != nil {
      if isQuiet { return }
      reports.report(
        .error,
        .customIsField,
        "`\(name)` is a field of the API's, not a custom field.",
        span,
        hint: name == "contactId" ? "Remove it from the list." : "Write `\(name)`."
      )
    } else if isQuiet
      ? FileReports.isName(name) : reports.acceptsName(name, of: "custom field", span)
    {
      noteUndeclared(
        Key(text: name, span: span, isMerged: false),
        prefix: "custom.",
        isQuiet: isQuiet
      )
    }
  }

  /// Asks for a second reading, in which all is declared; there, reports that the name is not.
  ///
  /// `prefix` stands before the name where it is written.
  private func noteUndeclared(_ key: Key, prefix: String = "", isQuiet: Bool) {
    guard isFinal else {
      missingFields.insert(key.text)
      return
    }
    guard !isQuiet, !shared.fields.isEmpty, !shared.isIncomplete else { return }
    reports.report(
      .error,
      .undeclaredField,
      "The custom field \(quoted(key.text)) is not declared under `fields`.",
      key.span,
      hint: shared.fieldLike(key.text).map { "Did you mean `\(prefix)\($0)`?" }
        ?? "Declare it: `fields: {\(key.text): text}`."
    )
  }
}
