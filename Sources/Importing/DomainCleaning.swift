import Model

/// Takes host names out of web addresses.
enum DomainCleaning {
  /// The bare host of a web address, in lower case and without `www.`.
  static func clean(_ text: String) -> CleanedValue {
    var host = NormalizedIdentifier.host(text)
    if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
    if let port = host.firstIndex(of: ":") { host = String(host[..<port]) }
    while host.hasSuffix(".") { host.removeLast() }
    guard !host.isEmpty else { return .fault("it is no domain") }
    if let fault = fault(host[...]) { return .fault(fault) }
    guard host.utf8.contains(where: { !(0x30...0x39).contains($0) && $0 != 0x2E }) else {
      return .fault("it is an address of a network, not a domain")
    }
    return .value(host)
  }

  /// Why that is no complete host name, as a clause; `nil` when it is one.
  static func fault(_ domain: Substring) -> String? {
    guard domain.utf8.count <= 253 else { return "its domain is too long" }
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1 else { return "its domain has no top-level domain" }
    for label in labels {
      guard !label.isEmpty else { return "its domain has a dot too many" }
      guard label.utf8.count <= 63 else { return "its domain is too long" }
      if label.hasPrefix("-") || label.hasSuffix("-") {
        return "a part of its domain begins or ends with a hyphen"
      }
      if let scalar = label.unicodeScalars.first(where: { !isName($0) }) {
        return "its domain holds \(quoted(String(scalar)))"
      }
    }
    return nil
  }

  private static func isName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-": true
    default: !scalar.isASCII && (scalar.properties.isAlphabetic || isMark(scalar))
    }
  }

  /// Whether that is a mark on a letter, such as an accent that stands for itself.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: true
    default: false
    }
  }
}
