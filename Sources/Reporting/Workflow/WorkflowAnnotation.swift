package import Diagnostics

/// One annotation of a file in a workflow's log.
///
/// The form is that of GitHub Actions ("Workflow commands for GitHub Actions", setting an error
/// message): `::error file=…,line=…,col=…,title=…::message`. Forgejo and Gitea understand it, too.
package struct WorkflowAnnotation: Hashable, Sendable {
  package let severity: Diagnostic.Severity
  /// Any text, shown in bold above the message, such as a code or an address.
  package let title: String
  /// Any text, in one or several lines.
  package let message: String
  /// The place in a file; `nil` when the annotation is about no file.
  package let location: SourceLocation?

  package init(
    _ severity: Diagnostic.Severity,
    title: String,
    message: String,
    location: SourceLocation? = nil
  ) {
    self.severity = severity
    self.title = title
    self.message = message
    self.location = location
  }

  /// Makes an annotation with what is wrong, why, what to do, and the other places.
  package init(_ diagnostic: Diagnostic) {
    self.init(
      diagnostic.severity,
      title: diagnostic.code.id,
      message: diagnostic.lines.joined(separator: "\n"),
      location: diagnostic.location
    )
  }

  /// The command as one line, with its line break.
  ///
  /// No value can end the command, add a property or begin another command.
  ///
  /// - Parameter folder: The folder that the locations' files are relative to, as a path in the
  ///   repository; empty for its root.
  /// - Returns: The text for standard output.
  package func command(in folder: String = "") -> String {
    var properties: [(String, String)] = []
    if let location {
      properties.append(("file", RepositoryPath.resolve(location.file, in: folder)))
      properties.append(("line", String(location.line)))
      properties.append(("col", String(location.column)))
    }
    properties.append(("title", title))
    let list = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    let lines = SafeText.lines(message).map { Self.data(WorkflowText.disarmed($0, .annotation)) }
      .joined(separator: "%0A")
    return "::\(severity.rawValue) \(list)::\(lines)\n"
  }

  private static func data(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"])
  }

  private static func property(_ text: String) -> String {
    let table: [Unicode.Scalar: String] = [
      "%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C",
    ]
    return escaped(WorkflowText.disarmed(SafeText.inline(text), .annotation), table)
  }

  private static func escaped(_ text: String, _ table: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let escape = table[scalar] {
        result += escape
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Diagnostic {
  /// The whole diagnostic line by line, for media that show no source line.
  var lines: [String] {
    let texts = [message, detail, hint].compactMap { $0 }
    let places = related.map { "See \($0.location): \($0.message)" }
    return (texts + places).flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
