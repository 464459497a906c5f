/// The content of one `POST /contacts`.
package struct ContactUpsert: Hashable, Sendable {
  /// The id of an existing contact, which skips matching; `nil` matches by the identifiers sent.
  package let id: ContactID?
  /// The declared attributes that are sent.
  package let attributes: Attributes

  package init(id: ContactID? = nil, attributes: Attributes) {
    self.id = id
    self.attributes = attributes
  }
}
