/// The kinds of request whose latencies are alike.
package enum Route: Int, CaseIterable, Hashable, Sendable {
  case upsert
  case delete
  case readTeam
  case readFields
  case readCompanies
  case readContacts
}
