import Model
import YAMLEvents

extension SourcePosition {
  init(_ mark: YAMLMark, file: Int) {
    self.init(file: file, line: Int(mark.line), column: Int(mark.column))
  }
}
