import Model
import YAMLEvents

/// What to write where a text stands for a mapping or a list.
enum ShapeHint {
  /// For a text in the place of a contact's fields.
  static func contact(_ key: String, _ event: YAMLEvent) -> String {
    guard event.kind == .scalar else { return "Write fields, as in `{email: jane@example.com}`." }
    let text = event.string
    if let field = fieldWithoutSpace(text) {
      return "Put a space after the colon, as in `\(field): …`."
    }
    if ResourceType.contact.field(named: key) != nil || ContactKey.names.contains(key) {
      return "`\(key)` is a field: indent it further than the key of its contact."
    }
    if text.contains("@"), !text.contains(where: \.isNewline) { return "Write `{email: \(text)}`." }
    return "Write fields, as in `{email: jane@example.com}`."
  }

  /// For a text in the place of a list of emails.
  static func emails(_ event: YAMLEvent) -> String {
    guard event.kind == .scalar, !event.text.isEmpty else {
      return "Write `[j.smith@example.org]`."
    }
    let parts = event.string.split { ",; \n\t".contains($0) }
    return "Write `[\(parts.joined(separator: ", "))]`."
  }

  /// The field of `email:jane@example.com`, which is one text without a space after the colon.
  private static func fieldWithoutSpace(_ text: String) -> String? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = String(text[..<colon])
    return ContactKey.names.contains(name) ? name : nil
  }
}
