/// Finds some bytes among many, without looking at most of them (Horspool's algorithm).
package struct ByteSearch: Sendable {
  private let wanted: [UInt8]
  /// By the last byte of a place: how far the next place can be.
  private var steps: [Int]

  /// - Parameter wanted: At least one byte.
  package init?(_ wanted: some Sequence<UInt8>) {
    let wanted = Array(wanted)
    guard !wanted.isEmpty else { return nil }
    self.wanted = wanted
    steps = Array(repeating: wanted.count, count: 256)
    for (index, byte) in wanted.dropLast().enumerated() {
      steps[Int(byte)] = wanted.count - 1 - index
    }
  }

  /// Where they are first; `nil` when they are not among them.
  package func first<Bytes: RandomAccessCollection>(in bytes: Bytes) -> Int?
  where Bytes.Element == UInt8, Bytes.Index == Int {
    var place = 0
    while place <= bytes.count - wanted.count {
      let last = bytes[place + wanted.count - 1]
      if last == wanted[wanted.count - 1],
        bytes[place..<place + wanted.count].elementsEqual(wanted)
      {
        return place
      }
      place += steps[Int(last)]
    }
    return nil
  }
}
