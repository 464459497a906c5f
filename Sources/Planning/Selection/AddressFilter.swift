import Diagnostics
import Model

/// `--only` and `--exclude` together, and which of their patterns matched anything.
struct AddressFilter {
  private let only: [AddressPattern]
  private let exclude: [AddressPattern]
  private var onlyMatched: [Bool]
  private var excludeMatched: [Bool]
  /// For each pattern of `--only`, whether it selects a contact that nothing excludes.
  private var onlySelected: [Bool]
  private var selectsAny = false

  /// Fails when the options filter nothing.
  init?(_ options: PlanOptions) {
    guard !options.only.isEmpty || !options.exclude.isEmpty else { return nil }
    only = options.only
    exclude = options.exclude
    onlyMatched = only.map { _ in false }
    excludeMatched = exclude.map { _ in false }
    onlySelected = onlyMatched
  }

  /// Whether `--only` asks for contacts, so that leaving one out needs more than a note.
  var asksForContacts: Bool { !only.isEmpty }

  /// The options that let further contacts take part; `nil` when `--exclude` may be
  /// what leaves them out.
  func options(adding addresses: [Address]) -> String? {
    guard !only.isEmpty, exclude.isEmpty else { return nil }
    return ShellWord.line(addresses.flatMap { ["--only", AddressPattern.literal($0)] })
  }

  /// Whether the contact takes part.
  mutating func selects(_ address: Address) -> Bool {
    let unwanted = Self.anyMatches(exclude, address, &excludeMatched)
    var wanted = only.isEmpty
    for (index, pattern) in only.enumerated() where pattern.matches(address) {
      onlyMatched[index] = true
      if !unwanted { onlySelected[index] = true }
      wanted = true
    }
    if wanted, !unwanted { selectsAny = true }
    return wanted && !unwanted
  }

  /// The patterns as the command line gave them.
  var descriptions: [String] {
    only.map { "--only \($0)" } + exclude.map { "--exclude \($0)" }
  }

  /// Warns of each pattern that matched no address, and of patterns whose
  /// contacts others leave out.
  ///
  /// Each pattern without a match has a warning of its own; the others share one.
  var warnings: [Diagnostic] {
    let matched = onlyMatched + excludeMatched
    let unmatched = zip(descriptions, matched).filter { !$0.1 }.map { pattern, _ in
      Diagnostic(
        .warning,
        .patternMatchesNothing,
        "`\(pattern)` matches no contact of the manifest or the state.",
        hint: "Patterns are over keys, such as `jane-*` or `*@example.com`; case counts."
      )
    }
    return unmatched
      + overruled.map { patterns in
        Diagnostic(
          .warning,
          .patternMatchesNothing,
          "`\(patterns)` leaves no contact.",
          hint: only.isEmpty
            ? "Let the patterns leave something in."
            : "`--exclude` wins over `--only`: take out what excludes the contacts that are meant."
        )
      }
  }

  /// Patterns that matched contacts, none of which takes part.
  private var overruled: [String] {
    guard selectsAny else {
      let isExplained =
        onlyMatched.contains(false) || !(onlyMatched + excludeMatched).contains(true)
      return isExplained ? [] : [descriptions.joined(separator: " ")]
    }
    let excluding = exclude.map { " --exclude \($0)" }.joined()
    return only.indices.filter { onlyMatched[$0] && !onlySelected[$0] }.map { index in
      "--only \(only[index])" + excluding
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
