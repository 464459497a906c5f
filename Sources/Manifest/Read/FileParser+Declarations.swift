import Diagnostics
import Model
import YAMLEvents

extension FileParser {
  // MARK: Custom fields

  mutating func readFieldDeclarations(_ key: Key, _ value: YAMLValue) {
    guard
      isMapping(value, of: key, hint: "Write names with their types, as in `fields: {tier: text}`.")
    else { return }
    // Written out after, and so instead of, merged in.
    var declared: [String: SharedDeclarations.Field] = [:]
    forEachEntry(of: value) { parser, key, value in
      guard let type = parser.fieldType(key, value) else { return }
      let place = Place(file: parser.file, span: key.span)
      declared[key.text] = SharedDeclarations.Field(type: type, place: place)
    }
    guard !isFinal, !isCut else { return }
    for (name, field) in declared.sorted(by: { $0.value.place < $1.value.place }) {
      shared.declare(name, field)
    }
  }

  private mutating func fieldType(_ key: Key, _ value: YAMLValue) -> CustomFieldType? {
    let names = CustomFieldType.allCases.map(\.rawValue)
    let scalar = self.scalar(key, value, hint: "Write the type: \(alternatives(names)).")
    guard !reportAsField(key) else { return nil }
    guard Self.isName(key.text) else {
      reportName(key.text, "custom field", key.span)
      return nil
    }
    warnOfUnseen(in: key.text, "custom field", key.span)
    switch scalar {
    case .broken: break
    case .null:
      report(
        .error,
        .wrongFieldType,
        "The custom field \(quoted(key.text)) has no type.",
        key.span,
        hint: "Write the type: \(alternatives(names))."
      )
    case .text(let text, let span):
      if let type = CustomFieldType(rawValue: text) { return type }
      let suggestion =
        Self.typeSynonyms[text.lowercased()] ?? Suggestion.nearest(to: text, among: names)
      report(
        .error,
        .wrongFieldType,
        "\(quoted(text)) is no type of custom fields.",
        span,
        hint: (suggestion.map { "Did you mean `\($0)`? " } ?? "")
          + "The types are \(enumeration(names))."
      )
    }
    shared.isIncomplete = true
    return nil
  }

  private static let typeSynonyms = [
    "string": "text", "str": "text", "int": "number", "integer": "number", "float": "number",
    "double": "number", "bool": "boolean", "timestamp": "datetime", "tel": "phone",
  ]

  /// Reports the name of a custom field that is the API's own.
  mutating func reportAsField(_ key: Key) -> Bool {
    let isReserved = key.text == "contactId"
    guard isReserved || ResourceType.contact.field(named: key.text) != nil else { return false }
    report(
      .error,
      .customIsField,
      "`\(key.text)` is \(isReserved ? "the API's own" : "a field of the API's"), not a custom field.",
      key.span,
      hint: isReserved
        ? "Remove it: the contact's id is kept in the state."
        : "Write it directly under the contact, without `custom`."
    )
    return true
  }

  // MARK: Companies

  mutating func readCompanies(_ key: Key, _ value: YAMLValue) {
    guard
      isMapping(
        value,
        of: key,
        hint: "Write names of your own, as in `companies: {acme: {domain: acme.example}}`."
      )
    else { return }
    var declared: [(name: String, company: SharedDeclarations.Company)] = []
    var indices: [String: Int] = [:]
    forEachEntry(of: value) { parser, key, value in
      guard let company = parser.company(key, value) else {
        parser.shared.isIncomplete = true
        return
      }
      if let index = indices[key.text] {
        declared[index].company = company
      } else {
        indices[key.text] = declared.count
        declared.append((key.text, company))
      }
    }
    guard !isFinal, !isCut else { return }
    for entry in declared { shared.declare(entry.name, entry.company) }
  }

  /// `nil` when it was reported.
  private mutating func company(_ key: Key, _ value: YAMLValue) -> SharedDeclarations.Company? {
    guard Self.isName(key.text) else {
      reportName(key.text, "company", key.span)
      return nil
    }
    warnOfUnseen(in: key.text, "company", key.span)
    let errors = result.problems.errorCount
    let event = value.event
    guard event.kind == .mappingStart || event.isNull else {
      let isDomain = event.kind == .scalar && event.text.contains(UInt8(ascii: "."))
      report(
        .error,
        .wrongShape,
        "A company is a mapping; this is \(Self.noun(event)).",
        Span(event),
        hint: isDomain
          ? "Write `{domain: \(event.string)}`." : "Write `{domain: acme.example}`."
      )
      return nil
    }
    var values: [Field: String] = [:]
    forEachEntry(of: value) { parser, key, value in
      parser.readCompanyValue(key, value, &values)
    }
    guard result.problems.errorCount == errors else { return nil }
    guard let field = ResourceType.contact.references.first(where: { values[$0] != nil }) else {
      report(
        .error,
        .companyWithoutReference,
        "The company \(quoted(key.text)) has neither `id` nor `domain` nor `linkedinUrl`.",
        key.span,
        hint: "Add one of them: the API links a company by it."
      )
      return nil
    }
    return SharedDeclarations.Company(
      field: field,
      value: Array((values[field] ?? "").utf8),
      place: Place(file: file, span: key.span)
    )
  }

  private mutating func readCompanyValue(
    _ key: Key,
    _ value: YAMLValue,
    _ values: inout [Field: String]
  ) {
    let fields: [String: Field] = [
      "id": .companyId, "domain": .companyDomain, "linkedinUrl": .companyLinkedinUrl,
    ]
    guard let field = fields[key.text] else {
      reportUnknown(
        key,
        among: ["id", "domain", "linkedinUrl"],
        synonyms: [
          "companyid": "id", "companydomain": "domain", "website": "domain", "url": "domain",
          "companylinkedinurl": "linkedinUrl", "linkedin": "linkedinUrl",
        ],
        fallback: "A company has `id`, `domain` or `linkedinUrl`."
      )
      return
    }
    guard case .text(let text, let span) = scalar(key, value, hint: "Write one text.") else {
      return
    }
    guard !text.isEmpty else {
      report(
        .error,
        .emptyValue,
        "The value of `\(key.text)` is empty.",
        span,
        hint: "Write a value, or remove the key."
      )
      return
    }
    let problems = ValueCheck.problems(of: field, text, isBlock: false, as: key.text)
    for problem in problems { report(problem, span) }
    values[field] = text
  }
}
