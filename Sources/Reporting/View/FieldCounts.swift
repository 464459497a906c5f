import Model
import ParallelWork
import Planning

/// How many changes add, change and release each field.
struct FieldCounts {
  struct Counts {
    var added = 0
    var changed = 0
    var released = 0
  }

  private(set) var byKey: [AttributeKey: Counts] = [:]

  init(_ changes: PlanChanges) {
    for piece in concurrently(count: changes.count, piece: 1 << 14, { Self.count(changes, $0) }) {
      byKey.merge(piece) { one, other in
        Counts(
          added: one.added + other.added,
          changed: one.changed + other.changed,
          released: one.released + other.released
        )
      }
    }
  }

  private static func count(
    _ changes: PlanChanges,
    _ range: Range<Int>
  ) -> [AttributeKey: Counts] {
    var found: [AttributeKey: Counts] = [:]
    // The counts of creations, which are not turned into changes for this, by field number.
    var (type, fields) = (ResourceType.contact, [Int](repeating: 0, count: 256))
    var custom: [String: Int] = [:]
    func addFields() {
      for field in type.fields where fields[Int(field.number)] > 0 {
        found[.field(field), default: Counts()].added += fields[Int(field.number)]
        fields[Int(field.number)] = 0
      }
    }
    for entry in changes.entries[range] {
      guard let creation = entry.creation else {
        add(entry.change, to: &found)
        continue
      }
      if creation.type != type {
        addFields()
        type = creation.type
      }
      creation.forEachAttribute { entry in
        if let field = entry.field {
          fields[Int(field.number)] += 1
        } else {
          custom[String(decoding: entry.customName, as: UTF8.self), default: 0] += 1
        }
      }
    }
    addFields()
    for (name, count) in custom { found[.custom(name), default: Counts()].added += count }
    return found
  }

  private static func add(_ change: Change, to found: inout [AttributeKey: Counts]) {
    let known = Set(change.before?.keys ?? [])
    for key in change.changedKeys {
      if known.contains(key) {
        found[key, default: Counts()].changed += 1
      } else {
        found[key, default: Counts()].added += 1
      }
    }
    for key in change.releasedKeys { found[key, default: Counts()].released += 1 }
  }
}
