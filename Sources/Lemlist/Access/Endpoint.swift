/// The base URL of the service, normalised: `https`, or plain `http` to this machine only.
package struct Endpoint: Hashable, Sendable {
  /// The normalised URL: lower-case scheme and host, no default port, no trailing slash.
  package let description: String
  /// Whether the host is this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
  package let isLoopback: Bool
  /// The host in lower case; an IPv6 address stands without its brackets.
  let host: String
  /// The port as given, or else the scheme's default.
  let port: Int

  /// The provider's public endpoint.
  package static let production = Endpoint(
    description: "https://api.lemlist.com/api",
    isLoopback: false,
    host: "api.lemlist.com",
    port: 443
  )

  private init(description: String, isLoopback: Bool, host: String, port: Int) {
    self.description = description
    self.isLoopback = isLoopback
    self.host = host
    self.port = port
  }

  /// Reads a URL that a person gave.
  ///
  /// - Throws: `EndpointError`, which never quotes user info.
  package init(_ text: String) throws(EndpointError) {
    var rest = Substring(text)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    rest = rest.drop(while: \.isWhitespace)
    guard !rest.isEmpty, rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw EndpointError(.notAURL)
    }
    let secure: Bool
    if let tail = Self.tail(of: rest, after: "https://") {
      (secure, rest) = (true, tail)
    } else if let tail = Self.tail(of: rest, after: "http://") {
      (secure, rest) = (false, tail)
    } else {
      throw EndpointError(rest.contains("@") ? .hasUserInfo : .unknownScheme)
    }
    let authority = rest.prefix { !"/?#\\".contains($0) }
    guard !authority.contains("@") else { throw EndpointError(.hasUserInfo) }
    var path = rest.dropFirst(authority.count)
    guard !path.contains("?"), !path.contains("#") else { throw EndpointError(.hasQuery) }
    guard path.utf8.allSatisfy(Self.isPathByte), !Self.hasDotSegment(path) else {
      throw EndpointError(.notAURL)
    }
    while path.last == "/" { path.removeLast() }

    let (host, port) = try Self.split(authority, defaultPort: secure ? 443 : 80)
    let isLoopback = Self.isLoopback(host)
    guard secure || isLoopback else { throw EndpointError(.plainHTTP(host: host)) }
    let shownHost = host.contains(":") ? "[\(host)]" : host
    let shownPort = port == (secure ? 443 : 80) ? "" : ":\(port)"
    self.init(
      description: "\(secure ? "https" : "http")://\(shownHost)\(shownPort)\(path)",
      isLoopback: isLoopback,
      host: host,
      port: port
    )
  }

  private static func tail(of text: Substring, after prefix: String) -> Substring? {
    guard text.prefix(prefix.count).lowercased() == prefix else { return nil }
    return text.dropFirst(prefix.count)
  }

  private static func split(
    _ authority: Substring,
    defaultPort: Int
  ) throws(EndpointError) -> (host: String, port: Int) {
    var host = authority
    var portText: Substring?
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { throw EndpointError(.notAURL) }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.first == ":" else { throw EndpointError(.notAURL) }
      if !after.isEmpty { portText = after.dropFirst() }
      guard host.contains(":"), host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
        throw EndpointError(.notAURL)
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        portText = authority[authority.index(after: colon)...]
      }
      guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else { throw EndpointError(.notAURL) }
    }
    guard let portText, !portText.isEmpty else { return (host.lowercased(), defaultPort) }
    guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(portText),
      (1...65535).contains(port)
    else { throw EndpointError(.notAURL) }
    return (host.lowercased(), port)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    isHostByte(byte) || "/~%!$&'()*+,;=:@".utf8.contains(byte)
  }

  private static func hasDotSegment(_ path: Substring) -> Bool {
    path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in
        !part.isEmpty && part.count <= 3 && part.allSatisfy(\.isNumber) && UInt8(part) != nil
      }
  }
}

extension Endpoint: CustomStringConvertible {}
