import GRDB
import Model

/// One contact as the database stores it.
struct ContactRecord {
  /// The key of `jobs` under which the job data of an unlinked contact stands.
  static let noCompany = ""

  let position: Int64?
  let id: String
  var email: String?
  var linkedinUrl: String?
  var linkedinUrlSalesNav: String?
  var additionalEmails: [String]
  /// Plain string fields without job data, in the table's order, then custom ones
  /// in order of arrival.
  var fields: [WireValue.Member]
  /// Job data by company id.
  ///
  /// The page says that `jobTitle` and `jobDescription` are saved as part of the job data if a
  /// company is linked. Guess: each contact has one job for each company that it was linked to.
  /// While it is linked, its fields show that job's data and, for what the job lacks, the data
  /// saved while there was no company.
  var jobs: [WireValue.Member]
  var ownerId: String
  var companyId: String?
  let source: String
  let createdAt: Timestamp
  let createdBy: String

  /// All fields that are set, in the table's order, then custom ones.
  var visibleFields: [WireValue.Member] {
    let jobs = WireValue.object(jobs)
    let current = companyId.flatMap { jobs[$0] }
    let unlinked = jobs[Self.noCompany]
    let job = ResourceType.contact.jobData.compactMap { field in
      (current?[field.name] ?? unlinked?[field.name]).map {
        WireValue.Member(name: field.name, value: $0)
      }
    }
    return Self.sorted(fields + job)
  }

  /// The first and last name; `nil` when neither is set.
  var fullName: String? {
    let fields = WireValue.object(fields)
    let names = [Field.firstName, .lastName].compactMap { fields[$0.name]?.string }
    return names.isEmpty ? nil : names.joined(separator: " ")
  }

  /// The members with API fields in the table's order, then custom ones in the given order.
  static func sorted(_ members: [WireValue.Member]) -> [WireValue.Member] {
    members.enumerated().map { offset, member in
      let field = ResourceType.contact.field(named: member.name)
      return (rank: field.map { Int($0.number) } ?? 1000 + offset, member)
    }
    .sorted { $0.rank < $1.rank }
    .map(\.1)
  }
}

extension ContactRecord: FetchableRecord {
  static let columns = """
    position, id, email, linkedinUrl, linkedinUrlSalesNav, additionalEmails, fields, jobs, ownerId,
    companyId, source, createdAt, createdBy
    """

  init(row: Row) throws {
    position = row[0]
    id = row[1]
    email = row[2]
    linkedinUrl = row[3]
    linkedinUrlSalesNav = row[4]
    additionalEmails = try Self.elements(row[5])
    fields = try Self.members(row[6])
    jobs = try Self.members(row[7])
    ownerId = row[8]
    companyId = row[9]
    source = row[10]
    createdAt = Timestamp(milliseconds: row[11])
    createdBy = row[12]
  }

  static func members(_ text: String) throws -> [WireValue.Member] {
    try WireParser.parse(Array(text.utf8)).members
  }

  private static func elements(_ text: String) throws -> [String] {
    guard case .array(let elements) = try WireParser.parse(Array(text.utf8)) else { return [] }
    return elements.compactMap(\.string)
  }
}
