import Model

/// The plan's own record of its options.
extension PlanOptions {
  /// The limits and `--allow-empty` as given on the command line.
  var allowances: [String] {
    let limits = [
      ("--max-creates", limits.create), ("--max-updates", limits.update),
      ("--max-forgets", limits.forget), ("--max-deletes", maxDeletes ?? limits.delete),
    ]
    return limits.compactMap { name, limit in limit.map { "\(name) \($0)" } }
      + (allowEmpty ? ["--allow-empty"] : [])
  }

  /// The options that make a saved plan again: its filters and its allowances.
  ///
  /// A limit that is given now replaces the one that was given then.
  ///
  /// - Returns: The options; `nil` when the plan names an unknown option.
  package func repeating(_ plan: Plan) -> PlanOptions? {
    var options = self
    (options.only, options.exclude, options.allowEmpty) = ([], [], false)
    for option in plan.filters + plan.allowances {
      let words = option.split(separator: " ", maxSplits: 1).map(String.init)
      guard let name = words.first, options.add(name, words.dropFirst().first) else { return nil }
    }
    return options
  }

  private mutating func add(_ name: String, _ value: String?) -> Bool {
    let pattern = value.flatMap { AddressPattern($0) }
    let limit = value.flatMap { ChangeLimit($0) }
    switch name {
    case "--only": only += [pattern].compactMap { $0 }
    case "--exclude": exclude += [pattern].compactMap { $0 }
    case "--max-creates": limits.create = limits.create ?? limit
    case "--max-updates": limits.update = limits.update ?? limit
    case "--max-forgets": limits.forget = limits.forget ?? limit
    case "--max-deletes": maxDeletes = maxDeletes ?? limit
    case "--allow-empty":
      allowEmpty = true
      return value == nil
    default: return false
    }
    return name == "--only" || name == "--exclude" ? pattern != nil : limit != nil
  }
}
