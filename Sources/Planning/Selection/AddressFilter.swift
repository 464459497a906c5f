import Diagnostics
import Model

/// `--only` and `--exclude` together, and which of their patterns matched anything.
struct AddressFilter {
  private let only: [AddressPattern]
  private let exclude: [AddressPattern]
  private var onlyMatched: [Bool]
  private var excludeMatched: [Bool]

  /// `nil` when nothing is filtered.
  init?(_ options: PlanOptions) {
    guard !options.only.isEmpty || !options.exclude.isEmpty else { return nil }
    only = options.only
    exclude = options.exclude
    onlyMatched = only.map { _ in false }
    excludeMatched = exclude.map { _ in false }
  }

  /// Whether the contact takes part.
  mutating func selects(_ address: Address) -> Bool {
    let wanted = Self.anyMatches(only, address, &onlyMatched)
    let unwanted = Self.anyMatches(exclude, address, &excludeMatched)
    return (wanted || only.isEmpty) && !unwanted
  }

  /// As the command line had them.
  var descriptions: [String] {
    only.map { "--only \($0)" } + exclude.map { "--exclude \($0)" }
  }

  /// One for each pattern that matched no address of manifest or state.
  var warnings: [Diagnostic] {
    let matched = onlyMatched + excludeMatched
    return zip(descriptions, matched).filter { !$0.1 }.map { pattern, _ in
      Diagnostic(
        .warning,
        .patternMatchesNothing,
        "`\(pattern)` matches no contact of the manifest or the state.",
        hint: "Patterns are over keys, such as `jane-*` or `*@example.com`; case counts."
      )
    }
  }

  private static func anyMatches(
    _ patterns: [AddressPattern],
    _ address: Address,
    _ matched: inout [Bool]
  ) -> Bool {
    var any = false
    for (index, pattern) in patterns.enumerated() where pattern.matches(address) {
      matched[index] = true
      any = true
    }
    return any
  }
}
