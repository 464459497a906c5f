import HTTPTypes
import Hummingbird

/// The route `GET /team`.
struct TeamRoutes {
  let directory: TeamDirectory

  func add(to routes: APIRoutes) {
    routes.add("team", [.get: { request, _ in read(request) }])
  }

  /// Answers the team; it has members only with `version=v2`.
  ///
  /// Source: "Get Team".
  private func read(_ request: Request) -> Response {
    let hasMembers = request.text("version") == "v2"
    return APIAnswer.json(
      .ok,
      .object([
        "_id": .string(directory.id),
        "name": .string(directory.name),
        "userIds": .array(directory.members.map { .string($0.id) }),
        "createdBy": .string(directory.keyOwner.id),
        "createdAt": .string(directory.createdAt.iso8601),
        "hooks": .array([]),
        "beta": .array([]),
        "invitedUsers": .array([]),
        "users": hasMembers ? .array(directory.members.map(Self.answer)) : nil,
      ])
    )
  }

  private static func answer(_ member: TeamDirectory.Member) -> WireValue {
    .object([
      "userId": .string(member.id),
      "name": .string(member.name),
      "email": .string(member.email),
      "role": .string(member.role),
    ])
  }
}
