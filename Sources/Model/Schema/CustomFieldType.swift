/// The type of a custom field, as the team's registry has it.
///
/// Source: the provider's published description, `GET /fields`, `type`.
package enum CustomFieldType: String, CaseIterable, Hashable, Sendable {
  case text
  case number
  case boolean
  case datetime
  case date
  case phone
}
