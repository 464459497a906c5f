import HTTPTypes
import Hummingbird
import Model

/// The route `GET /fields`.
struct FieldRoutes {
  let registry: FieldRegistry

  func add(to routes: APIRoutes) {
    routes.add(
      "fields",
      [.get: { request, _ in try read(request) }],
      otherwise: Self.refusal(.methodNotAllowed, "Method not allowed. Use GET.")
    )
  }

  /// Answers the registered fields.
  ///
  /// Source: "List Fields".
  private func read(_ request: Request) throws(APIRefusal) -> Response {
    var entities = FieldRegistry.Entity.allCases
    if let name = request.text("entity") {
      guard let entity = FieldRegistry.Entity(rawValue: name) else {
        throw Self.refusal(
          .badRequest,
          "Invalid entity parameter. Must be one of: contact, company"
        )
      }
      entities = [entity]
    }
    let source = request.text("source")
    guard source.map({ ["default", "custom", "crm_synced"].contains($0) }) ?? true else {
      throw Self.refusal(
        .badRequest,
        "Invalid source parameter. Must be one of: default, custom, crm_synced"
      )
    }
    let data = entities.map { entity in
      WireValue.Member(name: entity.rawValue, value: answer(entity, source))
    }
    return APIAnswer.json(.ok, .object(["success": true, "data": .object(data)]))
  }

  private func answer(_ entity: FieldRegistry.Entity, _ source: String?) -> WireValue {
    var fields: [WireValue] = []
    if source == nil || source == "default" {
      fields += FieldRegistry.standard(entity).map { Self.answer($0, "default") }
    }
    if source == nil || source == "custom" {
      fields += registry.custom(entity).map { Self.answer($0, "custom") }
    }
    return .array(fields)
  }

  private static func answer(_ field: FieldRegistry.Field, _ source: String) -> WireValue {
    .object([
      "name": .string(field.name),
      "label": .string(field.label),
      "type": .string(field.type.rawValue),
      "source": .string(source),
    ])
  }

  private static func refusal(_ status: HTTPResponse.Status, _ message: String) -> APIRefusal {
    APIRefusal(
      status: status,
      body: .json(.object(["success": false, "error": .string(message)]))
    )
  }
}
