import FoundationEssentials
import JSONText
import Lemlist
import Model

/// One value that was sent, beside what the answer holds for it.
struct HeldValue {
  /// The value sent, as text.
  let expected: String
  /// What the answer holds, as text; `nil` for nothing.
  let actual: String?
  /// Whether the answer holds the value, or does not say.
  let isKept: Bool

  init(_ key: AttributeKey, _ value: AttributeValue, _ answer: UpsertAnswer) {
    switch key {
    case .field(let field): self.init(field, value, answer)
    case .custom(let name): self.init(custom: value, held: answer.fields[name])
    }
  }

  /// Whether the answer certainly holds the value, byte for byte or as what it means; as a rule it does.
  ///
  /// Where this is `false`, nothing is said.
  static func isHeldAsSent(_ entry: RawAttribute, _ answer: UpsertAnswer) -> Bool {
    guard let field = entry.field else {
      return isSame(entry.value, answer.fields[String(decoding: entry.customName, as: UTF8.self)])
    }
    switch field.kind {
    case .owner, .companyID, .companyDomain, .linkedInCompany: return true
    case .text, .phone, .url, .timeZone:
      return field != .source && isSame(entry.value, answer.fields[field.name])
    case .email:
      guard case .text(let text) = entry.value, let first = answer.emails.first else {
        return false
      }
      return isSame(text, first)
    case .emailList, .linkedInProfile, .salesNavigatorProfile: return false
    }
  }

  private static func isSame(_ sent: RawAttribute.Value, _ held: JSONValue?) -> Bool {
    switch (sent, held) {
    case (.text(let text), .string(let held)?): isSame(text, held)
    case (.number(let digits), .number(let held)?): isSame(digits, held)
    case (.boolean(let flag), .boolean(let held)?): flag == held
    default: false
    }
  }

  private static func isSame(_ sent: UnsafeRawBufferPointer, _ held: String) -> Bool {
    let utf8 = held.utf8
    guard utf8.count == sent.count else { return false }
    return utf8.withContiguousStorageIfAvailable { $0.elementsEqual(sent) }
      ?? utf8.elementsEqual(sent)
  }

  private init(_ field: Field, _ value: AttributeValue, _ answer: UpsertAnswer) {
    switch field.kind {
    case .email:
      self.init(email: value.string ?? "", answer)
    case .emailList:
      guard case .list(let items) = value else { preconditionFailure("emails are a list") }
      self.init(emails: items, answer)
    case .linkedInProfile, .salesNavigatorProfile:
      self.init(url: answer.url(field), sent: value.string ?? "", field)
    case .owner, .companyID, .companyDomain, .linkedInCompany:
      // Compared as the owner and the company that they mean, not as text.
      self.init(expected: value.string ?? "", actual: nil, isKept: true)
    case .text, .phone, .url, .timeZone:
      self.init(text: value.string ?? "", field, answer)
    }
  }

  private init(expected: String, actual: String?, isKept: Bool) {
    self.expected = expected
    self.actual = actual
    self.isKept = isKept
  }

  /// The main address is the first one.
  private init(email: String, _ answer: UpsertAnswer) {
    let sent = NormalizedIdentifier.email(email)
    self.init(
      expected: email,
      actual: answer.emails.first,
      isKept: answer.emails.first.map { NormalizedIdentifier.email($0) == sent } ?? false
    )
  }

  private init(emails: [String], _ answer: UpsertAnswer) {
    let held = Set(answer.emails.map(NormalizedIdentifier.email))
    self.init(
      expected: emails.joined(separator: ", "),
      actual: answer.emails.isEmpty ? nil : answer.emails.joined(separator: ", "),
      isKept: emails.allSatisfy { held.contains(NormalizedIdentifier.email($0)) }
    )
  }

  private init(url: String?, sent: String, _ field: Field) {
    let isKept =
      url.map { NormalizedIdentifier(field, $0) == NormalizedIdentifier(field, sent) } ?? true
    self.init(expected: sent, actual: url, isKept: isKept)
  }

  private init(text: String, _ field: Field, _ answer: UpsertAnswer) {
    if field == .source {
      // Taken on creation only, so an answer to anything else says nothing of it.
      let isKept = !answer.created || answer.source == text
      self.init(expected: text, actual: answer.source, isKept: isKept)
      return
    }
    let held = answer.fields[field.name].flatMap(Self.text)
    let mayBelongToJob = field.role.contains(.jobData) && answer.companyLinked
    let isKept = held.map { Self.areAlike($0, text) } ?? mayBelongToJob
    self.init(expected: text, actual: held, isKept: isKept)
  }

  private init(custom value: AttributeValue, held: JSONValue?) {
    let isKept: Bool
    let expected: String
    switch value {
    case .string(let text):
      expected = text
      let actual = held.flatMap(Self.text) ?? ""
      isKept = Self.areAlike(actual, text) || Self.isSameTime(text, actual)
    case .number(let number):
      expected = AttributeValue.text(of: number)
      isKept = (held?.double ?? held?.string.flatMap { Double($0) }) == number
    case .boolean(let flag):
      expected = String(flag)
      isKept = (held?.boolean ?? held?.string.flatMap { Bool($0) }) == flag
    case .list(let items):
      expected = items.joined(separator: ", ")
      isKept = held?.array?.compactMap(\.string) == items
    }
    self.init(expected: expected, actual: held.flatMap(Self.text), isKept: isKept)
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null: return nil
    case .string(let text): return text
    case .number(let text): return text
    case .boolean(let flag): return String(flag)
    case .array, .object:
      var writer = JSONWriter()
      writer.value(value)
      return writer.text
    }
  }

  /// Whether both are the same but for white space around.
  private static func areAlike(_ left: String, _ right: String) -> Bool {
    // As a rule they are the same altogether.
    left == right || trimmed(left) == trimmed(right)
  }

  private static func trimmed(_ text: String) -> Substring {
    var text = text[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    while text.first?.isWhitespace == true { text.removeFirst() }
    return text
  }

  /// Whether both are the same day or instant, as a date field may be answered in another notation.
  private static func isSameTime(_ left: String, _ right: String) -> Bool {
    guard let left = instant(left), let right = instant(right) else { return false }
    return left == right
  }

  private static func instant(_ text: String) -> Date? {
    guard text.utf8.count >= 10, text.utf8.first.map({ (48...57).contains($0) }) == true else {
      return nil
    }
    let dayOnly = Date.ISO8601FormatStyle().year().month().day()
    let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    if text.utf8.count == 10 { return try? Date(text, strategy: dayOnly) }
    return (try? Date(text, strategy: .iso8601)) ?? (try? Date(text, strategy: withFraction))
  }
}
