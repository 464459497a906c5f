import FoundationEssentials
import JSONText
import Model

/// One value that was sent or applied, beside what the CRM holds for it.
struct HeldValue {
  /// The value that was sent, as text.
  let expected: String
  /// What the CRM holds, as text; `nil` for nothing.
  let actual: String?
  /// Whether the CRM holds the value, or does not say.
  let isKept: Bool

  /// What bears on a value beside what the CRM holds.
  struct Circumstances {
    /// Whether the contact was made by the request that carried the value.
    var isNew = false
    /// Whether the contact is linked to a company, whose job then may hold the job's fields.
    let isLinked: Bool
  }

  init(
    _ key: AttributeKey,
    _ value: AttributeValue,
    in contact: RemoteContact,
    _ circumstances: Circumstances
  ) {
    switch key {
    case .custom(let name): self.init(custom: value, held: contact.fields[name])
    case .field(let field):
      switch field.kind {
      case .email:
        self.init(email: value.string ?? "", contact)
      case .emailList:
        guard case .list(let items) = value else { preconditionFailure("emails are a list") }
        self.init(emails: items, contact)
      case .linkedInProfile, .salesNavigatorProfile:
        self.init(url: contact.text(field), sent: value.string ?? "", field)
      case .owner, .companyID, .companyDomain, .linkedInCompany:
        // Compared as the owner and the company that they mean, not as text.
        self.init(expected: value.string ?? "", actual: nil, isKept: true)
      case .text, .phone, .url, .timeZone:
        self.init(text: value.string ?? "", field, contact, circumstances)
      }
    }
  }

  private init(expected: String, actual: String?, isKept: Bool) {
    self.expected = expected
    self.actual = actual
    self.isKept = isKept
  }

  /// The main address is the first one.
  private init(email: String, _ contact: RemoteContact) {
    let sent = NormalizedIdentifier.email(email)
    self.init(
      expected: email,
      actual: contact.emails.first,
      isKept: contact.emails.first.map { NormalizedIdentifier.email($0) == sent } ?? false
    )
  }

  private init(emails: [String], _ contact: RemoteContact) {
    let held = Set(contact.emails.map(NormalizedIdentifier.email))
    self.init(
      expected: emails.joined(separator: ", "),
      actual: contact.emails.isEmpty ? nil : contact.emails.joined(separator: ", "),
      isKept: emails.allSatisfy { held.contains(NormalizedIdentifier.email($0)) }
    )
  }

  private init(url: String?, sent: String, _ field: Field) {
    let isKept =
      url.map { NormalizedIdentifier(field, $0) == NormalizedIdentifier(field, sent) } ?? true
    self.init(expected: sent, actual: url, isKept: isKept)
  }

  private init(
    text: String,
    _ field: Field,
    _ contact: RemoteContact,
    _ circumstances: Circumstances
  ) {
    if field.role.contains(.creationOnly) {
      // Taken on creation only, so an answer to anything else says nothing of it.
      let isKept = !circumstances.isNew || contact.source == text
      self.init(expected: text, actual: contact.source, isKept: isKept)
      return
    }
    let held = contact.fields[field.name].flatMap(Self.text)
    let mayBelongToJob = field.role.contains(.jobData) && circumstances.isLinked
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
