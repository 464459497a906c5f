/// What one `POST /contacts` carries.
package struct ContactUpsert: Hashable, Sendable {
  /// Addresses an existing contact directly and skips matching; `nil` to match by the identifiers sent.
  package let id: ContactID?
  /// What is sent: declared attributes only.
  package let attributes: Attributes

  package init(id: ContactID? = nil, attributes: Attributes) {
    self.id = id
    self.attributes = attributes
  }
}
