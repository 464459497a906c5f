/// The names of a company's plain string fields, in the order of the description.
///
/// Source: "Add and update company", the body's fields.
enum CompanyFields {
  static let plain = [
    "name", "industry", "location", "size", "specialties", "tagline", "type", "description",
    "foundedOn", "headquarters", "picture",
  ]
}
