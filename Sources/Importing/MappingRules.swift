import Diagnostics
import Model

/// What `--map` and `--custom` say about columns.
struct MappingRules {
  private struct Rule {
    let column: String
    let option: String
    let target: ImportTarget
  }

  private var rules: [Rule] = []
  private var byFolded: [String: Int] = [:]
  private var used: Set<Int> = []
  /// What is wrong with the options themselves.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ options: ImportOptions) {
    for mapping in options.map {
      let option = "--map '\(mapping.column)=\(mapping.target)'"
      guard let target = ImportTarget(option: mapping.target) else {
        reportUnknownTarget(mapping, option)
        continue
      }
      add(mapping.column, target, option)
    }
    for column in options.custom {
      let name = HeaderName.customFieldName(cleanedText(column))
      add(column, .custom(name), "--custom '\(column)'")
    }
  }

  /// The headers that are named, as `HeaderName.fold` has them.
  var foldedColumns: Set<String> { Set(rules.map { HeaderName.fold($0.column) }) }

  /// What is said about that column, if anything.
  mutating func target(of column: String) -> ImportTarget? {
    guard let index = byFolded[HeaderName.foldWithDigits(column)] else { return nil }
    used.insert(index)
    return rules[index].target
  }

  /// One for each rule whose column no file has.
  func unusedDiagnostics(columns: [String]) -> [Diagnostic] {
    rules.enumerated().filter { !used.contains($0.offset) }.map { _, rule in
      Diagnostic(
        .error,
        .importColumnUnknown,
        "No file has the column \(quoted(rule.column)), which `\(visible(rule.option))` names.",
        hint: Suggestion.nearest(to: rule.column, among: columns).map {
          "Did you mean \(quoted($0))?"
        } ?? columnList(columns)
      )
    }
  }

  private mutating func add(_ column: String, _ target: ImportTarget, _ option: String) {
    if case .custom(let name) = target, !checkName(name, option) { return }
    let folded = HeaderName.foldWithDigits(cleanedText(column))
    if let other = byFolded[folded] {
      guard rules[other].target != target else { return }
      diagnostics.append(
        Diagnostic(
          .error,
          .importColumnTwice,
          "`\(visible(option))` and `\(visible(rules[other].option))` are about the same column.",
          hint: "Keep one of the two."
        )
      )
      return
    }
    byFolded[folded] = rules.count
    rules.append(Rule(column: column, option: option, target: target))
  }

  private mutating func checkName(_ name: String, _ option: String) -> Bool {
    if ResourceType.contact.field(named: name) != nil {
      diagnostics.append(
        Diagnostic(
          .error,
          .importTargetUnknown,
          "`\(visible(option))` makes a custom field of `\(name)`, which is a field of the API's.",
          hint: "Write `--map 'COLUMN=\(name)'`, or give it another name: "
            + "`--map 'COLUMN=custom.\(name)2'`."
        )
      )
      return false
    }
    let isName =
      !name.isEmpty && name.utf8.count <= Address.maximumKeyLength && name != "contactId"
      && name == cleanedText(name) && !name.contains("\n") && !name.contains("\t")
    if !isName {
      diagnostics.append(
        Diagnostic(
          .error,
          .importTargetUnknown,
          "\(quoted(name)) cannot be the name of a custom field.",
          hint: "Give it a name with `--map 'COLUMN=custom.NAME'`."
        )
      )
    }
    return isName
  }

  private mutating func reportUnknownTarget(_ mapping: ImportOptions.Mapping, _ option: String) {
    let names = ImportTarget.optionNames
    diagnostics.append(
      Diagnostic(
        .error,
        .importTargetUnknown,
        "`\(visible(option))` names no field: \(quoted(mapping.target)) is not known.",
        hint: Suggestion.nearest(to: mapping.target, among: names).map { "Did you mean `\($0)`?" }
          ?? "Custom fields are `custom.NAME`; `ignore` leaves the column out."
      )
    )
  }
}

/// The columns of a file, for a hint.
func columnList(_ columns: [String]) -> String {
  let shown = columns.filter { !$0.isEmpty }.prefix(12).map(quoted).joined(separator: ", ")
  return shown.isEmpty
    ? "The first row has to name the columns."
    : "The columns are \(shown)\(columns.count > 12 ? ", …" : "")."
}
