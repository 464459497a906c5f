import JSONText
import Model

/// The answer to `POST /contacts`, read from the wire.
///
/// Source: "Add and update contact", the response; the provider's published description for `warnings`.
struct UpsertWire {
  private let data: WireReader
  private let id: String
  private let statusSaysCreated: Bool
  private let warnings: [JSONValue]

  init(_ json: JSONValue, status: Int) throws(WireError) {
    let top = try WireReader(json)
    try top.expectSuccess()
    guard let data = top["data"] else { throw WireError(message: "data is missing") }
    self.data = try WireReader(data, path: "data")
    self.id = try self.data.required("_id")
    self.statusSaysCreated = status == 201
    self.warnings = top.array("warnings") + self.data.array("warnings")
  }

  func answer(attempts: Int, mayRepeatEarlierAttempt: Bool, text: MessageSanitizer) -> UpsertAnswer
  {
    let created = data.boolean("created") ?? statusSaysCreated
    return UpsertAnswer(
      id: ContactID(id),
      team: data.id("teamId"),
      emails: data.emails,
      linkedinUrl: data.string("linkedinUrl"),
      linkedinUrlSalesNav: data.string("linkedinUrlSalesNav"),
      fields: data.dictionary("fields"),
      owner: data.id("ownerId"),
      source: data.string("source"),
      createdAt: data.string("createdAt"),
      createdBy: data.id("createdBy"),
      unsubscribed: data.boolean("unsubscribed"),
      created: created,
      updated: data.boolean("updated") ?? !created,
      companyLinked: data.boolean("companyLinked") ?? false,
      company: data.id("companyId"),
      warnings: warnings.map { warning in
        ServiceWarning(
          code: text.quote(warning["code"]?.string ?? ""),
          message: text.quote(warning["message"]?.string ?? warning.string ?? "")
        )
      },
      attempts: attempts,
      mayRepeatEarlierAttempt: mayRepeatEarlierAttempt
    )
  }
}

extension WireReader {
  /// That `success` is there; an answer in which it is false is refused before anything else in it is read.
  func expectSuccess() throws(WireError) {
    guard boolean("success") != nil else { throw WireError(message: "success is missing") }
  }

  /// `emails: [{value}]`, with `email` first when that is there as well.
  var emails: [String] {
    var emails: [String] = []
    if let email = string("email"), !email.isEmpty { emails.append(email) }
    for entry in array("emails") {
      let value = entry["value"]?.string ?? entry.string
      if let value, !value.isEmpty, !emails.contains(value) { emails.append(value) }
    }
    return emails
  }
}

extension RemoteContact {
  /// A contact as `GET /contacts` answers it: only `_id` is sure to be there.
  init(wire json: JSONValue, path: String) throws(WireError) {
    let data = try WireReader(json, path: path)
    let fields = data.dictionary("fields")
    self.init(
      id: ContactID(try data.required("_id")),
      team: data.id("teamId"),
      fullName: data.string("fullName"),
      emails: data.emails,
      linkedinUrl: data.string("linkedinUrl") ?? fields["linkedinUrl"]?.string,
      linkedinUrlSalesNav: data.string("linkedinUrlSalesNav")
        ?? fields["linkedinUrlSalesNav"]?.string,
      fields: fields,
      owner: data.id("ownerId"),
      company: data.id("companyId"),
      source: data.string("source"),
      createdAt: data.string("createdAt"),
      createdBy: data.id("createdBy"),
      unsubscribed: data.boolean("unsubscribed"),
      fieldRejections: data.array("fieldRejections").map { rejection in
        FieldRejection(
          field: rejection["field"]?.string ?? "",
          reason: rejection["reason"]?.string ?? "",
          rejectedValue: rejection["rejectedValue"]?.string
        )
      }
    )
  }
}

/// Reads a list that is a bare array, or stands under `data` of a page.
func readList<Element>(
  _ json: JSONValue,
  _ read: (JSONValue, String) throws(WireError) -> Element
) throws(WireError) -> [Element] {
  let elements: [JSONValue]
  let path: String
  if let array = json.array {
    (elements, path) = (array, "")
  } else {
    (elements, path) = (try WireReader(json).requiredArray("data"), "data")
  }
  var result: [Element] = []
  result.reserveCapacity(elements.count)
  for (index, element) in elements.enumerated() {
    result.append(try read(element, "\(path)[\(index)]"))
  }
  return result
}
