import GRDB

/// One company as the database stores it.
struct CompanyRecord: FetchableRecord {
  static let columns = """
    position, id, domain, linkedinUrl, linkedinUrlSalesNav, fields, ownerId, source, createdAt,
    createdBy
    """

  let position: Int64?
  let id: String
  var domain: String?
  var linkedinUrl: String?
  var linkedinUrlSalesNav: String?
  var fields: [WireValue.Member]
  var ownerId: String
  let source: String
  let createdAt: Timestamp
  let createdBy: String
}

extension CompanyRecord {
  init(row: Row) throws {
    position = row[0]
    id = row[1]
    domain = row[2]
    linkedinUrl = row[3]
    linkedinUrlSalesNav = row[4]
    fields = try ContactRecord.members(row[5])
    ownerId = row[6]
    source = row[7]
    createdAt = Timestamp(milliseconds: row[8])
    createdBy = row[9]
  }
}
