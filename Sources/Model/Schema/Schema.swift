/// The types of resources that a manifest, a state or a plan may hold.
package struct Schema: Sendable {
  /// Sorted by name, which is the order of their addresses.
  package let types: [ResourceType]

  /// What manifests declare today.
  ///
  /// Companies and lists have their rows, and join when manifests declare them.
  package static let standard = Schema([.contact])

  /// - Precondition: no two types have one name, and there are at most 255.
  package init(_ types: [ResourceType]) {
    self.types = types.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    precondition(
      Set(types).count == types.count && types.count < 256,
      "types have names of their own"
    )
  }

  /// The type of that name; `nil` when there is none.
  package func type(named name: some StringProtocol) -> ResourceType? {
    types.first { $0.name == name }
  }
}
