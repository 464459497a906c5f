package import Model

/// A shell-like pattern over addresses, such as `jane-*` or `contact.*@example.com`.
///
/// `*` matches any run of characters, `?` any one, `[a-z]` one of a set, `[!a-z]` one outside it; a
/// backslash makes the next character literal. Case matters. The pattern applies to the key, and
/// matches resources of every type; with a type and a dot before it, only those of that type. A key
/// always matches itself, whatever special characters it has.
package struct AddressPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it was given.
  package let description: String
  private let whole: [Token]
  /// The text before the first dot, which may be a type's name; `nil` without a dot.
  private let type: String?
  /// The pattern after the first dot; `nil` without a dot, or when that is no valid pattern.
  private let withoutType: [Token]?

  /// Fails when the pattern is empty, or ends within a set or after a backslash.
  package init?(_ glob: String) {
    guard !glob.isEmpty, let whole = Self.tokens(of: glob) else { return nil }
    self.description = glob
    self.whole = whole
    let dot = glob.firstIndex(of: ".")
    type = dot.map { String(glob[..<$0]) }
    withoutType = dot.flatMap { Self.tokens(of: String(glob[glob.index(after: $0)...])) }
  }

  /// The pattern that matches only this contact, not yet quoted for a shell.
  package static func literal(_ address: Address) -> String {
    var pattern = String.UnicodeScalarView()
    for scalar in address.description.unicodeScalars {
      if #"*?[\"#.unicodeScalars.contains(scalar) { pattern.append("\\") }
      pattern.append(scalar)
    }
    return String(pattern)
  }

  /// Whether the whole key matches.
  ///
  /// A pattern that is a complete key matches every spelling that looks the same, such
  /// as both of `é`.
  package func matches(_ address: Address) -> Bool {
    if address.key == description || address.description == description { return true }
    let scalars = Array(address.key.unicodeScalars)
    if address.type.name == type, let withoutType, Self.matches(withoutType, scalars) {
      return true
    }
    return Self.matches(whole, scalars)
  }

  private enum Token: Hashable, Sendable {
    case anyRun
    case anyOne
    case one(Unicode.Scalar)
    case set([ClosedRange<Unicode.Scalar>], negated: Bool)

    func matches(_ scalar: Unicode.Scalar) -> Bool {
      switch self {
      case .anyRun, .anyOne: true
      case .one(let wanted): scalar == wanted
      case .set(let ranges, let negated): ranges.contains { $0.contains(scalar) } != negated
      }
    }
  }

  private static func tokens(of glob: String) -> [Token]? {
    var tokens: [Token] = []
    var rest = Array(glob.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*":
        if tokens.last != .anyRun { tokens.append(.anyRun) }
      case "?": tokens.append(.anyOne)
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        tokens.append(.one(next))
      case "[":
        guard let set = takeSet(&rest) else { return nil }
        tokens.append(set)
      default: tokens.append(.one(scalar))
      }
    }
    return tokens
  }

  /// Reads a set after its `[`; a `]` in first place is a member of the set.
  private static func takeSet(_ rest: inout ArraySlice<Unicode.Scalar>) -> Token? {
    var negated = false
    if let first = rest.first, first == "!" || first == "^" {
      negated = true
      rest = rest.dropFirst()
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let low = rest.popFirst() {
      if low == "]", !ranges.isEmpty { return .set(ranges, negated: negated) }
      let second = rest.dropFirst().first
      if rest.first == "-", let high = second, high != "]" {
        guard low <= high else { return nil }
        ranges.append(low...high)
        rest = rest.dropFirst(2)
      } else {
        ranges.append(low...low)
      }
    }
    return nil
  }

  /// Backtracks to the last `*` only, so the time is at most the product of both lengths.
  private static func matches(_ tokens: [Token], _ scalars: [Unicode.Scalar]) -> Bool {
    var token = 0
    var scalar = 0
    var retry: (token: Int, scalar: Int)?
    while scalar < scalars.count {
      if token < tokens.count, tokens[token] == .anyRun {
        retry = (token, scalar)
        token += 1
      } else if token < tokens.count, tokens[token].matches(scalars[scalar]) {
        token += 1
        scalar += 1
      } else if let (lastRun, start) = retry {
        retry = (lastRun, start + 1)
        token = lastRun + 1
        scalar = start + 1
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == .anyRun }
  }
}
