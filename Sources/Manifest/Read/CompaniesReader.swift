import Diagnostics
import Model
import YAMLEvents

/// Reads the section `companies`.
struct CompaniesReader {
  let reports: FileReports
  let shared: SharedDeclarations
  private var mappings: MappingReader { MappingReader(reports: reports) }

  init(reports: FileReports, shared: SharedDeclarations) {
    (self.reports, self.shared) = (reports, shared)
  }

  /// The sound ones of the section's companies, in its order.
  func companies(_ key: Key, _ value: YAMLValue) -> [SharedDeclarations.Company] {
    guard
      mappings.isMapping(
        value.event,
        of: key,
        hint: "Write names of your own, as in `companies: {acme: {domain: acme.example}}`."
      )
    else { return [] }
    var declared: [SharedDeclarations.Company] = []
    var indices: [String: Int] = [:]
    for (key, value) in mappings.entries(of: value) {
      guard let company = company(key, value) else {
        shared.isIncomplete = true
        continue
      }
      if let index = indices[key.text] {
        declared[index] = company
      } else {
        indices[key.text] = declared.count
        declared.append(company)
      }
    }
    return declared
  }

  /// The company under that key; `nil` when something is wrong with it, which was reported.
  private func company(_ key: Key, _ value: YAMLValue) -> SharedDeclarations.Company? {
    guard reports.acceptsName(key.text, of: "company", key.span) else { return nil }
    reports.warnOfUnseen(in: key.text, "company", key.span)
    let errors = reports.problems.errorCount
    let event = value.event
    guard event.kind == .mappingStart || event.isNull else {
      let isDomain = event.kind == .scalar && event.text.contains(UInt8(ascii: "."))
      reports.reportShape(
        "A company",
        is: "a mapping",
        event,
        hint: "Write `{domain: \(isDomain ? event.string : "acme.example")}`."
      )
      return nil
    }
    var values: [Field: String] = [:]
    for (key, value) in mappings.entries(of: value) { read(key, value, into: &values) }
    guard reports.problems.errorCount == errors else { return nil }
    guard let field = ResourceType.contact.references.first(where: { values[$0] != nil }) else {
      reports.report(
        .error,
        .companyWithoutReference,
        "The company \(quoted(key.text)) has neither `id` nor `domain` nor `linkedinUrl`.",
        key.span,
        hint: "Add one of them: the API links a company by it."
      )
      return nil
    }
    return SharedDeclarations.Company(
      name: key.text,
      field: field,
      value: Array((values[field] ?? "").utf8),
      place: reports.place(key.span)
    )
  }

  private func read(_ key: Key, _ value: YAMLValue, into values: inout [Field: String]) {
    let fields: [String: Field] = [
      "id": .companyId, "domain": .companyDomain, "linkedinUrl": .companyLinkedinUrl,
    ]
    guard let field = fields[key.text] else {
      return reports.reportUnknown(
        key,
        among: ["id", "domain", "linkedinUrl"],
        synonyms: [
          "companyid": "id", "companydomain": "domain", "website": "domain", "url": "domain",
          "companylinkedinurl": "linkedinUrl", "linkedin": "linkedinUrl",
        ],
        fallback: "A company has `id`, `domain` or `linkedinUrl`."
      )
    }
    guard case .text(let text, let span) = mappings.scalar(key, value, hint: "Write one text.")
    else { return }
    guard !text.isEmpty else {
      return reports.report(
        .error,
        .emptyValue,
        "The value of `\(key.text)` is empty.",
        span,
        hint: "Write a value, or remove the key."
      )
    }
    for problem in ValueCheck.problems(of: field, text, isBlock: false, as: key.text) {
      reports.report(problem, span)
    }
    values[field] = text
  }
}
