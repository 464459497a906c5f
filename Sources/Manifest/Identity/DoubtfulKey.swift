import Diagnostics
import Model

/// A contact's key that holds a character which nobody sees.
struct DoubtfulKey: Sendable {
  let key: Key
  let unseen: UnseenCharacter
  /// Index in the order of the set.
  let file: Int
}

extension DoubtfulKey {
  /// Warns of each, and of another key that looks the same.
  static func problems(_ keys: [DoubtfulKey], among contacts: DesiredContacts) -> ProblemList {
    var problems = ProblemList()
    guard !keys.isEmpty else { return problems }
    var firstOfLook: [String: (key: String, place: Place, length: Int?)] = [:]
    let looks = Set(keys.map { UnseenCharacter.look(of: $0.key.text) })
    for index in contacts.indices {
      let key = contacts.address(index).key
      guard looks.contains(key) else { continue }
      let length = key.unicodeScalars.count
      firstOfLook[key] = (key, Place(contacts.position(index), length: length), length)
    }
    for doubtful in keys {
      let look = UnseenCharacter.look(of: doubtful.key.text)
      let place = Place(file: doubtful.file, span: doubtful.key.span)
      let twin = firstOfLook[look]
      if twin == nil { firstOfLook[look] = (doubtful.key.text, place, nil) }
      problems.append(problem(doubtful, look, place, twin.map { ($0.key, $0.place) }))
    }
    return problems
  }

  private static func problem(
    _ doubtful: DoubtfulKey,
    _ look: String,
    _ place: Place,
    _ twin: (key: String, place: Place)?
  ) -> Problem {
    let shown = quoted(doubtful.key.text)
    let remedy =
      "Write \(quoted(look)); a contact of the state gets its new name by `roster state mv`."
    return Problem(
      .warning,
      .unseenInKey,
      twin.map {
        "The keys \(shown) and \(quoted($0.key)) look the same: the first one holds \(doubtful.unseen.name)."
      } ?? "The key \(shown) holds \(doubtful.unseen.name).",
      hint: twin == nil ? remedy : "Write one contact in the place of both, or rename one.",
      address: Address(key: doubtful.key.text)?.description,
      place: place,
      related: twin.map { [.init(message: "\(quoted($0.key)) is here", place: $0.place)] } ?? []
    )
  }
}
