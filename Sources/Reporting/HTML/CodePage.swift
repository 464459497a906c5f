package import Diagnostics

/// All diagnostic codes as one page of Markdown.
package enum CodePage {
  /// A section for each range, with a heading for each code; ends in a line break.
  ///
  /// - Parameter codes: The codes, in the order in which to list them.
  /// - Returns: The page.
  package static func markdown(_ codes: [DiagnosticCode]) -> String {
    var text = """
      # Diagnostic codes

      What `roster` says carries a code that keeps its meaning. `roster explain R0203` prints one of these in a
      terminal; `roster explain --markdown` writes this page.

      """
    var range: String?
    for code in codes {
      let title = section(code)
      if title != range { text += "\n## \(title)\n" }
      range = title
      text += "\n### \(code.id): \(code.heading)\n\n\(code.explanation)\n"
      let language = code.example.hasPrefix("$ ") ? "console" : "yaml"
      if !code.example.isEmpty { text += "\n```\(language)\n\(code.example)\n```\n" }
      text += "\n**Repair:** \(code.repair)\n"
    }
    return text
  }

  private static func section(_ code: DiagnosticCode) -> String {
    let names = [
      "00": "Command line", "01": "Files and YAML", "02": "Shape of the manifest", "03": "Values",
      "04": "Identity", "05": "Companies and references", "10": "Plans and their limits",
      "20": "State", "30": "Credentials, requests and the service", "31": "Preflight and answers",
      "50": "Saved plans", "60": "Import", "70": "Sandbox",
    ]
    return names[String(code.id.dropFirst().prefix(2))] ?? "Others"
  }
}

extension DiagnosticCode {
  /// The title as a heading, with a capital letter.
  package var heading: String { title.prefix(1).uppercased() + title.dropFirst() }
}
