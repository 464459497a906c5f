/// Contacts of a state that are just what a manifest declares, and so were not decoded: the fingerprint and
/// the protection are the same, and nothing has to converge any more.
///
/// They are known by their indices into that manifest's contacts, as runs: a million take one entry.
package struct UnreadContacts: Hashable, Sendable {
  /// Ascending; none is empty, and none begins where another ends.
  package private(set) var ranges: [Range<Int>] = []

  package init() {}

  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Adds an index that is greater than all before.
  package mutating func append(_ index: Int) {
    if let last = ranges.last, last.upperBound == index {
      ranges[ranges.count - 1] = last.lowerBound..<index + 1
    } else {
      ranges.append(index..<index + 1)
    }
  }
}
