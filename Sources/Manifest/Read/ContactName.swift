import Diagnostics
import Model
import YAMLEvents

/// Checks the key under which a contact is declared.
enum ContactName {
  /// Whether it can be one; reported if not, and noted when it holds what nobody sees.
  static func accepts(_ key: YAMLValue, isMerged: Bool, _ reports: FileReports) -> Bool {
    if isUsual(key.entry.text(key.index)) { return true }
    let name = Key(key.event, isMerged: isMerged)
    guard isAddress(name.text) else {
      reports.contactKey = nil
      report(name, reports)
      return false
    }
    if let unseen = UnseenCharacter.first(in: name.text) {
      reports.doubtfulKeys.append(DoubtfulKey(key: name, unseen: unseen, file: reports.file))
    }
    return true
  }

  /// Whether nothing can be wrong with that key, by a look at its bytes.
  private static func isUsual(_ key: YAMLBytes) -> Bool {
    guard let first = key.first, let last = key.last, key.count <= Address.maximumKeyLength else {
      return false
    }
    return first < 0x7F && last < 0x7F && UsualText.isReadable(key)
  }

  private static func isAddress(_ key: String) -> Bool {
    guard let first = key.unicodeScalars.first, let last = key.unicodeScalars.last else {
      return false
    }
    return ![first, last].contains { $0.value <= 0x20 || $0.properties.isWhitespace }
      && Address(key: key) != nil
  }

  private static func report(_ key: Key, _ reports: FileReports) {
    if reports.reportIndentation(key) { return }
    reports.report(
      .error,
      .wrongContactKey,
      "\(quoted(key.text)) cannot be the key of a contact.",
      key.span,
      hint: UnseenCharacter.first(in: key.text).map { "Remove \($0.name) from it." }
        ?? "A key is 1 to \(Address.maximumKeyLength) bytes of text, without control characters "
        + "or white space around it."
    )
  }
}
