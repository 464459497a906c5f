import Model
import YAMLEvents

/// One contact, or the defaults of a file, as written: nothing applied, nothing resolved.
///
/// One is used again for contact after contact, so that reading a value costs a copy of its bytes.
struct ContactDraft {
  /// Where a key and its value stand.
  struct Slot {
    var key = Span.none
    var value = Span.none
    fileprivate var offset = 0
    fileprivate var length = 0
  }

  /// A key that is not an API field's.
  struct Extra {
    var isGiven = false
    var isNull = false
    var isBroken = false
    var isMerged = false
    var slot = Slot()

    static func given(_ key: Span, isMerged: Bool) -> Extra {
      var extra = Extra(isGiven: true, isMerged: isMerged)
      extra.slot.key = key
      return extra
    }
  }

  struct Email {
    let text: String
    let span: Span
  }

  struct Custom {
    let name: String
    /// `nil` when it is not managed here.
    var value: AttributeValue?
    var key: Span
    var span: Span
    var isMerged: Bool
  }

  private(set) var values = FieldSet()
  private(set) var nulls = FieldSet()
  /// Those whose value cannot be used, which has been said.
  private(set) var broken = FieldSet()
  /// Those that came in through a merge key.
  private(set) var merged = FieldSet()
  private var slots = Array(repeating: Slot(), count: ContactField.allCases.count)
  private var bytes: [UInt8] = []
  private(set) var emails: [Email] = []

  var company = Extra()
  /// The name under `companies`, when one is given.
  var companyName: String?
  var custom = Extra()
  private(set) var customs: [Custom] = []
  private var customIndex: [String: Int] = [:]

  var protection = Extra()
  /// `nil` when it is not given.
  var isProtected: Bool?
  var ignoring = Extra()
  /// None twice.
  var ignoredKeys: [AttributeKey] = []

  /// Those that have a key, whatever its value.
  var given: FieldSet { values.union(nulls).union(broken) }

  mutating func reset() {
    (values, nulls, broken, merged) = (FieldSet(), FieldSet(), FieldSet(), FieldSet())
    bytes.removeAll(keepingCapacity: true)
    if !emails.isEmpty { emails.removeAll(keepingCapacity: true) }
    company = Extra()
    companyName = nil
    removeCustoms()
    custom = Extra()
    protection = Extra()
    isProtected = nil
    ignoring = Extra()
    if !ignoredKeys.isEmpty { ignoredKeys.removeAll() }
  }

  func slot(_ field: ContactField) -> Slot { slots[Int(field.rawValue)] }

  // MARK: API fields

  mutating func begin(_ field: ContactField, key: Span, value: Span, isMerged: Bool) {
    values.remove(field)
    nulls.remove(field)
    broken.remove(field)
    if isMerged { merged.insert(field) } else { merged.remove(field) }
    slots[Int(field.rawValue)].key = key
    slots[Int(field.rawValue)].value = value
  }

  mutating func setNull(_ field: ContactField) { nulls.insert(field) }

  mutating func setBroken(_ field: ContactField) { broken.insert(field) }

  mutating func set(_ field: ContactField, _ text: UnsafeRawBufferPointer) {
    values.insert(field)
    slots[Int(field.rawValue)].offset = bytes.count
    slots[Int(field.rawValue)].length = text.count
    bytes.append(contentsOf: text)
  }

  mutating func set(_ field: ContactField, _ emails: [Email]) {
    values.insert(field)
    self.emails = emails
  }

  mutating func drop(_ field: ContactField) { values.remove(field) }

  /// The bytes of a field's text, for as long as `body` runs.
  func withText<Result>(
    of field: ContactField,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let slot = slots[Int(field.rawValue)]
    return bytes.withUnsafeBytes { bytes in
      body(UnsafeRawBufferPointer(rebasing: bytes[slot.offset..<slot.offset + slot.length]))
    }
  }

  // MARK: Custom fields

  mutating func removeCustoms() {
    guard !customs.isEmpty else { return }
    customs.removeAll(keepingCapacity: true)
    customIndex.removeAll(keepingCapacity: true)
  }

  /// The entry of that name, if there is one.
  func indexOfCustom(_ name: String) -> Int? {
    customs.count <= Self.searched
      ? customs.firstIndex { $0.name == name } : customIndex[name]
  }

  /// Adds one, or replaces the one of that name.
  mutating func setCustom(_ entry: Custom) {
    if let index = indexOfCustom(entry.name) {
      customs[index] = entry
      return
    }
    customs.append(entry)
    if customs.count == Self.searched + 1 {
      for (index, custom) in customs.enumerated() { customIndex[custom.name] = index }
    } else if customs.count > Self.searched {
      customIndex[entry.name] = customs.count - 1
    }
  }

  /// Up to so many are searched one by one.
  private static let searched = 12
}
