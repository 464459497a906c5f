/// An identifier in the form in which two that name the same person are equal.
///
/// Email addresses lose their case. LinkedIn URLs lose scheme, `www.` or a country's subdomain, query,
/// fragment, trailing slashes and percent-encoding; a profile's public name loses its case too (LinkedIn
/// ignores it), a Sales Navigator id keeps it.
///
/// That the API normalises LinkedIn URLs shows in its published example (`https://linkedin.com/in/x`
/// comes back as `https://www.linkedin.com/in/x`); how far it goes is not documented, so this is on the
/// safe side: it takes two for the same rather than let the API fold them.
package struct NormalizedIdentifier: Hashable, Sendable {
  package let field: ContactField
  package let text: String

  /// - Precondition: `field` is an identifier.
  package init(_ field: ContactField, _ value: String) {
    precondition(field.role.contains(.identifier), "not an identifier")
    self.field = field
    switch field {
    case .email: text = Self.email(value)
    case .linkedinUrl: text = Self.linkedIn(value, foldsCase: true)
    default: text = Self.linkedIn(value, foldsCase: false)
    }
  }

  /// An email address in the form for comparison.
  package static func email(_ value: String) -> String { value.lowercased() }

  /// A domain in the form for comparison: host only, lower case, without `www.`, path and final dot.
  package static func domain(_ value: String) -> String {
    if isBareDomain(value) { return value }
    var host = withoutScheme(value[...]).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    while host.hasSuffix(".") { host.removeLast() }
    let lower = host.lowercased()
    return lower.hasPrefix("www.") ? String(lower.dropFirst(4)) : lower
  }

  /// Whether there is nothing to take away or to fold.
  private static func isBareDomain(_ value: String) -> Bool {
    let utf8 = value.utf8
    return utf8.last != UInt8(ascii: ".") && !utf8.starts(with: "www.".utf8)
      && utf8.allSatisfy { byte in
        byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      }
  }

  /// A LinkedIn URL in the form for comparison: `linkedin.com/in/janesmith`.
  package static func linkedIn(_ value: String, foldsCase: Bool) -> String {
    let bare = withoutScheme(value[...]).prefix { $0 != "?" && $0 != "#" }
    var parts = bare.split(separator: "/", omittingEmptySubsequences: true).map {
      percentDecoded($0)
    }
    guard let host = parts.first?.lowercased() else { return "" }
    parts[0] = host == "linkedin.com" || host.hasSuffix(".linkedin.com") ? "linkedin.com" : host
    let text = parts.joined(separator: "/")
    return foldsCase ? text.lowercased() : text
  }

  private static func withoutScheme(_ value: Substring) -> Substring {
    for scheme in ["https://", "http://", "//"]
    where value.prefix(scheme.count).lowercased() == scheme {
      return value.dropFirst(scheme.count)
    }
    return value
  }

  private static func percentDecoded(_ part: Substring) -> String {
    guard part.utf8.contains(UInt8(ascii: "%")) else { return String(part) }
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Attributes {
  /// The declared identifiers, normalised, the main one first.
  package var normalizedIdentifiers: [NormalizedIdentifier] {
    ContactField.identifiers.compactMap { field in
      string(field).map { NormalizedIdentifier(field, $0) }
    }
  }
}
