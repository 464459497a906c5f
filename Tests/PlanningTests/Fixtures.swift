import Diagnostics
import Model
import Planning
import Testing

let endpoint = "http://127.0.0.1:8080/api"

func address(_ key: String) throws -> Address { try #require(Address(key: key)) }

func attributes(_ pairs: KeyValuePairs<AttributeKey, AttributeValue>) -> Attributes {
  Attributes(pairs.map { ($0.key, $0.value) })
}

/// A declared contact at `line`, its fields on the lines that follow.
func declared(
  _ key: String,
  line: Int = 1,
  _ pairs: KeyValuePairs<AttributeKey, AttributeValue>
) throws -> DesiredContact {
  let attributes = attributes(pairs)
  return DesiredContact(
    address: try address(key),
    attributes: attributes,
    position: SourcePosition(file: 0, line: line, column: 3),
    attributePositions: attributes.keys.indices.map {
      SourcePosition(file: 0, line: line + 1 + $0, column: 5)
    }
  )
}

func applied(
  _ key: String,
  _ pairs: KeyValuePairs<AttributeKey, AttributeValue>,
  findings: [Finding] = []
) throws -> PriorContact {
  PriorContact(
    address: try address(key),
    id: ContactID("ctc_\(key)"),
    attributes: attributes(pairs),
    findings: findings
  )
}

func manifest(
  _ contacts: [DesiredContact],
  settings: ManifestSettings = ManifestSettings(),
  customFields: [DesiredState.CustomField] = []
) -> DesiredState {
  DesiredState(
    files: [.init(path: "roster.yaml", sha256: String(repeating: "0", count: 64))],
    contacts: contacts.sorted { $0.address < $1.address },
    customFields: customFields,
    settings: settings
  )
}

func state(_ contacts: [PriorContact], endpoint: String? = endpoint) -> PriorState {
  PriorState(
    lineage: Lineage("lineage"),
    serial: Serial(7),
    endpoint: endpoint,
    team: TeamID("tea_1"),
    contacts: contacts.sorted { $0.address < $1.address }
  )
}

func plan(
  _ desired: DesiredState,
  _ prior: PriorState,
  _ edit: (inout PlanOptions) -> Void = { _ in }
) -> Plan {
  var options = PlanOptions(endpoint: endpoint)
  edit(&options)
  return planned(desired, prior, options)
}

/// Plans with a state in memory, of which every contact can be decoded.
func planned(
  _ desired: DesiredState,
  _ prior: PriorState,
  _ options: PlanOptions,
  drift: [Drift] = []
) -> Plan {
  do {
    return try Planner.plan(desired: desired, prior: prior, options: options, drift: drift)
  } catch {
    preconditionFailure("a contact of a state in memory cannot be decoded: \(error)")
  }
}

/// The one change that planning one contact makes, or `nil`.
func change(_ declared: DesiredContact, _ applied: PriorContact) throws -> Change? {
  let plan = plan(manifest([declared]), state([applied]))
  try #require(plan.changes.count <= 1)
  return plan.changes.first
}

func upsert(
  id: String? = nil,
  _ pairs: KeyValuePairs<AttributeKey, AttributeValue>
) -> PlannedRequest {
  .upsert(ContactUpsert(id: id.map { ContactID($0) }, attributes: attributes(pairs)))
}

extension AttributeKey {
  static let email = AttributeKey.field(.email)
  static let linkedin = AttributeKey.field(.linkedinUrl)
  static let salesNav = AttributeKey.field(.linkedinUrlSalesNav)
  static let additionalEmails = AttributeKey.field(.additionalEmails)
  static let firstName = AttributeKey.field(.firstName)
  static let phone = AttributeKey.field(.phone)
  static let jobTitle = AttributeKey.field(.jobTitle)
  static let jobDescription = AttributeKey.field(.jobDescription)
  static let owner = AttributeKey.field(.contactOwner)
  static let source = AttributeKey.field(.source)
  static let companyDomain = AttributeKey.field(.companyDomain)
  static let companyId = AttributeKey.field(.companyId)
}

extension AttributeValue: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}
