import Model
import YAMLEvents

/// One contact, or the defaults of a file, as its entry has it: nothing applied, nothing resolved.
///
/// Keys and values are places in the entry. One draft serves for contact after contact.
final class ContactDraft {
  /// Where a key and its value stand in the entry.
  struct Slot {
    var key = 0
    var value = 0
  }

  /// A key that was given.
  struct Extra {
    var isGiven = false
    var isNull = false
    var isMerged = false
    var slot = Slot()

    init() {}

    init(_ key: YAMLValue, _ value: YAMLValue, isMerged: Bool) {
      (isGiven, self.isMerged) = (true, isMerged)
      slot = Slot(key: key.index, value: value.index)
    }
  }

  struct Email {
    let text: String
    let span: Span
  }

  struct Custom {
    /// What a field is set to.
    enum Value {
      /// Nothing: the field is not managed here.
      case none
      /// The text of the value's event.
      case text
      /// The number that the value's event is, written as `AttributeValue.text(of:)` writes it.
      case number
      case other(AttributeValue)
    }

    var value: Value
    let place: Extra

    var isSet: Bool { if case .none = value { false } else { true } }
  }

  // No two accesses of the unchecked ones overlap: nothing here calls out.
  @exclusivity(unchecked) private(set) var entry: YAMLEntry?
  @exclusivity(unchecked) private(set) var values = FieldSet()
  @exclusivity(unchecked) private(set) var nulls = FieldSet()
  /// The fields whose value cannot be used, which has been reported.
  @exclusivity(unchecked) private(set) var broken = FieldSet()
  /// The fields that came in through a merge key.
  @exclusivity(unchecked) private(set) var merged = FieldSet()
  @exclusivity(unchecked) private var slots = Array(
    repeating: Slot(),
    count: ResourceType.contact.fields.count
  )
  @exclusivity(unchecked) private(set) var emails: [Email] = []

  @exclusivity(unchecked) var company = Extra()
  /// Whether the value of `company` is a name under `companies`.
  @exclusivity(unchecked) var namesCompany = false
  @exclusivity(unchecked) var custom = Extra()
  @exclusivity(unchecked) private(set) var customs: [Custom] = []
  private var customIndex: [String: Int] = [:]

  @exclusivity(unchecked) var protection = Extra()
  /// The value of `protect`; `nil` when it is not given.
  @exclusivity(unchecked) var isProtected: Bool?
  @exclusivity(unchecked) var ignoring = Extra()
  /// The keys under `ignore`, none of them twice.
  @exclusivity(unchecked) var ignoredKeys: [AttributeKey] = []

  /// The fields that have a key, whatever its value.
  var given: FieldSet { values.union(nulls).union(broken) }

  /// Starts afresh, with what this entry says.
  func begin(_ entry: YAMLEntry) {
    self.entry = entry
    (values, nulls, broken, merged) = (FieldSet(), FieldSet(), FieldSet(), FieldSet())
    if !emails.isEmpty { emails.removeAll(keepingCapacity: true) }
    company = Extra()
    namesCompany = false
    removeCustoms()
    custom = Extra()
    protection = Extra()
    isProtected = nil
    ignoring = Extra()
    if !ignoredKeys.isEmpty { ignoredKeys.removeAll() }
  }

  /// Where that field was given before.
  func given(_ field: Field) -> Extra {
    var extra = Extra()
    extra.isGiven = given.contains(field)
    extra.isMerged = merged.contains(field)
    extra.slot = slot(field)
    return extra
  }

  func slot(_ field: Field) -> Slot { slots[Int(field.number)] }

  // MARK: API fields

  func begin(_ field: Field, key: Int, value: Int, isMerged: Bool) {
    values.remove(field)
    nulls.remove(field)
    broken.remove(field)
    if isMerged { merged.insert(field) } else { merged.remove(field) }
    slots[Int(field.number)] = Slot(key: key, value: value)
  }

  func setNull(_ field: Field) { nulls.insert(field) }

  func setBroken(_ field: Field) { broken.insert(field) }

  func set(_ field: Field) { values.insert(field) }

  func set(_ field: Field, _ emails: [Email]) {
    values.insert(field)
    self.emails = emails
  }

  func drop(_ field: Field) { values.remove(field) }

  // MARK: Custom fields

  func removeCustoms() {
    guard !customs.isEmpty else { return }
    customs.removeAll(keepingCapacity: true)
    customIndex.removeAll(keepingCapacity: true)
  }

  /// The place among `customs` of the field of that name, if it is given.
  func indexOfCustom(_ name: YAMLBytes) -> Int? {
    guard let entry, !customs.isEmpty else { return nil }
    return customs.count <= Self.searched
      ? customs.firstIndex { entry.text($0.place.slot.key) == name }
      : customIndex[name.string]
  }

  /// Adds one, or replaces the one at that place.
  func setCustom(_ custom: Custom, at index: Int?) {
    if let index {
      customs[index] = custom
      return
    }
    customs.append(custom)
    guard customs.count > Self.searched, let entry else { return }
    for index in customs.count == Self.searched + 1
      ? 0..<customs.count : customs.count - 1..<customs.count
    {
      customIndex[entry[customs[index].place.slot.key].string] = index
    }
  }

  /// Orders the custom fields by their names' bytes: places that were known are not valid any more.
  func sortCustoms() {
    guard customs.count > 1, let entry else { return }
    customs.sort { entry.text($0.place.slot.key) < entry.text($1.place.slot.key) }
  }

  /// Up to so many are searched one by one.
  private static let searched = 12
}
