/// A company. Source: "Create or update company", the body's fields.
extension ResourceType {
  /// A company that contacts are linked to.
  package static let company = ResourceType(
    "company",
    path: "/companies",
    idName: "companyId",
    idPrefix: "cpn_",
    fields: [
      Field(
        0,
        "name",
        .text,
        [],
        "Name of the company.",
        example: "Hooli Inc."
      ),
      Field(
        1,
        "domain",
        .companyDomain,
        .identifier,
        "Domain of its website; the main unique key.",
        example: "hooli.example"
      ),
      Field(
        2,
        "linkedinUrl",
        .linkedInCompany,
        .identifier,
        "LinkedIn page URL; a unique key.",
        example: "https://www.linkedin.com/company/hooli"
      ),
      Field(
        3,
        "linkedinUrlSalesNav",
        .linkedInCompany,
        .identifier,
        "LinkedIn Sales Navigator URL; a unique key.",
        example: "https://www.linkedin.com/sales/company/1234"
      ),
      Field(
        4,
        "companyOwner",
        .owner,
        [],
        "Owner: a team member's user id (usr_…) or email address; the API falls back to the owner of the key.",
        example: "sales@example.com"
      ),
      Field(
        5,
        "industry",
        .text,
        [],
        "Industry.",
        example: "Internet"
      ),
      Field(
        6,
        "location",
        .text,
        [],
        "Location.",
        example: "Palo Alto, CA"
      ),
      Field(
        7,
        "size",
        .text,
        [],
        "Size.",
        example: "51-200"
      ),
      Field(
        8,
        "specialties",
        .text,
        [],
        "Specialties.",
        example: "Compression, boxes"
      ),
      Field(
        9,
        "tagline",
        .text,
        [],
        "Tagline.",
        example: "Making the world a better place"
      ),
      Field(
        10,
        "type",
        .text,
        [],
        "Type of company.",
        example: "Privately held"
      ),
      Field(
        11,
        "description",
        .text,
        [],
        "Description.",
        example: "Builds the box."
      ),
      Field(
        12,
        "foundedOn",
        .text,
        [],
        "Founding date.",
        example: "1998"
      ),
      Field(
        13,
        "headquarters",
        .text,
        [],
        "Headquarters.",
        example: "Palo Alto"
      ),
      Field(
        14,
        "picture",
        .url,
        [],
        "URL of the logo.",
        example: "https://pictures.example.com/hooli.png"
      ),
      Field(
        15,
        "source",
        .text,
        .creationOnly,
        "Origin of the record: taken on creation, never changed afterwards; the API's default is api.",
        example: "trade-fair"
      ),
    ]
  )
}
