extension ResourceType {
  /// A static list of contacts, found by its exact name.
  ///
  /// Source: "Create contact list".
  package static let list = ResourceType(
    "list",
    path: "/contacts/lists",
    idName: "listId",
    idPrefix: "clt_",
    fields: [
      Field(
        0,
        "name",
        .text,
        .identifier,
        "Name of the list, of at most 200 characters.",
        example: "VIP prospects"
      )
    ]
  )
}
