package import Model

/// The team that a key belongs to.
package struct Team: Hashable, Sendable {
  package let id: TeamID
  /// Empty when the service gave none.
  package let name: String
  /// In the service's order.
  package let users: [TeamMember]

  package init(id: TeamID, name: String, users: [TeamMember]) {
    self.id = id
    self.name = name
    self.users = users
  }
}

/// One user of a team.
package struct TeamMember: Hashable, Sendable {
  package let id: UserID
  package let name: String?
  package let email: String?
  /// Such as `admin` or `member`.
  package let role: String?

  package init(id: UserID, name: String?, email: String?, role: String?) {
    self.id = id
    self.name = name
    self.email = email
    self.role = role
  }
}
