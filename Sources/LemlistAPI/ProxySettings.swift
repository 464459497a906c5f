import AsyncHTTPClient

/// Which proxy the environment asks for.
///
/// Names count in either case, the lower-case one first, as with other tools. This machine is never reached
/// through a proxy: plain `http` to it carries the key unencrypted.
struct ProxySettings: Sendable {
  private let variables: [String: (name: String, value: String)]

  init(_ environment: [String: String]) {
    var variables: [String: (name: String, value: String)] = [:]
    for name in ["https_proxy", "http_proxy", "all_proxy", "no_proxy"] {
      for candidate in [name, name.uppercased()] {
        let value = (environment[candidate] ?? "").trimmed
        if !value.isEmpty, variables[name] == nil { variables[name] = (candidate, value) }
      }
    }
    self.variables = variables
  }

  /// The proxy for that endpoint, or `nil` for none.
  ///
  /// - Throws: `ProxyError`, which does not quote the setting: it may hold a password.
  func proxy(for endpoint: Endpoint) throws(ProxyError) -> HTTPClient.Configuration.Proxy? {
    guard !endpoint.isLoopback, !isExcepted(endpoint) else { return nil }
    guard let setting = variables["https_proxy"] ?? variables["all_proxy"] else { return nil }
    guard let proxy = Self.parse(setting.value) else { throw ProxyError(variable: setting.name) }
    return proxy
  }

  /// Whether `NO_PROXY` names the host: exactly, as a domain above it, with a port, or `*`.
  private func isExcepted(_ endpoint: Endpoint) -> Bool {
    guard let list = variables["no_proxy"]?.value else { return false }
    return list.split(whereSeparator: { $0 == "," || $0 == " " }).contains { entry in
      if entry == "*" { return true }
      var name = entry.lowercased()
      if name.hasPrefix("*.") { name.removeFirst() }
      if let colon = name.lastIndex(of: ":"), let port = Int(name[name.index(after: colon)...]),
        !name.dropLast(name.count - name.distance(from: name.startIndex, to: colon))
          .contains(":")
      {
        guard port == endpoint.port else { return false }
        name = String(name[..<colon])
      }
      if name.hasPrefix(".") { name.removeFirst() }
      return !name.isEmpty && (endpoint.host == name || endpoint.host.hasSuffix(".\(name)"))
    }
  }

  private static func parse(_ text: String) -> HTTPClient.Configuration.Proxy? {
    var rest = Substring(text)
    var isSOCKS = false
    if let range = text.firstRange(of: "://") {
      switch text[..<range.lowerBound].lowercased() {
      case "http": break
      case "socks5", "socks5h": isSOCKS = true
      default: return nil
      }
      rest = text[range.upperBound...]
    }
    if rest.last == "/" { rest.removeLast() }
    var authorization: HTTPClient.Authorization?
    if let at = rest.lastIndex(of: "@") {
      let parts = rest[..<at].split(
        separator: ":",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard let user = decode(parts[0]), let password = decode(parts.count > 1 ? parts[1] : "")
      else { return nil }
      authorization = .basic(username: user, password: password)
      rest = rest[rest.index(after: at)...]
    }
    guard let (host, port) = hostAndPort(rest, defaultPort: isSOCKS ? 1080 : 80) else { return nil }
    guard isSOCKS else {
      return .server(host: host, port: port, authorization: authorization)
    }
    // Passwords of SOCKS proxies are beyond the library.
    return authorization == nil ? .socksServer(host: host, port: port) : nil
  }

  private static func hostAndPort(
    _ text: Substring,
    defaultPort: Int
  ) -> (host: String, port: Int)? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      !text.contains("/"), !text.contains("?"), !text.contains("#")
    else { return nil }
    var host = text
    var port = defaultPort
    if let colon = text.lastIndex(of: ":"), text.last != "]" {
      guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number)
      else { return nil }
      (host, port) = (text[..<colon], number)
    }
    if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
    return host.isEmpty ? nil : (String(host), port)
  }

  /// Without `%XX`; `nil` when that is malformed.
  private static func decode(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let digits = String(rest.prefix(2)),
        digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension String {
  /// Without the white space around it.
  fileprivate var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
