import Diagnostics

/// Why a text is no API key; never holds anything that could be part of one.
package enum APIKeyError: Error, Equatable {
  case empty
  case severalLines(Int)
  case quoted
  /// The text is an assignment, from a shell or an `.env` file.
  case assignment
  case blank
  /// The text holds a character that no key has.
  case character(Unicode.Scalar)

  /// What is wrong, worded to follow "it".
  package var words: String {
    switch self {
    case .empty: "is empty"
    case .severalLines(let count): "has \(count) lines"
    case .quoted: "stands in quotes"
    case .assignment: "is a line that sets a variable"
    case .blank: "holds a blank"
    case .character("\0"), .character("\u{FFFD}"): "is not UTF-8 text"
    case .character(let scalar):
      "holds " + (UnseenCharacter(scalar)?.name ?? "the character \(scalar.codePoint)")
    }
  }

  package var hint: String {
    switch self {
    case .empty: "Write the key into it."
    case .severalLines, .blank: "It must be the key and nothing else, in one line."
    case .quoted: "Remove the quotes."
    case .assignment: "Keep only the key, which stands after the `=`."
    case .character("\0"), .character("\u{FFFD}"): "Save it as UTF-8."
    case .character: "Copy the key anew; keys are letters, digits and signs of ASCII."
    }
  }
}
