/// The owners that the user gives for names: `--owner 'Ada Brook=ada@example.com'`.
struct OwnerNames {
  private let owners: [String: String]

  init(_ options: [ImportOptions.Owner]) {
    owners = Dictionary(options.map { (Self.folded($0.name), $0.owner) }) { _, last in last }
  }

  /// The email address or user id for a name, without regard to case.
  func owner(of name: String) -> String? { owners.isEmpty ? nil : owners[Self.folded(name)] }

  static func folded(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
