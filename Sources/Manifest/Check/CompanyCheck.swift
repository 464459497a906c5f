import Diagnostics
import Model

/// Checks what companies are found by.
enum CompanyCheck {
  static func idProblems(_ name: String, _ text: UnsafeRawBufferPointer) -> [ValueProblem] {
    if text.begins(with: "cpn_"), text.count > 4, !text.contains(0x20) { return [] }
    let value = String(decoding: text.prefix(300), as: UTF8.self)
    let kinds = ["ctc_": "a contact's", "usr_": "a user's", "tea_": "a team's", "clt_": "a list's"]
    if let kind = kinds.first(where: { value.hasPrefix($0.key) })?.value {
      return [
        ValueProblem(
          .error,
          .wrongCompanyID,
          "\(quoted(value)) is \(kind) id, not a company's.",
          hint: "Copy the company's id (`cpn_…`) from the CRM."
        )
      ]
    }
    return [
      ValueProblem(
        .warning,
        .wrongCompanyID,
        "\(quoted(value)) does not look like a company id.",
        hint: value.contains(".")
          ? "A domain goes to `\(name == "id" ? "domain" : "companyDomain")`."
          : "Company ids begin with `cpn_`."
      )
    ]
  }

  static func domainProblems(_ name: String, _ text: UnsafeRawBufferPointer) -> [ValueProblem] {
    let isBare = DomainCheck.fault(text) == nil
    if isBare, text.contains(UInt8(ascii: ".")), text.count <= 253 { return [] }
    let value = String(decoding: text.prefix(300), as: UTF8.self)
    let bare = NormalizedIdentifier.host(String(value.split(separator: "@").last ?? ""))
    let isUseful =
      !isBare && bare.contains(".")
      && Array(bare.utf8).withUnsafeBytes { DomainCheck.fault($0) == nil }
    return [
      ValueProblem(
        .error,
        .wrongCompanyDomain,
        "\(quoted(value)) is not a domain.",
        hint: isUseful
          ? "Write `\(bare)`." : "Write a host name with a dot, such as `acme.example`."
      )
    ]
  }
}
