import HTTPTypes
import Hummingbird

/// The routes `/contacts` and `/contacts/{idOrEmail}`.
struct ContactRoutes {
  let store: ContactStore
  let search: ContactSearch
  let companies: CompanyStore
  let registry: FieldRegistry
  let unregistered: SandboxConfiguration.UnregisteredFields
  let answer: ContactAnswer

  func add(to routes: APIRoutes) {
    routes.add(
      "contacts",
      [
        .get: { request, _ in try await list(request) },
        .post: { _, context in try await upsert(context) },
      ]
    )
    routes.add(
      "contacts/{idOrEmail}",
      [
        .get: { _, context in try await read(context) },
        .delete: { _, context in try await delete(context) },
      ]
    )
  }

  /// Creates or updates a contact.
  ///
  /// Source: "Add and update contact". Guess: a body that is not a JSON object, or has more than
  /// 1 MiB, fails validation.
  private func upsert(_ context: SandboxContext) async throws -> Response {
    let body = try Self.body(context, refusal: .contactValidationFailed)
    let submission = try ContactSubmission(body, registry: registry, unregistered: unregistered)
    let outcome = try await store.upsert(submission)
    return APIAnswer.json(outcome.isCreated ? .created : .ok, answer.upsert(outcome))
  }

  private static func body(
    _ context: SandboxContext,
    refusal code: ContactErrorCode
  ) throws(APIRefusal) -> WireValue {
    guard let bytes = context.body else {
      throw .invalid(code, "The request body is larger than \(SandboxContext.maximumBody) bytes")
    }
    do {
      return try WireParser.parse(bytes)
    } catch {
      throw .invalid(code, "The request body is not valid JSON: \(error.message)")
    }
  }

  /// Answers a page of contacts, or those that `idsOrEmails` names.
  ///
  /// Source: "Get Many Contacts".
  private func list(_ request: Request) async throws -> Response {
    if let values = request.list("idsOrEmails") {
      guard values.count <= 100 else {
        throw APIRefusal.badRequest("Maximum 100 values for idsOrEmails")
      }
      let contacts = try await search.contacts(idsOrEmails: values)
      return APIAnswer.json(.ok, .array(contacts.map(answer.read)))
    }
    let limit = request.number("limit", default: 100, in: 1...500)
    let offset = request.number("offset", default: 0, in: 0...Int(Int32.max))
    var page = ContactSearch.Page(contacts: [], total: 0)
    if let filter = try await filter(request) {
      page = try await search.page(filter, limit: limit, offset: offset)
    }
    return APIAnswer.json(
      .ok,
      .object([
        "data": .array(page.contacts.map(answer.read)),
        "total": .number(String(page.total)),
        "limit": .number(String(limit)),
        "offset": .number(String(offset)),
      ])
    )
  }

  /// The filter of a request; `nil` when no contact can pass it.
  ///
  /// That is so for an unknown company or list, a field rejection (the sandbox makes none), and a
  /// text with a character that no field can hold.
  private func filter(_ request: Request) async throws -> ContactSearch.Filter? {
    var filter = ContactSearch.Filter()
    if let list = request.text("listId"), !RecordID.list.matches(list) {
      throw APIRefusal.badRequest("Invalid listId format (expected clt_xxx)")
    }
    if let text = request.text("search") {
      guard text.count >= 2 else {
        throw APIRefusal.badRequest("Search query must be at least 2 characters")
      }
      filter.search = text
    }
    if let email = request.text("email") { filter.email = EmailRules.normalized(email) ?? email }
    let references: [ContactSubmission.CompanyReference] = [
      request.text("companyId").map { .id($0) },
      request.text("companyDomain").map { .domain(LinkRules.domain($0) ?? $0) },
      request.text("companyLinkedinUrl").map {
        .linkedInURL(LinkRules.linkedIn($0, .company) ?? $0)
      },
      request.text("companySalesnavUrl").map {
        .salesNavigatorURL(LinkRules.linkedIn($0, .salesNavigatorCompany) ?? $0)
      },
    ].compactMap { $0 }
    guard references.count <= 1 else {
      throw APIRefusal.badRequest("Use only one of the company filters at a time")
    }
    if let reference = references.first {
      guard let id = try await companies.find(reference) else { return nil }
      filter.companyId = id
    }
    // The database would not read beyond that character.
    let isReadable = ![filter.search, filter.email].contains { $0?.utf8.contains(0) == true }
    guard isReadable, request.text("listId") == nil else { return nil }
    return request.text("fieldRejectionReason") == nil ? filter : nil
  }

  /// Answers the contact with the id or email in the path.
  ///
  /// Source: "Get Contact". It documents no answer for a missing contact, so this
  /// one is deletion's (guess).
  private func read(_ context: SandboxContext) async throws -> Response {
    let found = try await search.contacts(idsOrEmails: [context.parameter("idOrEmail")])
    guard let contact = found.first else { throw APIRefusal.contactNotFound }
    return APIAnswer.json(.ok, answer.read(contact))
  }

  /// Deletes the contact with the id or email in the path.
  ///
  /// Source: "Delete Contact".
  private func delete(_ context: SandboxContext) async throws -> Response {
    guard let id = try await store.delete(context.parameter("idOrEmail")) else {
      throw APIRefusal.contactNotFound
    }
    return APIAnswer.json(.ok, .object(["success": true, "deletedContactId": .string(id)]))
  }
}
