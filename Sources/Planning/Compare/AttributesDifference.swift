package import Model

/// What differs between the attributes last applied and those declared now.
package struct AttributesDifference: Hashable, Sendable {
  /// Keys whose value was added or changed, in canonical order.
  package private(set) var changed: [AttributeKey] = []
  /// Keys that are no longer declared, in canonical order.
  package private(set) var released: [AttributeKey] = []

  /// Compares both in one pass; the order of `additionalEmails` makes no difference.
  package init(from before: Attributes, to after: Attributes) {
    guard before != after else { return }
    var old = before.makeIterator()
    var new = after.makeIterator()
    var left = old.next()
    var right = new.next()
    while left != nil || right != nil {
      if let entry = left, right.map({ entry.key < $0.key }) ?? true {
        released.append(entry.key)
        left = old.next()
      } else if let entry = right, left.map({ entry.key < $0.key }) ?? true {
        changed.append(entry.key)
        right = new.next()
      } else if let was = left, let entry = right {
        if !Self.areAlike(was.value, entry.value) { changed.append(entry.key) }
        left = old.next()
        right = new.next()
      }
    }
  }

  package var isEmpty: Bool { changed.isEmpty && released.isEmpty }

  /// Compares bytes: a text that only looks the same is a change, too.
  private static func areAlike(_ before: AttributeValue, _ after: AttributeValue) -> Bool {
    switch (before, after) {
    case (.list(let old), .list(let new)):
      old.count == new.count
        && zip(old.sorted(by: precedes), new.sorted(by: precedes)).allSatisfy {
          $0.utf8.elementsEqual($1.utf8)
        }
    case (.string(let old), .string(let new)): old.utf8.elementsEqual(new.utf8)
    default: before == after
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
