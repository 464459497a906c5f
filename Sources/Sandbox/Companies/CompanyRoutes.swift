import HTTPTypes
import Hummingbird

/// The routes `/companies` and `/companies/{companyId}`.
struct CompanyRoutes {
  let store: CompanyStore
  let registry: FieldRegistry
  let unregistered: SandboxConfiguration.UnregisteredFields
  let teamId: String

  func add(to routes: APIRoutes) {
    routes.add(
      "companies",
      [
        .get: { request, _ in try await list(request) },
        .post: { _, context in try await upsert(context) },
      ]
    )
    routes.add(
      "companies/{companyId}",
      [.delete: { request, context in try await delete(request, context) }]
    )
  }

  /// Answers a page of companies, or those that `idsOrDomains` names.
  ///
  /// Source: "Get Many Companies". Its only documented answer is the paginated one, so
  /// `idsOrDomains` gets that, too (guess).
  private func list(_ request: Request) async throws -> Response {
    if request.text("crmSyncStatus") != nil {
      throw APIRefusal(
        status: .badRequest,
        body: .coded("NO_CRM_CONNECTED", "No CRM is connected to this team")
      )
    }
    if let values = request.list("idsOrDomains") {
      guard values.count <= 100 else {
        throw APIRefusal.badRequest("Maximum 100 values for idsOrDomains")
      }
      let companies = try await store.companies(idsOrDomains: values)
      return page(request, companies, total: companies.count, limit: 100, offset: 0)
    }
    let limit = request.number("limit", default: 100, in: 1...500)
    let offset = request.number("offset", default: 0, in: 0...Int(Int32.max))
    let search = request.text("search")
    // The database would not read beyond that character.
    guard request.text("fieldRejectionReason") == nil, search?.utf8.contains(0) != true else {
      return page(request, [], total: 0, limit: limit, offset: offset)
    }
    let found = try await store.page(
      search: search,
      isDescending: request.text("sortOrder") == "desc",
      limit: limit,
      offset: offset
    )
    return page(request, found.companies, total: found.total, limit: limit, offset: offset)
  }

  private func page(
    _ request: Request,
    _ companies: [CompanyRecord],
    total: Int,
    limit: Int,
    offset: Int
  ) -> Response {
    let fields = request.list("fields")?.filter { !$0.isEmpty } ?? []
    return APIAnswer.json(
      .ok,
      .object([
        "data": .array(companies.map { Self.selected(fields, of: Self.read($0)) }),
        "total": .number(String(total)),
        "limit": .number(String(limit)),
        "offset": .number(String(offset)),
      ])
    )
  }

  /// The members that `fields` names, such as `fields.name`, and the id (guess:
  /// as its database does).
  private static func selected(_ fields: [String], of company: WireValue) -> WireValue {
    guard !fields.isEmpty else { return company }
    return .object(
      company.members.compactMap { member in
        if member.name == "_id" || fields.contains(member.name) { return member }
        let inner = member.value.members.filter { fields.contains("\(member.name).\($0.name)") }
        return inner.isEmpty ? nil : WireValue.Member(name: member.name, value: .object(inner))
      }
    )
  }

  private static func read(_ company: CompanyRecord) -> WireValue {
    .object([
      "_id": .string(company.id),
      "createdAt": .string(company.createdAt.iso8601),
      "createdBy": .string(company.createdBy),
      "domain": company.domain.map { .string($0) },
      "linkedinUrl": company.linkedinUrl.map { .string($0) },
      "fields": .object(company.fields),
      "ownerId": .string(company.ownerId),
      "fieldRejections": .array([]),
    ])
  }

  /// Creates or updates a company.
  ///
  /// Source: "Add and update company". Guess: a body that is not a JSON object is `INVALID_FIELD`.
  private func upsert(_ context: SandboxContext) async throws -> Response {
    guard let bytes = context.body, let body = try? WireParser.parse(bytes) else {
      throw APIRefusal.invalidCompany(
        .invalidField,
        "The request body must be a JSON object of at most \(SandboxContext.maximumBody) bytes"
      )
    }
    let submission = try CompanySubmission(body, registry: registry, unregistered: unregistered)
    let (company, isCreated) = try await store.upsert(submission)
    let data = WireValue.object([
      "_id": .string(company.id),
      "teamId": .string(teamId),
      "domain": company.domain.map { .string($0) },
      "linkedinUrl": company.linkedinUrl.map { .string($0) },
      "fields": .object(company.fields),
      "ownerId": .string(company.ownerId),
      "source": .string(company.source),
      "createdAt": .string(company.createdAt.iso8601),
      "createdBy": .string(company.createdBy),
      "created": .bool(isCreated),
      "updated": isCreated ? nil : true,
    ])
    return APIAnswer.json(
      isCreated ? .created : .ok,
      .object(["success": true, "data": data])
    )
  }

  /// Deletes the company with the id in the path.
  ///
  /// Source: "Delete Company".
  private func delete(_ request: Request, _ context: SandboxContext) async throws -> Response {
    let id = context.parameter("companyId")
    guard RecordID.company.matches(id) else {
      throw APIRefusal.invalidCompany(.invalidCompanyID, "Invalid companyId format")
    }
    let isForced = request.text("force") == "true"
    switch try await store.delete(id, unlinking: isForced) {
    case .notFound:
      throw APIRefusal(
        status: .notFound,
        body: .coded(CompanyErrorCode.companyNotFoundByID.rawValue, "Company not found by ID")
      )
    case .hasContacts(let count):
      throw APIRefusal(
        status: .badRequest,
        body: .coded(
          "COMPANY_HAS_CONTACTS",
          "Company still has contacts attached. Pass ?force=true to detach them before deletion. "
            + "(\(count) contacts attached)",
          [WireValue.Member(name: "contactCount", value: .number(String(count)))]
        )
      )
    case .deleted(let unlinked):
      return APIAnswer.json(
        .ok,
        .object([
          "success": true,
          "deletedCompanyId": .string(id),
          "unlinkedContacts": isForced ? .number(String(unlinked)) : nil,
        ])
      )
    }
  }
}
