import HTTPTypes
import Hummingbird

/// `/companies` and `/companies/{companyId}`.
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

  /// Source: "Get Many Companies".
  ///
  /// Its only documented answer is the paginated one, so `idsOrDomains` has it too (guess).
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
      return page(companies, total: companies.count, limit: 100, offset: 0)
    }
    let limit = request.number("limit", default: 100, in: 1...500)
    let offset = request.number("offset", default: 0, in: 0...Int(Int32.max))
    guard request.text("fieldRejectionReason") == nil else {
      return page([], total: 0, limit: limit, offset: offset)
    }
    let found = try await store.page(
      search: request.text("search"),
      isDescending: request.text("sortOrder") == "desc",
      limit: limit,
      offset: offset
    )
    return page(found.companies, total: found.total, limit: limit, offset: offset)
  }

  private func page(
    _ companies: [CompanyRecord],
    total: Int,
    limit: Int,
    offset: Int
  ) -> Response {
    APIAnswer.json(
      .ok,
      .object([
        "data": .array(companies.map(Self.read)),
        "total": .number(String(total)),
        "limit": .number(String(limit)),
        "offset": .number(String(offset)),
      ])
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

  /// Source: "Add and update company".
  ///
  /// Guess: what is no JSON object is `INVALID_FIELD`.
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
