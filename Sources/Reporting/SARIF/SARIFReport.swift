package import Diagnostics
import JSONText

/// Diagnostics as a log for code scanning services.
///
/// The format is SARIF ("Static Analysis Results Interchange Format
/// Version 2.1.0", OASIS Standard).
package enum SARIFReport {
  /// One run with a rule for each code that occurs and a result for each diagnostic, in order.
  ///
  /// - Parameters:
  ///   - diagnostics: What was found.
  ///   - version: The version of roster.
  ///   - folder: The folder that the locations' files are relative to, as a path in the repository;
  ///     empty for its root.
  /// - Returns: The log, which ends in a line break.
  package static func json(
    _ diagnostics: [Diagnostic],
    version: String,
    in folder: String = ""
  ) -> String {
    let rules = Set(diagnostics.map(\.code)).sorted { $0.id < $1.id }
    var writer = JSONWriter()
    writer.object { log in
      log.member(
        "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
      )
      log.member("version", "2.1.0")
      log.key(plain: "runs")
      log.array { runs in
        runs.object { run in
          writeTool(rules, version, &run)
          run.key(plain: "invocations")
          run.array { list in list.object { $0.member("executionSuccessful", true) } }
          // Columns are counted as in every other report.
          run.member("columnKind", "unicodeCodePoints")
          run.key(plain: "results")
          run.array { results in
            for diagnostic in diagnostics { write(diagnostic, rules, folder, &results) }
          }
        }
      }
    }
    writer.newline()
    return writer.text
  }

  private static func writeTool(
    _ rules: [DiagnosticCode],
    _ version: String,
    _ run: inout JSONWriter
  ) {
    run.key(plain: "tool")
    run.object { tool in
      tool.key("driver")
      tool.object { driver in
        driver.member("name", "roster")
        driver.member("semanticVersion", version)
        driver.key("rules")
        driver.array { list in
          for rule in rules {
            list.object { descriptor in
              descriptor.member("id", rule.id)
              descriptor.message("shortDescription", rule.heading + ".")
              descriptor.message("fullDescription", rule.explanation)
              descriptor.message("help", rule.repair)
            }
          }
        }
      }
    }
  }

  private static func write(
    _ diagnostic: Diagnostic,
    _ rules: [DiagnosticCode],
    _ folder: String,
    _ results: inout JSONWriter
  ) {
    results.object { result in
      result.member("ruleId", diagnostic.code.id)
      if let index = rules.firstIndex(of: diagnostic.code) { result.member("ruleIndex", index) }
      result.member("level", diagnostic.severity.rawValue)
      let lines = [diagnostic.message, diagnostic.detail, diagnostic.hint].compactMap { $0 }
      result.message("message", lines.joined(separator: "\n"))
      result.key(plain: "locations")
      result.array { locations in
        guard diagnostic.location != nil || diagnostic.address != nil else { return }
        locations.object { location in
          if let place = diagnostic.location {
            location.place(place, length: diagnostic.excerpt?.caretLength, in: folder)
          }
          guard let address = diagnostic.address else { return }
          location.key("logicalLocations")
          location.array { list in
            list.object { $0.member("fullyQualifiedName", SafeText.inline(address)) }
          }
        }
      }
      guard !diagnostic.related.isEmpty else { return }
      result.key(plain: "relatedLocations")
      result.array { locations in
        for (index, related) in diagnostic.related.enumerated() {
          locations.object { location in
            location.member("id", index + 1)
            location.place(related.location, length: nil, in: folder)
            location.message("message", related.message)
          }
        }
      }
    }
  }

  /// Text without placeholders and links: §3.11.5 doubles braces, §3.11.6 escapes brackets.
  fileprivate static func plain(_ text: String) -> String {
    let safe = SafeText.lines(text).joined(separator: "\n")
    var result = safe.replacing("{", with: "{{").replacing("}", with: "}}")
    if result.contains("](") {
      result = result.replacing("[", with: "\\[").replacing("]", with: "\\]")
    }
    return result
  }

  /// A path as a URI reference; only unreserved characters and slashes stay unescaped (RFC 3986).
  fileprivate static func reference(_ path: String) -> String {
    let unreserved = Set("-._~/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var result = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      if unreserved.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += byte < 16 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}

extension JSONWriter {
  fileprivate mutating func message(_ name: String, _ text: String) {
    key(name)
    object { $0.member("text", SARIFReport.plain(text)) }
  }

  /// Writes a location, whose `length` is in Unicode scalars; columns are 1-based,
  /// the end is exclusive.
  fileprivate mutating func place(_ location: SourceLocation, length: Int?, in folder: String) {
    key("physicalLocation")
    object { place in
      place.key("artifactLocation")
      place.object { artifact in
        let path = RepositoryPath.resolve(location.file, in: folder)
        artifact.member("uri", SARIFReport.reference(path))
      }
      place.key("region")
      place.object { region in
        region.member("startLine", location.line)
        region.member("startColumn", location.column)
        if let length { region.member("endColumn", location.column + length) }
      }
    }
  }
}
