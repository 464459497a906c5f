import Foundation

/// What the sandbox accepts as an email address, and the form in which it stores one.
///
/// The description only says "valid email address". Guess: the practical subset of RFC 5321 without
/// quoted local parts, stored in lower case, since addresses that differ in case are one person's,
/// and with the domain in ASCII, as mail needs it.
enum EmailRules {
  /// The address as it is stored; `nil` when it is not valid.
  static func normalized(_ text: String) -> String? {
    guard text.utf8.count <= 254 else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, isLocalPart(parts[0]), isDomain(parts[1]) else { return nil }
    let local = parts[0].lowercased().precomposedStringWithCanonicalMapping
    return local + "@" + ascii(parts[1].lowercased())
  }

  /// A host's name as the domain name system has it: `xn--bcher-kva.example` for `bücher.example`.
  static func ascii(_ domain: String) -> String {
    guard domain.utf8.contains(where: { $0 >= 0x80 }) else { return domain }
    var components = URLComponents()
    components.host = domain
    // What is no name would be percent-encoded.
    guard let encoded = components.encodedHost, !encoded.contains("%") else { return domain }
    return encoded
  }

  private static func isLocalPart(_ part: Substring) -> Bool {
    guard !part.isEmpty, part.utf8.count <= 64 else { return false }
    guard !part.hasPrefix("."), !part.hasSuffix("."), !part.contains("..") else { return false }
    return part.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0xA0 || isAlphanumeric(scalar)
        || ".!#$%&'*+/=?^_`{|}~-".unicodeScalars.contains(scalar)
    }
  }

  /// Whether the text is a host name of at least two labels.
  static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, text.utf8.count <= 253 else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.unicodeScalars.allSatisfy {
          $0.value > 0xA0 || isAlphanumeric($0) || $0 == "-"
        }
    }
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }
}
