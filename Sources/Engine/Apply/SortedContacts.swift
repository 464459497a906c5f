import Model

extension [PriorContact] {
  /// The contact of that address in contacts that are sorted by it; `nil` when there is none.
  func contact(at address: Address) -> PriorContact? {
    var range = indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if self[middle].address < address {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    guard range.lowerBound < endIndex else { return nil }
    let found = self[range.lowerBound]
    return found.address == address ? found : nil
  }
}
