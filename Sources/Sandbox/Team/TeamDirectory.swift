/// The team behind the API key and its members; fixed while the server runs.
struct TeamDirectory: Equatable, Sendable {
  struct Member: Equatable, Sendable {
    let id: String
    /// The member's email address, in lower case.
    let email: String
    let name: String
    let role: String
  }

  let id: String
  let name: String
  let createdAt: Timestamp
  /// The members, at least one; the first is the API key's owner.
  let members: [Member]

  /// The API key's owner.
  var keyOwner: Member { members[0] }

  /// The id of the member that an owner field names by id or email; `nil` for anything else.
  ///
  /// Source: "Add and update contact", "Owner assignment".
  func member(_ value: WireValue?) -> String? {
    guard let text = value?.string, !text.isEmpty else { return nil }
    let email = text.lowercased()
    return members.first { $0.id == text || $0.email == email }?.id
  }
}
