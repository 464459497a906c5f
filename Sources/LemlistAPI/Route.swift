/// The kinds of request whose latencies are alike.
enum Route: Hashable, Sendable {
  case upsert
  case delete
  case readTeam
  case readFields
  case readCompanies
  case readContacts
}
