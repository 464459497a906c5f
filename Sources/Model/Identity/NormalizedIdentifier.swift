import Foundation

/// An identifier in the form in which two that name the same person are equal.
///
/// Email addresses become lower case, with their domain in ASCII. Of a LinkedIn URL only the page
/// remains (see `LinkedInURL`). Whatever is not ASCII is in Unicode's form NFC.
///
/// The API's published example shows that it normalises LinkedIn URLs (`https://linkedin.com/in/x`
/// comes back as `https://www.linkedin.com/in/x`). How far it goes is not documented, so this is
/// cautious: it rather treats two URLs as equal than lets the API merge them.
package struct NormalizedIdentifier: Hashable, Sendable {
  package let field: Field
  package let text: String

  /// - Precondition: `field` is an identifier.
  package init(_ field: Field, _ value: String) {
    precondition(field.role.contains(.identifier), "not an identifier")
    self.field = field
    text =
      switch field.kind {
      case .email: Self.email(value)
      case .companyDomain: Self.domain(value)
      case .linkedInProfile, .salesNavigatorProfile, .linkedInCompany: Self.linkedIn(value)
      default: value.precomposedStringWithCanonicalMapping
      }
  }

  /// An email address in the form used for comparison.
  package static func email(_ value: String) -> String {
    let utf8 = value.utf8
    if utf8.allSatisfy({ $0 < 0x80 }), utf8.last != UInt8(ascii: ".") { return value.lowercased() }
    guard let at = utf8.lastIndex(of: UInt8(ascii: "@")) else { return composed(value) }
    // Split by bytes: an accent after the sign would form one character with it.
    let local = String(decoding: utf8[..<at], as: UTF8.self)
    let domain = String(decoding: utf8[utf8.index(after: at)...], as: UTF8.self)
    return composed(local) + "@" + withoutFinalDots(ascii(domain))
  }

  /// A domain in the form used for comparison: its host in ASCII.
  package static func domain(_ value: String) -> String {
    isBareDomain(value) ? value : bare(ascii(authority(value)))
  }

  /// The host of a domain or web address, in lower case, without `www.` and final dots.
  package static func host(_ value: String) -> String {
    isBareDomain(value) ? value : bare(composed(authority(value)))
  }

  /// A LinkedIn URL in the form used for comparison, such as `linkedin.com/in/janesmith`.
  package static func linkedIn(_ value: String) -> String {
    if let url = LinkedInURL(value) { return url.normalized }
    // This is not a LinkedIn URL, so only texts that are spelt alike are equal.
    return value.precomposedStringWithCanonicalMapping
  }

  private static func authority(_ value: String) -> String {
    var rest = value.utf8[...]
    for scheme in ["https://", "http://", "//"]
    where rest.prefix(scheme.utf8.count)
      .elementsEqual(scheme.utf8, by: { $0 | 0x20 == $1 | 0x20 })
    {
      rest = rest.dropFirst(scheme.utf8.count)
      break
    }
    return String(decoding: rest.prefix { !"/?#".utf8.contains($0) }, as: UTF8.self)
  }

  private static func bare(_ host: String) -> String {
    var host = withoutFinalDots(host)
    while host.hasPrefix("www."), host.dropFirst(4).contains(".") { host.removeFirst(4) }
    return host
  }

  /// Whether the domain is normalised already.
  private static func isBareDomain(_ value: String) -> Bool {
    let utf8 = value.utf8
    return utf8.last != UInt8(ascii: ".") && !utf8.starts(with: "www.".utf8)
      && utf8.allSatisfy { byte in
        byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      }
  }

  private static func composed(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return text.lowercased().precomposedStringWithCanonicalMapping
  }

  private static func withoutFinalDots(_ host: String) -> String {
    var host = host[...]
    while let last = host.unicodeScalars.last, ".。．｡".unicodeScalars.contains(last) {
      host.unicodeScalars.removeLast()
    }
    return String(host)
  }

  /// A host's name as the domain name system has it: `xn--bcher-kva.example` for `bücher.example`.
  ///
  /// It follows UTS 46, as browsers do; a host without an ASCII form is only case-folded.
  private static func ascii(_ host: String) -> String {
    let folded = withoutFinalDots(composed(host))
    guard folded.utf8.contains(where: { $0 >= 0x80 }) else { return folded }
    // Anything else is not a name, and `URLComponents` would encode it.
    guard !folded.unicodeScalars.contains(where: { $0.isASCII && !isName($0) }) else {
      return folded
    }
    var components = URLComponents()
    components.host = folded
    guard let encoded = components.encodedHost, encoded.unicodeScalars.allSatisfy(isName) else {
      return folded
    }
    return encoded
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
    default: false
    }
  }
}

extension Attributes {
  /// The declared identifiers, normalised, the main one first.
  package var normalizedIdentifiers: [NormalizedIdentifier] {
    type.identifiers.compactMap { field in
      string(field).map { NormalizedIdentifier(field, $0) }
    }
  }
}
