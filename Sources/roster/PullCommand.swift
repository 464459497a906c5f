import ArgumentParser
import Diagnostics
import Importing
import JSONText
import LemlistAPI
import Model

struct PullCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Make a manifest of the contacts that are in the CRM.",
    discussion: """
      Reads all contacts of the key's team and writes a new file; says what could not be taken over. To \
      manage them from then on, apply it with --adopt: the first apply sends every contact once, as it is.
      """
  )

  @Option(
    help: ArgumentHelp("The manifest to write (default: standard output).", valueName: "file"),
    completion: .file(extensions: ["yaml"])
  )
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Add only contacts that the manifests in that folder do not declare yet, as a new file in it.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var mergeInto: String?

  @Flag(help: "Leave the owners out: they stay as the CRM has them.")
  var withoutOwners = false

  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Target") var connection: ConnectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  func validate() throws {
    if out != nil, mergeInto != nil {
      throw ValidationError("Give --out or --merge-into, not both.")
    }
  }

  func run() async throws {
    let console = output.console
    let existing = try mergeInto.flatMap { try NewManifest.declared(in: $0) }
    let destination = try NewManifest.destination(out: out, mergeInto: mergeInto, name: "pulled")
    let (contacts, types) = try await TargetConnection.open(target, connection, onEvent: { _ in }) {
      client in try await read(client, console)
    }
    let result = Importer.manifest(
      of: contacts,
      source: try target.name(),
      customTypes: types,
      existing: existing
    )
    try NewManifest.write(result, to: destination, mergeInto: mergeInto, console)
  }

  private func read(
    _ client: LemlistClient,
    _ console: Console
  ) async throws -> ([CRMContact], [String: CustomFieldType]) {
    let team = try await client.team()
    // The others are the API's own, or computed.
    let fields = try await client.contactFields().filter { $0.source != "default" }
    let types = Dictionary(fields.map { ($0.name, $0.type ?? .text) }) { first, _ in first }
    var remote: [RemoteContact] = []
    var known: Set<ContactID> = []
    var offset = 0
    while true {
      let page = try await client.contacts(offset: offset, limit: LemlistClient.maximumPageSize)
      offset += page.contacts.count
      // Contacts that are made meanwhile move others to the next page.
      remote += page.contacts.filter { known.insert($0.id).inserted }
      if console.isVerbose { console.say("Read \(remote.count) of \(page.total) contacts.") }
      guard page.contacts.count == LemlistClient.maximumPageSize else { break }
    }
    let ids = Set(remote.compactMap(\.company)).map(\.rawValue).sorted()
    let companies = try await client.companies(idsOrDomains: ids)
    let reading = PulledContacts(
      team: withoutOwners ? nil : team,
      companies: companies,
      customFields: Set(types.keys)
    )
    return (remote.map(reading.contact), types)
  }
}

/// Turns what the CRM holds into what a manifest can declare.
private struct PulledContacts {
  /// Email addresses where they are known, else ids.
  private let owners: [UserID: String]
  private let companies: [CompanyID: Company]
  private let customFields: Set<String>
  private let takesOwners: Bool

  init(team: Team?, companies: [Company], customFields: Set<String>) {
    takesOwners = team != nil
    let members = (team?.users ?? []).map { ($0.id, $0.email ?? $0.id.rawValue) }
    owners = Dictionary(members) { first, _ in first }
    self.companies = Dictionary(companies.map { ($0.id, $0) }) { first, _ in first }
    self.customFields = customFields
  }

  func contact(_ remote: RemoteContact) -> CRMContact {
    var contact = CRMContact(id: remote.id.rawValue)
    contact.emails = remote.emails
    contact.fields[.linkedinUrl] = remote.linkedinUrl
    contact.fields[.linkedinUrlSalesNav] = remote.linkedinUrlSalesNav
    if takesOwners, let owner = remote.owner {
      contact.fields[.contactOwner] = owners[owner] ?? owner.rawValue
    }
    for (name, value) in remote.fields {
      guard let text = value.string ?? value.boolean.map(String.init) ?? Self.number(value) else {
        continue
      }
      if let field = ContactField(name: name) {
        if field != .source, contact.fields[field] == nil { contact.fields[field] = text }
      } else if customFields.contains(name) {
        contact.customs[name] = text
      }
    }
    if let id = remote.company { link(id, &contact) }
    return contact
  }

  private func link(_ id: CompanyID, _ contact: inout CRMContact) {
    guard let company = companies[id], let domain = company.domain else {
      contact.fields[.companyId] = id.rawValue
      return
    }
    contact.fields[.companyDomain] = domain
    contact.companyName = company.name
  }

  private static func number(_ value: JSONValue) -> String? {
    if case .number(let text) = value { text } else { nil }
  }
}
