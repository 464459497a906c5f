import Engine
import ArgumentParser
import Diagnostics
import Foundation
import Importing
import JSONText
import Model
import State

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
    var outputs = RunOutputs()
    outputs.keep(connection.apiKeyFile, as: "the file of the API key")
    let destination = try NewManifest.destination(
      out: out,
      mergeInto: mergeInto,
      name: "pulled",
      &outputs
    )
    let here = StateLocation(manifests: ManifestOptions.here)
    // No state is read here: where it could be meant in two ways, the sandbox that is there is taken.
    let statePath =
      (try? here.path())
      ?? here.candidates.first { path in
        FileManager.default.fileExists(atPath: EmbeddedSandbox(beside: path).database)
      }
    let sandbox = EmbeddedSandbox(beside: statePath ?? StateLocation.fileName)
    if target.sandbox, connection.seed == nil, let absence = sandbox.absence {
      throw DiagnosticsError(absence)
    }
    let (contacts, types) = try await TargetConnection.open(
      target,
      connection,
      sandbox,
      onEvent: { _ in }
    ) { crm in try await read(crm, console) }
    let result = Importer.manifest(
      of: contacts,
      source: try target.name(),
      customTypes: types,
      existing: existing
    )
    try NewManifest.write(result, to: destination, mergeInto: mergeInto, console)
  }

  private func read(
    _ crm: any CRM,
    _ console: Console
  ) async throws -> ([CRMContact], [String: CustomFieldType]) {
    let team = try await crm.readTeam()
    // The others are the API's own, or computed.
    let registry = try await crm.readFields(of: .contact)
    let fields = registry.filter { $0.source != "default" }
    let types = Dictionary(fields.map { ($0.name, $0.type) }) { first, _ in first }
    let remote = try await crm.readContacts(where: { _ in true }) { count, total in
      guard console.isVerbose else { return }
      console.say("Read \(count)\(total.map { " of \($0)" } ?? "") contacts.")
    }
    if let stranger = remote.first(where: { $0.team != nil && $0.team != team.id }) {
      throw DiagnosticsError(Preflight.strangerProblem(stranger, team.id))
    }
    let ids = Set(remote.compactMap(\.company)).map(\.rawValue).sorted()
    let companies = try await crm.readCompanies(ids)
    let reading = PulledContacts(
      team: withoutOwners ? nil : team,
      companies: companies,
      customTypes: types,
      otherFields: Set(registry.map(\.name))
    )
    return (remote.map(reading.contact), types.compactMapValues(\.self))
  }
}

/// Turns what the CRM holds into what a manifest can declare.
private struct PulledContacts {
  /// Email addresses where they are known, else ids.
  private let owners: [UserID: String]
  private let companies: [CompanyID: RemoteCompany]
  /// By which a company cannot be told from another.
  private let sharedDomains: Set<String>
  /// `nil` for a type that this version does not know.
  private let customTypes: [String: CustomFieldType?]
  /// Those of the registry that are no custom fields: the API's own, or computed.
  private let otherFields: Set<String>
  private let takesOwners: Bool

  init(
    team: Team?,
    companies: [RemoteCompany],
    customTypes: [String: CustomFieldType?],
    otherFields: Set<String>
  ) {
    takesOwners = team != nil
    let members = (team?.users ?? []).map { ($0.id, $0.email ?? $0.id.rawValue) }
    owners = Dictionary(members) { first, _ in first }
    self.companies = Dictionary(companies.map { ($0.id, $0) }) { first, _ in first }
    let domains = Dictionary(grouping: self.companies.values) {
      NormalizedIdentifier.domain($0.domain ?? "")
    }
    sharedDomains = Set(domains.filter { $0.value.count > 1 }.keys)
    self.customTypes = customTypes
    self.otherFields = otherFields
  }

  func contact(_ remote: RemoteContact) -> CRMContact {
    var contact = CRMContact(id: remote.id.rawValue)
    contact.emails = remote.emails
    contact.fields[.linkedinUrl] = remote.text(.linkedinUrl)
    contact.fields[.linkedinUrlSalesNav] = remote.text(.linkedinUrlSalesNav)
    if takesOwners, let owner = remote.owner {
      contact.fields[.contactOwner] = owners[owner] ?? owner.rawValue
    }
    for (name, value) in remote.fields.sorted(by: { $0.key < $1.key }) where value != .null {
      if let field = ResourceType.contact.field(named: name) {
        take(field, value, &contact)
      } else if let type = customTypes[name] {
        takeCustom(name, type, value, &contact)
      } else if !otherFields.contains(name) {
        contact.leaveOut(name, Self.text(value), because: "the team's registry does not have it")
      }
    }
    if let id = remote.company { link(id, &contact) }
    return contact
  }

  private func take(_ field: Field, _ value: JSONValue, _ contact: inout CRMContact) {
    switch field.kind {
    // Read above, or taken on creation only.
    case .email, .emailList, .linkedInProfile, .salesNavigatorProfile, .owner: return
    case .companyID, .companyDomain, .linkedInCompany: return
    default: if field == .source { return }
    }
    guard let text = value.string else {
      return contact.leaveOut(field.name, Self.text(value), because: "it is no text")
    }
    contact.fields[field] = text
  }

  private func takeCustom(
    _ name: String,
    _ type: CustomFieldType?,
    _ value: JSONValue,
    _ contact: inout CRMContact
  ) {
    let column = "custom.\(name)"
    guard type != nil else {
      let reason = "this version does not know the field's type"
      return contact.leaveOut(column, Self.text(value), because: reason)
    }
    switch value {
    case .string(let text): contact.customs[name] = .string(text)
    case .boolean(let flag): contact.customs[name] = .boolean(flag)
    case .number(let digits):
      guard let number = Double(digits), Self.isExact(number, digits) else {
        return contact.leaveOut(column, digits, because: "the number cannot be kept exactly")
      }
      contact.customs[name] = .number(number)
    default: contact.leaveOut(column, Self.text(value), because: "it is no single value")
    }
  }

  /// Whether the number has few enough digits to be just that one.
  private static func isExact(_ number: Double, _ digits: String) -> Bool {
    guard number.isFinite, number.magnitude <= 9_007_199_254_740_992 else { return false }
    let mantissa = digits.prefix { $0 != "e" && $0 != "E" }.filter(\.isNumber)
    let significant = mantissa.drop { $0 == "0" }
    guard number != 0 || significant.isEmpty else { return false }
    return significant.count <= 15 || AttributeValue.text(of: number) == digits
  }

  private func link(_ id: CompanyID, _ contact: inout CRMContact) {
    contact.fields[.companyId] = id.rawValue
    guard let company = companies[id], let domain = company.domain,
      !sharedDomains.contains(NormalizedIdentifier.domain(domain))
    else { return }
    contact.fields[.companyDomain] = domain
    contact.companyName = company.name
  }

  private static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return value.string ?? writer.text
  }
}
