import CLibYAML
import Foundation
package import Testing

/// The public YAML test suite, which is no part of this project, where somebody has it.
///
/// `YAML_TEST_SUITE` names a folder in the layout of its `data` branch: `ID/in.yaml` or `ID/NN/in.yaml`, beside
/// it `error` where the text is not YAML, or `in.json` where its values have JSON.
package enum YAMLTestSuite {
  package static let folder = ProcessInfo.processInfo.environment["YAML_TEST_SUITE"]

  /// Why the tests that need it do not run.
  package static let isMissing: Comment = "YAML_TEST_SUITE names no folder with the YAML test suite"

  /// All there are, by name.
  package static let documents: [YAMLDocument] = {
    guard let folder else { return [] }
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix("/in.yaml") }.sorted().compactMap { path in
      FileManager.default.contents(atPath: "\(folder)/\(path)").map {
        YAMLDocument(name: String(path.dropLast("/in.yaml".count)), bytes: Array($0))
      }
    }
  }()

  /// What the suite says of it.
  package static func isValid(_ document: YAMLDocument) -> Bool {
    !FileManager.default.fileExists(atPath: "\(folder ?? "")/\(document.name)/error")
  }

  /// The document's values as the suite has them, where it does.
  package static func json(_ document: YAMLDocument) -> String? {
    FileManager.default.contents(atPath: "\(folder ?? "")/\(document.name)/in.json").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Whether libyaml, asked without our layer, reads all of it.
  package static func isRead(_ bytes: [UInt8]) -> Bool {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return false }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { return false }
        defer { yaml_event_delete(&event) }
        if event.type == YAML_STREAM_END_EVENT { return true }
      }
    }
  }
}
