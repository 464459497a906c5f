/// A copy of an entry, which lasts as long as this object.
package final class OwnedEntry {
  private let collector = EntryCollector()

  package init(copying entry: YAMLEntry) {
    for index in 0..<entry.count { collector.append(entry[index]) }
  }

  package var entry: YAMLEntry { collector.entry }
}
