/// The types of resources that a manifest, a state or a plan may hold.
package struct Schema: Sendable {
  /// The types, sorted by name, which is the order of their addresses.
  package let types: [ResourceType]

  /// The types that manifests can declare today.
  ///
  /// Companies and lists have tables already, and join when manifests can declare them.
  package static let standard = Schema([.contact])

  /// - Precondition: No two types have the same name, and there are at most 255.
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
