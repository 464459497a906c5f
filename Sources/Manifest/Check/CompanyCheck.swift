import Diagnostics
import Model

/// Checks what companies are found by.
enum CompanyCheck {
  static func idProblem(_ name: String, _ text: String) -> ValueProblem? {
    if text.utf8.starts(with: "cpn_".utf8), text.utf8.count > 4, !text.utf8.contains(0x20) {
      return nil
    }
    let kinds = ["ctc_": "a contact's", "usr_": "a user's", "tea_": "a team's", "clt_": "a list's"]
    if let kind = kinds.first(where: { text.hasPrefix($0.key) })?.value {
      return ValueProblem(
        .error,
        .wrongCompanyID,
        "\(quoted(text)) is \(kind) id, not a company's.",
        hint: "Copy the company's id (`cpn_…`) from the CRM."
      )
    }
    return ValueProblem(
      .warning,
      .wrongCompanyID,
      "\(quoted(text)) does not look like a company id.",
      hint: text.contains(".")
        ? "A domain goes to `\(name == "id" ? "domain" : "companyDomain")`."
        : "Company ids begin with `cpn_`."
    )
  }

  static func domainProblem(_ text: String) -> ValueProblem? {
    let isBare = DomainCheck.fault(text.utf8) == nil
    if isBare, text.utf8.contains(UInt8(ascii: ".")), text.utf8.count <= 253 { return nil }
    let bare = NormalizedIdentifier.host(
      String(text.prefix(300).split(separator: "@").last ?? "")
    )
    let isUseful = !isBare && bare.contains(".") && DomainCheck.fault(bare.utf8) == nil
    return ValueProblem(
      .error,
      .wrongCompanyDomain,
      "\(quoted(text)) is not a domain.",
      hint: isUseful
        ? "Write `\(bare)`." : "Write a host name with a dot, such as `acme.example`."
    )
  }
}
