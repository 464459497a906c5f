import Diagnostics
import YAMLEvents

/// Checks URLs of the web: that there is a host from which the service could fetch them.
package enum URLCheck {
  static func problem(_ name: String, _ value: String) -> ValueProblem? {
    guard let fault = fault(value) else { return nil }
    return ValueProblem(
      .error,
      .pictureNotURL,
      "The \(name) \(quoted(value)) is not a web address: \(fault.reason).",
      hint: fault.hint
    )
  }

  /// Why a text is no web address.
  package struct Fault: Equatable, Sendable {
    /// A clause such as `it has no host`.
    package let reason: String
    /// What to do about it.
    package let hint: String
  }

  /// The first fault; `nil` for `http` and `https` URLs with a host by RFC 3986 and no user in
  /// front of it.
  package static func fault(_ text: String) -> Fault? {
    let lower = text.prefix(8).lowercased()
    let scheme = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    guard scheme > 0 else {
      return Fault(
        reason: "it does not begin with `https://`",
        hint: "Write a URL such as `https://example.com/jane.png`."
      )
    }
    if let scalar = text.unicodeScalars.first(where: isForbidden) {
      let isSpace = scalar == " "
      return Fault(
        reason: isSpace ? "it holds a space" : "it holds the character \(scalar.codePoint)",
        hint: isSpace
          ? "Remove it, or write `%20` where the path has one." : "Remove the character."
      )
    }
    // By scalars: a slash and a mark after it are one character.
    let rest = text.unicodeScalars.dropFirst(scheme)
    return authorityFault(Substring(rest.prefix { !"/?#".unicodeScalars.contains($0) }))
  }

  private static func authorityFault(_ authority: Substring) -> Fault? {
    guard !authority.contains("@") else {
      return Fault(
        reason: "it holds a user name or a password",
        hint: "Remove what stands before the `@`, and the `@`."
      )
    }
    // The colons of an IPv6 address stand inside of brackets.
    let address = authority.hasPrefix("[") ? authority.firstIndex(of: "]") : nil
    let end = authority[(address ?? authority.startIndex)...].firstIndex(of: ":")
    let host = authority[..<(end ?? authority.endIndex)]
    if let end, let fault = portFault(authority[end...].dropFirst()) { return fault }
    guard !host.isEmpty else {
      return Fault(
        reason: "it has no host",
        hint: "Write a URL such as `https://example.com/jane.png`."
      )
    }
    guard !isHost(host) else { return nil }
    return Fault(reason: "`\(host.prefix(100))` is no host", hint: "Correct the host's name.")
  }

  private static func portFault(_ port: Substring) -> Fault? {
    let isNumber = port.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isNumber, let number = Int(port), (1...65_535).contains(number) { return nil }
    return Fault(
      reason: port.isEmpty ? "its port is missing" : "`\(port.prefix(100))` is no port",
      hint: "Remove the `:` and what follows it up to the path."
    )
  }

  /// A name, whose last part a dot may follow, or an address of numbers.
  private static func isHost(_ host: Substring) -> Bool {
    if host.hasPrefix("["), host.hasSuffix("]") {
      let address = host.dropFirst().dropLast()
      return address.count { $0 == ":" } >= 2
        && address.utf8.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }
    let name = Array((host.hasSuffix(".") ? host.dropLast() : host).utf8)
    return !name.isEmpty && name.count <= 253
      && isName(name, DomainCheck.fault(name))
  }

  /// Names with an underscore are none by the letter, and are in use.
  private static func isName(_ name: [UInt8], _ fault: EmailCheck.Fault?) -> Bool {
    guard fault == .forbidden("_") else { return fault == nil }
    return DomainCheck.fault(name.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "x") : $0 }) == nil
  }

  /// What no URL holds, and what cannot be seen in one.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || scalar.value == 0x7F
      || !scalar.isASCII
        && (scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
          || scalar.properties.generalCategory == .control)
  }

  /// The form that nearly all have, which needs no closer look: `https://`, a host in lower case, a
  /// path.
  static func isUsual(_ text: YAMLBytes) -> Bool {
    guard text.begins(with: "https://") else { return false }
    var index = 8
    var length = 0
    var isName = false
    while index < text.count, text[index] != UInt8(ascii: "/") {
      let byte = text[index]
      let isLetterOrDigit =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      guard isLetterOrDigit || isName && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"))
      else { return false }
      isName = isLetterOrDigit
      length += 1
      index += 1
    }
    guard isName, length <= 63 else { return false }
    while index < text.count {
      guard text[index] &- 0x21 < 0x5E else { return false }
      index += 1
    }
    return true
  }
}
