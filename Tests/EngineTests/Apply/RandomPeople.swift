import Model
import TestSupport

/// A few people with few identifiers, who are renamed, swapped and mixed up by chance.
struct RandomPeople {
  struct Person: Equatable {
    var key: String
    /// By field, in the order of `ResourceType.contact.identifiers`.
    var identifiers: [Int?]
    var name: String
    var note: String?
  }

  /// Keeps the identifiers of one scene from those of another.
  let scene: String
  private(set) var people: [Person] = []
  private var generator: SeededGenerator
  private var count = 0

  init(seed: Int, scene: String) {
    self.scene = scene
    generator = SeededGenerator(seed: UInt64(seed))
    for key in ["a", "b", "c", "d", "e"].prefix(Int.random(in: 2...5, using: &generator)) {
      add(key)
    }
  }

  mutating func edit() {
    for _ in 0..<Int.random(in: 1...4, using: &generator) { editOnce() }
  }

  mutating func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &generator) }

  private mutating func fresh() -> Int {
    count += 1
    return count
  }

  private mutating func add(_ key: String) {
    let kinds = Int.random(in: 1...7, using: &generator)
    let name = "Name\(fresh())"
    var identifiers: [Int?] = []
    for bit in 0..<3 { identifiers.append(kinds & (1 << bit) == 0 ? nil : fresh()) }
    people.append(Person(key: key, identifiers: identifiers, name: name))
  }

  private mutating func editOnce() {
    guard !people.isEmpty else { return add("f\(fresh())") }
    let one = pick(people.indices)
    let other = pick(people.indices)
    let field = pick(0..<3)
    switch pick(0..<14) {
    case 0: swapKeys(one, other)
    case 1: for index in people.indices.dropLast() { swapKeys(index, index + 1) }
    case 2:
      let mine = people[one].identifiers[field]
      people[one].identifiers[field] = people[other].identifiers[field]
      people[other].identifiers[field] = mine
    case 3:
      let mine = people[one].identifiers
      people[one].identifiers = people[other].identifiers
      people[other].identifiers = mine
    case 4, 5: people[one].identifiers[field] = fresh()
    case 6: people[one].identifiers[field] = nil
    case 7: people.remove(at: one)
    case 8: add("f\(fresh())")
    case 9:
      add("f\(fresh())")
      guard let given = people[one].identifiers[field] else { break }
      people[people.count - 1].identifiers[field] = given
      people[one].identifiers[field] = fresh()
    case 10: people[one].key = "f\(fresh())"
    case 11:
      let key = people[one].key
      people.remove(at: one)
      guard !people.isEmpty else { break }
      people[pick(people.indices)].key = key
    case 12 where one != other:
      guard let given = people[one].identifiers[field] else { break }
      people[one].identifiers[field] = pick(0..<2) == 0 ? nil : fresh()
      people[other].identifiers[field] = given
    default: people[one].name = "Name\(fresh())"
    }
    people.removeAll { $0.identifiers.allSatisfy { $0 == nil } }
  }

  private mutating func swapKeys(_ one: Int, _ other: Int) {
    let mine = people[one].key
    people[one].key = people[other].key
    people[other].key = mine
  }

  func value(_ field: Field, _ number: Int) -> String {
    switch field {
    case .email: "p\(number)-\(scene)@example.com"
    case .linkedinUrl: "https://www.linkedin.com/in/p\(number)-\(scene)"
    default: "https://www.linkedin.com/sales/lead/P\(number)X\(scene)"
    }
  }

  /// The manifest; the contact at the index of `note` has that besides.
  func desired(policy: RemovalPolicy, note: (index: Int, text: String)? = nil) -> DesiredState {
    let contacts = people.enumerated().compactMap { index, person -> DesiredContact? in
      var pairs: [(AttributeKey, AttributeValue)] = [(.field(.firstName), .string(person.name))]
      for (field, number) in zip(ResourceType.contact.identifiers, person.identifiers) {
        if let number { pairs.append((.field(field), .string(value(field, number)))) }
      }
      if let note, note.index == index { pairs.append((.field(.tagline), .string(note.text))) }
      return Address(key: person.key).map {
        DesiredContact(
          address: $0,
          attributes: Attributes(pairs),
          position: SourcePosition(file: 0, line: index + 1, column: 3)
        )
      }
    }
    return DesiredState(
      files: [.init(path: "roster.yaml", sha256: String(repeating: "0", count: 64))],
      contacts: contacts.sorted { $0.address < $1.address },
      settings: ManifestSettings(onRemove: policy)
    )
  }
}
