import Diagnostics
import Model

/// What the files of the set declare for one another.
final class SharedDeclarations {
  struct Company {
    let name: String
    /// The one API field that the name stands for.
    let field: Model.Field
    let value: [UInt8]
    let place: Place
  }

  struct Field {
    let type: CustomFieldType
    let place: Place
  }

  private(set) var companies: [String: Company] = [:]
  private(set) var fields: [String: Field] = [:]
  private(set) var settings = ManifestSettings()
  private var settingsPlace: Place?
  /// The names of the sections that stand in any file.
  var sections: Set<String> = []
  /// Disagreements between files.
  private(set) var problems = ProblemList()
  /// Whether part of what is declared could not be read, so that nothing can be called undeclared.
  var isIncomplete = false

  private var suggestionBudget = 1_000_000
  private lazy var companyNames = companies.keys.sorted()
  private lazy var fieldNames = fields.keys.sorted()

  func declare(_ company: Company) {
    guard let other = companies.updateValue(company, forKey: company.name) else { return }
    conflict(
      .companyTwice,
      "The company `\(company.name)` is declared in two files.",
      company.place,
      other.place
    )
  }

  func declare(_ fields: [String: Field]) {
    for (name, field) in fields.sorted(by: { $0.value.place < $1.value.place }) {
      declare(name, field)
    }
  }

  private func declare(_ name: String, _ field: Field) {
    guard let other = fields.updateValue(field, forKey: name) else { return }
    if other.type != field.type {
      let types = [(field.place, field.type), (other.place, other.type)].sorted { $0.0 < $1.0 }
      conflict(
        .fieldTypesDiffer,
        "The custom field `\(name)` is declared as \(types[1].1), and before as \(types[0].1).",
        field.place,
        other.place
      )
    }
    if other.place < field.place { fields[name] = other }
  }

  func declare(_ settings: ManifestSettings, at place: Place) {
    if let settingsPlace {
      conflict(.settingsTwice, "Settings stand in two files.", place, settingsPlace)
    }
    self.settings = settings
    settingsPlace = place
  }

  /// Reported at the later of the two, whichever was read first.
  private func conflict(_ code: DiagnosticCode, _ message: String, _ one: Place, _ other: Place) {
    let (first, second) = one < other ? (one, other) : (other, one)
    problems.append(
      Problem(
        .error,
        code,
        message,
        hint: "Remove or change one of the two.",
        place: second,
        related: [.init(message: "it is declared here first", place: first)]
      )
    )
  }

  // MARK: Suggestions, asked for when all is declared

  func companyLike(_ name: String) -> String? { nearest(name, companyNames) }

  func fieldLike(_ name: String) -> String? { nearest(name, fieldNames) }

  /// Bounded over the whole run: very many misspelt names times very many candidates take for ever.
  private func nearest(_ name: String, _ candidates: [String]) -> String? {
    guard suggestionBudget >= candidates.count else { return nil }
    suggestionBudget -= candidates.count
    return Suggestion.nearest(to: name, among: candidates)
  }

  // MARK: Desired state

  /// The desired state of these contacts, which come in the order of their addresses.
  func desired(_ contacts: DesiredContacts, _ files: [SourceFile]) -> DesiredState {
    DesiredState(
      files: files.map { DesiredState.File(path: $0.path, sha256: $0.sha256) },
      contacts: contacts,
      customFields: fields.map { name, field in
        DesiredState.CustomField(
          name: name,
          type: field.type,
          position: SourcePosition(field.place.span.start, file: field.place.file)
        )
      }.sorted { $0.name < $1.name },
      companies: companies.values.map { company in
        DesiredState.Company(
          name: company.name,
          field: company.field,
          value: String(decoding: company.value, as: UTF8.self)
        )
      }.sorted { $0.name < $1.name },
      settings: settings
    )
  }
}
