import Diagnostics
import Model

/// The use case `pull`: all that the CRM holds of the key's team is read.
package enum Pull {
  /// What a CRM holds.
  package struct Content: Sendable {
    package let team: Team
    /// The team's registry: its custom fields, and the CRM's own.
    package let fields: [RegisteredField]
    package let contacts: [RemoteContact]
    /// Those that the contacts are linked to, as far as the CRM tells of them.
    package let companies: [RemoteCompany]
  }

  /// Reads the team, the registry of fields, all contacts, and the companies that they are linked
  /// to.
  ///
  /// - Parameters:
  ///   - crm: The one to read.
  ///   - onPage: Told how many contacts were read so far, and how many there are, if the CRM says
  ///     so.
  /// - Returns: the contacts in the CRM's order, each once.
  /// - Throws: `CRMError`; `DiagnosticsError` when the CRM answers with a contact of another team.
  package static func read(
    _ crm: any CRM,
    onPage: (_ read: Int, _ total: Int?) -> Void
  ) async throws -> Content {
    let team = try await crm.readTeam()
    let fields = try await crm.readFields(of: .contact)
    let contacts = try await crm.readContacts(where: { _ in true }, onPage: onPage)
    if let stranger = contacts.first(where: { $0.team != nil && $0.team != team.id }) {
      throw DiagnosticsError(Preflight.strangerProblem(stranger, team.id))
    }
    let ids = Set(contacts.compactMap(\.company)).map(\.rawValue).sorted()
    let companies = try await crm.readCompanies(ids)
    return Content(team: team, fields: fields, contacts: contacts, companies: companies)
  }
}
