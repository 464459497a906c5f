import Diagnostics
import YAMLEvents

/// Reads a fault plan from a YAML document.
struct FaultReader {
  private static let conditions = [
    "method", "path", "body", "requests", "from", "count", "every", "probability",
  ]
  private static let actions = [
    "status", "delay", "delayAnswer", "close", "answer", "contentLength", "oversized",
    "dropField", "setField", "ignoreField", "linkCompany",
  ]
  private static let replyKeys = ["text", "contentType", "headers", "after"]

  private var reader = FileReader()

  mutating func read(_ root: YAMLNode) throws(DiagnosticsError) -> FaultPlan {
    var plan = FaultPlan()
    if reader.isMapping(root, "A fault file", keys: ["seed", "rules"]) {
      plan.seed = UInt64(clamping: number(root, "seed", in: 0...Int.max) ?? 0)
      plan.rules = reader.items(root, "rules").compactMap { rule($0) }
    }
    try reader.finish()
    return plan
  }

  private mutating func rule(_ node: YAMLNode) -> FaultRule? {
    let keys = Self.conditions + Self.actions + Self.replyKeys
    guard reader.isMapping(node, "A rule", keys: keys) else { return nil }
    let names = Self.actions.filter { node[$0] != nil }
    guard let name = names.first, names.count == 1 else {
      reader.report(
        .sandboxFileMissingKey,
        "A rule has one action; this one has \(names.isEmpty ? "none" : "\(names.count)").",
        at: node,
        hint: "Give one of \(Self.actions.map { "`\($0)`" }.joined(separator: ", "))."
      )
      return nil
    }
    let occasion = occasion(node)
    guard let action = action(name, node) else { return nil }
    return FaultRule(
      method: reader.text(node, "method"),
      path: reader.text(node, "path"),
      body: reader.text(node, "body"),
      on: occasion,
      action
    )
  }

  private mutating func occasion(_ node: YAMLNode) -> FaultRule.Occasion {
    if let value = node["requests"] {
      let numbers = (value.array ?? [value]).compactMap(\.integer)
      guard !numbers.isEmpty, numbers.allSatisfy({ $0 >= 1 }) else {
        reader.report(.sandboxFileShape, "`requests` is a list of numbers from 1.", at: value)
        return .always
      }
      return .requests(Set(numbers))
    }
    if node["from"] != nil || node["count"] != nil {
      let first = number(node, "from", in: 1...Int.max) ?? 1
      return .from(first, count: number(node, "count", in: 1...Int.max) ?? .max)
    }
    if let step = number(node, "every", in: 1...Int.max) { return .every(step) }
    if let value = node["probability"] {
      guard let share = value.number, (0...1).contains(share) else {
        reader.report(.sandboxFileInvalidValue, "`probability` is from 0 to 1.", at: value)
        return .always
      }
      return .probability(share)
    }
    return .always
  }

  private mutating func action(_ name: String, _ node: YAMLNode) -> FaultAction? {
    switch name {
    case "status": reply(node)
    case "delay": duration(node, name).map { .delay($0, .before) }
    case "delayAnswer": duration(node, name).map { .delay($0, .after) }
    case "close":
      choice(node, name, ["before", "after"]).map { .close($0 == "after" ? .after : .before) }
    case "answer":
      switch choice(node, name, ["half", "malformed", "html"]) {
      case "half": .halfBody
      case "malformed": .malformedJSON
      case "html": .html
      default: nil
      }
    case "contentLength": number(node, name, in: -1_000_000...1_000_000).map { .contentLength($0) }
    case "oversized": number(node, name, in: 1...1_000_000_000).map { .oversized($0) }
    case "dropField": reader.text(node, name).map { .dropField($0) }
    case "ignoreField": reader.text(node, name).map { .ignoreField($0) }
    case "linkCompany": reader.text(node, name).map { .linkCompany($0) }
    default: setField(node)
    }
  }

  private mutating func reply(_ node: YAMLNode) -> FaultAction? {
    guard let status = number(node, "status", in: 100...999) else { return nil }
    var reply = FaultAction.Reply(status, reader.text(node, "text") ?? "")
    if let type = reader.text(node, "contentType") { reply.contentType = type }
    for entry in node["headers"]?.mapping ?? [] {
      reply.headers[entry.key] = entry.value.string ?? ""
    }
    return .reply(reply, node["after"]?.boolean == true ? .after : .before)
  }

  private mutating func setField(_ node: YAMLNode) -> FaultAction? {
    guard let value = node["setField"],
      reader.isMapping(value, "`setField`", keys: ["path", "value"]),
      let path = reader.requiredText(value, "path", of: "`setField`"),
      let text = reader.requiredText(value, "value", of: "`setField`")
    else { return nil }
    return .setField(path, to: text)
  }

  private mutating func duration(_ node: YAMLNode, _ key: String) -> Duration? {
    guard let text = reader.text(node, key) else { return nil }
    guard let duration = SandboxRateLimit.duration(text[...]) else {
      reader.report(
        .sandboxFileInvalidValue,
        "`\(text)` is no time.",
        at: node[key] ?? node,
        hint: "Write `250ms`, `2s` or `1m`."
      )
      return nil
    }
    return duration
  }

  private mutating func choice(_ node: YAMLNode, _ key: String, _ choices: [String]) -> String? {
    guard let text = reader.text(node, key) else { return nil }
    guard choices.contains(text) else {
      reader.report(
        .sandboxFileInvalidValue,
        "`\(key)` is one of \(choices.joined(separator: ", ")).",
        at: node[key] ?? node
      )
      return nil
    }
    return text
  }

  private mutating func number(
    _ node: YAMLNode,
    _ key: String,
    in range: ClosedRange<Int>
  ) -> Int? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let number = value.integer, range.contains(number) else {
      reader.report(
        .sandboxFileInvalidValue,
        range.upperBound == .max
          ? "`\(key)` is a whole number from \(range.lowerBound) on."
          : "`\(key)` is a whole number from \(range.lowerBound) to \(range.upperBound).",
        at: value
      )
      return nil
    }
    return number
  }
}
