import Engine
import JSONText
import Model

extension UpsertAnswer {
  /// Reads the answer to `POST /contacts`.
  ///
  /// Source: "Add and update contact", the response; for `warnings`
  /// the provider's published description.
  init(_ success: LemlistClient.Success, _ text: MessageSanitizer) throws(WireError) {
    let top = try WireReader(success.json)
    try top.expectSuccess()
    guard let json = top["data"] else { throw WireError(message: "data is missing") }
    let data = try WireReader(json, path: "data")
    self.init(
      try RemoteContact(wire: json, path: "data"),
      created: data.boolean("created") ?? (success.status == 201),
      companyLinked: data.boolean("companyLinked") ?? false,
      warnings: (top.array("warnings") + data.array("warnings")).map { warning in
        ServiceWarning(
          code: text.quote(warning["code"]?.string ?? ""),
          message: text.quote(warning["message"]?.string ?? warning.string ?? "")
        )
      },
      attempts: success.attempts,
      mayRepeatEarlierAttempt: success.mayRepeatEarlierAttempt
    )
  }
}

extension RemoteContact {
  /// Reads a contact as `POST /contacts` and `GET /contacts` return it; only `_id` is
  /// certain to be there.
  ///
  /// LinkedIn URLs stand beside the other fields, or among them.
  init(wire json: JSONValue, path: String) throws(WireError) {
    let data = try WireReader(json, path: path)
    let id = ContactID(try data.required("_id"))
    // Ids become parts of requests' paths and queries.
    guard id.isPlain else {
      let name = path.isEmpty ? "_id" : path + "._id"
      throw WireError(message: "\(name) is no id: \(id.rawValue.prefix(80))")
    }
    var fields = data.dictionary("fields")
    for field in ResourceType.contact.identifiers {
      if let url = data.string(field.name), field != .email { fields[field.name] = .string(url) }
    }
    self.init(
      id: id,
      team: data.id("teamId"),
      emails: data.emails,
      fields: fields,
      owner: data.id("ownerId"),
      company: data.id("companyId"),
      source: data.string("source"),
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

extension WireReader {
  /// Checks that `success` is there; an answer in which it is false is refused earlier.
  func expectSuccess() throws(WireError) {
    guard boolean("success") != nil else { throw WireError(message: "success is missing") }
  }

  /// The emails in `emails: [{value}]`, with `email` first if that is there as well.
  fileprivate var emails: [String] {
    var emails: [String] = []
    if let email = string("email"), !email.isEmpty { emails.append(email) }
    for entry in array("emails") {
      let value = entry["value"]?.string ?? entry.string
      if let value, !value.isEmpty, !emails.contains(value) { emails.append(value) }
    }
    return emails
  }
}

/// Reads a list that is a bare array or stands under `data` of a page.
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
