/// What the output device of a text can show.
package struct TextStyle: Hashable, Sendable {
  /// Whether ANSI colours may be used; no meaning depends on colour alone.
  package let color: Bool
  /// The width in columns, at least 40.
  package let width: Int

  package init(color: Bool = false, width: Int = 80) {
    self.color = color
    self.width = max(40, width)
  }

  enum Ink: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case bold = "1"
    case dim = "2"
  }

  /// The text in that colour, if colours are used; it must be escaped already.
  func paint(_ text: String, _ ink: Ink?) -> String {
    guard color, let ink, !text.isEmpty else { return text }
    return "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
  }
}
