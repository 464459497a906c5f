/// Finds rings of nodes that lead to one another.
enum Rings {
  /// Groups of two or more nodes in which each leads to every other, directly or not.
  ///
  /// These are Tarjan's strongly connected components, found without recursion, since a chain may
  /// have a million links.
  ///
  /// - Parameters:
  ///   - nodes: The nodes from which to begin.
  ///   - next: The nodes to which a node leads directly.
  /// - Returns: The groups, in no particular order.
  static func of(_ nodes: [Int], next: (Int) -> [Int]) -> [[Int]] {
    var rings: [[Int]] = []
    var number: [Int: Int] = [:]
    var lowest: [Int: Int] = [:]
    var open: [Int] = []
    var isOpen: Set<Int> = []
    for start in nodes where number[start] == nil {
      var path: [(node: Int, rest: ArraySlice<Int>)] = []
      func enter(_ node: Int) {
        number[node] = number.count
        lowest[node] = number[node]
        open.append(node)
        isOpen.insert(node)
        path.append((node, next(node)[...]))
      }
      enter(start)
      while let (node, rest) = path.last {
        if let following = rest.first {
          path[path.count - 1].rest = rest.dropFirst()
          if number[following] == nil {
            enter(following)
          } else if isOpen.contains(following) {
            lowest[node] = min(lowest[node] ?? 0, number[following] ?? 0)
          }
          continue
        }
        path.removeLast()
        if let before = path.last?.node {
          lowest[before] = min(lowest[before] ?? 0, lowest[node] ?? 0)
        }
        guard lowest[node] == number[node], let place = open.lastIndex(of: node) else { continue }
        let ring = Array(open[place...])
        open.removeSubrange(place...)
        isOpen.subtract(ring)
        if ring.count > 1 { rings.append(ring) }
      }
    }
    return rings
  }
}
