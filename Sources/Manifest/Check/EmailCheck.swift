import Diagnostics
import Model

/// Checks email addresses, as far as the API and people's habits make it sure.
package enum EmailCheck {
  /// Why a text is no email address.
  enum Fault: Equatable {
    case noAt
    case severalAts
    case nothingBefore
    case nothingAfter
    case forbidden(Unicode.Scalar)
    case dots
    case finalDot
    case hyphen
    case tooLong
  }

  static func problems(_ name: String, _ text: String) -> [ValueProblem] {
    if let fault = fault(text) {
      var (what, hint) = words(fault)
      if text.contains("<") || text.lowercased().hasPrefix("mailto:") {
        hint = "Write the bare address, such as `jane.smith@example.com`."
      } else if fault == .noAt, let look = text.first(where: { "＠﹫".contains($0) }) {
        hint = "`\(look)` is another character than `@`: type `@`."
      }
      let message = "\(quoted(text)) is not an email address: \(what)."
      return [ValueProblem(.error, .malformedEmail, message, hint: hint)]
    }
    return unlikely(text)
  }

  /// Why a manifest does not take that address, as a clause; `nil` when it does, be it with a
  /// warning.
  package static func reason(_ text: String) -> String? { fault(text).map { words($0).0 } }

  /// The first fault, or `nil` when it can be an address.
  static func fault(_ text: String) -> Fault? {
    guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else { return .noAt }
    let local = text.utf8[..<at]
    let domain = text.utf8[at...].dropFirst()
    guard !domain.contains(UInt8(ascii: "@")) else { return .severalAts }
    guard !local.isEmpty else { return .nothingBefore }
    guard !domain.isEmpty else { return .nothingAfter }
    guard local.count <= 64, domain.count <= 253 else { return .tooLong }
    var previous = UInt8(ascii: ".")
    for byte in local {
      guard isLocal(byte) else { return .forbidden(Unicode.Scalar(byte)) }
      if byte == UInt8(ascii: "."), previous == byte { return .dots }
      previous = byte
    }
    if previous == UInt8(ascii: ".") { return .dots }
    if let fault = DomainCheck.fault(domain) { return fault }
    return invisible(text)
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "_"), 0x80...0xFF:
      true
    default: "!#$%&'*+/=?^_`{|}~-.".utf8.contains(byte)
    }
  }

  private static func invisible(_ text: String) -> Fault? {
    text.unicodeScalars.first { scalar in
      !scalar.isASCII
        && (scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace)
    }.map(Fault.forbidden)
  }

  private static func words(_ fault: Fault) -> (String, hint: String) {
    switch fault {
    case .noAt: ("it has no @", "Write `name@domain`.")
    case .severalAts:
      ("it has more than one @", "Write one address; more go to `additionalEmails`.")
    case .nothingBefore: ("nothing stands before the @", "Write `name@domain`.")
    case .nothingAfter: ("nothing stands after the @", "Write `name@domain`.")
    case .forbidden(" "): ("it holds a space", "Remove the space.")
    case .forbidden(let scalar):
      (
        UnseenCharacter(scalar).map { "it holds \($0.name)" }
          ?? "it holds \(quoted(String(scalar)))",
        "Write the bare address, such as `jane.smith@example.com`."
      )
    case .dots: ("a dot stands at an end, or two stand together", "Remove the dot.")
    case .finalDot: ("it ends in a dot", "Remove the dot.")
    case .hyphen: ("a part of the domain begins or ends with a hyphen", "Correct the domain.")
    case .tooLong:
      ("it is longer than an address can be", "At most 64 bytes before the @ and 253 after it.")
    }
  }

  // MARK: Unlikely ones

  private static func unlikely(_ text: String) -> [ValueProblem] {
    var found: [ValueProblem] = []
    if isIncomplete(text) {
      found.append(
        ValueProblem(
          .warning,
          .unlikelyEmail,
          "The domain of \(quoted(text)) \(incomplete).",
          hint: "Complete the domain."
        )
      )
    }
    guard let scalar = text.unicodeScalars.first(where: { !$0.isASCII }) else { return found }
    found.append(
      ValueProblem(
        .warning,
        .unlikelyEmail,
        "\(quoted(text)) \(holding(scalar)).",
        hint: lookAlikes[scalar].map { "Type the letter `\($0)`." }
          ?? "Check the address; leave it when it is meant."
      )
    )
    return found
  }

  /// What a manifest warns of in an address that it takes, as clauses.
  package static func doubts(_ text: String) -> [String] {
    let scalar = text.unicodeScalars.first { !$0.isASCII }
    return (isIncomplete(text) ? ["its domain \(incomplete)"] : [])
      + (scalar.map { ["it \(holding($0))"] } ?? [])
  }

  private static let incomplete = "has no top-level domain, such as `.com`"

  private static func isIncomplete(_ text: String) -> Bool {
    !text.utf8.drop { $0 != UInt8(ascii: "@") }.contains(UInt8(ascii: "."))
  }

  private static func holding(_ scalar: Unicode.Scalar) -> String {
    let letter = "holds \(quoted(String(scalar))) (\(scalar.codePoint)), which"
    return lookAlikes[scalar].map { "\(letter) only looks like `\($0)`" }
      ?? "\(letter) few mail systems take"
  }

  /// Letters of other scripts that look like one of ours in most typefaces.
  ///
  /// A choice from the Unicode consortium's `confusables.txt`.
  static let lookAlikes: [Unicode.Scalar: Character] = [
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
    "ѕ": "s", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ѵ": "v", "А": "A", "В": "B", "Е": "E",
    "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "ο": "o",
    "α": "a", "ν": "v", "ι": "i", "κ": "k", "ρ": "p", "υ": "u", "ɑ": "a", "ɡ": "g", "ı": "i",
    "．": ".", "‐": "-", "‑": "-", "–": "-", "—": "-",
  ]
}
