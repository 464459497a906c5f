import Foundation
import Reporting

/// What is written to the standard streams, made fit for whoever reads them.
enum LogText {
  /// Without keys; in the log of a workflow, without commands to the service that runs it.
  static func safe(_ text: String, _ form: WorkflowText.Form = .text) -> String {
    let text = Secrets.redacted(text)
    return isInWorkflow ? WorkflowText.disarmed(text, form) : text
  }

  /// GitHub Actions and those that are like it, and Azure Pipelines.
  private static let isInWorkflow: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return environment["GITHUB_ACTIONS"] == "true" || !(environment["TF_BUILD"] ?? "").isEmpty
  }()
}

extension ReportFormat {
  /// How its text is escaped in a log.
  var form: WorkflowText.Form {
    switch self {
    case .text, .markdown: .text
    case .json: .json
    case .html: .html
    }
  }
}
