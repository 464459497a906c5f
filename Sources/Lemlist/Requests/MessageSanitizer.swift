/// Makes a service's message fit to quote: one short, printable line without the key.
struct MessageSanitizer: Sendable {
  /// The longest message that is quoted, in Unicode scalars.
  static let maximumLength = 200

  /// Every form of the key that must not be quoted.
  private let secrets: [String]

  init(hiding key: APIKey) { secrets = key.forms }

  /// The cleaned text; the key is removed before the text is cut, so that no part of it is left.
  func quote(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var length = 0
    var pendingSpace = false
    for scalar in hideSecrets(text).unicodeScalars {
      guard Self.isVisible(scalar) else {
        pendingSpace = !line.isEmpty
        continue
      }
      if pendingSpace {
        line.append(" ")
        length += 1
        pendingSpace = false
      }
      guard length < Self.maximumLength else {
        line.append("…")
        break
      }
      line.append(scalar)
      length += 1
    }
    return String(line)
  }

  /// The text of bytes, which need not be UTF-8.
  ///
  /// If the bytes are cut, because more followed, their end is left out: it may hold
  /// part of the key.
  func quote(_ bytes: some Collection<UInt8>, isCut: Bool) -> String {
    guard isCut else { return quote(String(decoding: bytes, as: UTF8.self)) }
    let longest = secrets.first?.utf8.count ?? 0
    let whole = String(decoding: bytes.prefix(max(0, bytes.count - longest)), as: UTF8.self)
    return quote(whole)
  }

  /// Removes the key by comparing bytes, not characters, since a combining mark after it
  /// must not hide it.
  private func hideSecrets(_ text: String) -> String {
    guard secrets.contains(where: { Self.holds(text, $0) }) else { return text }
    var bytes = Array(text.utf8)
    for secret in secrets where bytes.count >= secret.utf8.count {
      bytes.replace(Array(secret.utf8), with: Array("[redacted]".utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func holds(_ text: String, _ secret: String) -> Bool {
    var (text, secret) = (text, secret)
    return text.withUTF8 { text in
      secret.withUTF8 { secret in
        guard let first = secret.first, text.count >= secret.count else { return false }
        return (0...text.count - secret.count).contains { start in
          text[start] == first && text[start..<start + secret.count].elementsEqual(secret)
        }
      }
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
