package import Diagnostics

/// A place in one of `DesiredState.files`, in 12 bytes.
package struct SourcePosition: Hashable, Sendable {
  /// The file's index in `DesiredState.files`, 0-based.
  package let file: UInt32
  /// The line's number, 1-based.
  package let line: UInt32
  /// The column's number, 1-based, in Unicode scalars.
  package let column: UInt32

  package init(file: Int, line: Int, column: Int) {
    self.file = UInt32(clamping: file)
    self.line = UInt32(clamping: line)
    self.column = UInt32(clamping: column)
  }
}

/// A contact as the manifest declares it: defaults applied, company names resolved, values checked.
package struct DesiredContact: Hashable, Sendable {
  package let address: Address
  package let fingerprint: Fingerprint
  package let attributes: Attributes
  /// The position of its key.
  package let position: SourcePosition
  /// The position of each attribute's value (for a default, in the defaults), in
  /// the order of `attributes`.
  package let attributePositions: [SourcePosition]
  /// The name under `companies` by which the link was declared, for reports; `nil` without one.
  package let companyName: String?
  /// Whether it may be neither removed nor re-identified.
  package let isProtected: Bool
  /// The attributes that are sent on creation and then left alone; in no
  /// order, never an identifier.
  package let ignoredKeys: [AttributeKey]

  package init(
    address: Address,
    attributes: Attributes,
    position: SourcePosition,
    attributePositions: [SourcePosition] = [],
    companyName: String? = nil,
    isProtected: Bool = false,
    ignoredKeys: [AttributeKey] = []
  ) {
    self.init(
      address: address,
      fingerprint: attributes.fingerprint,
      attributes: attributes,
      position: position,
      attributePositions: attributePositions,
      companyName: companyName,
      isProtected: isProtected,
      ignoredKeys: ignoredKeys
    )
  }

  /// Creates a contact whose fingerprint is already known.
  init(
    address: Address,
    fingerprint: Fingerprint,
    attributes: Attributes,
    position: SourcePosition,
    attributePositions: [SourcePosition],
    companyName: String?,
    isProtected: Bool,
    ignoredKeys: [AttributeKey]
  ) {
    self.address = address
    self.fingerprint = fingerprint
    self.attributes = attributes
    self.position = position
    self.attributePositions = attributePositions
    self.companyName = companyName
    self.isProtected = isProtected
    self.ignoredKeys = ignoredKeys
  }
}

/// What the whole set of manifest files asks for.
package struct DesiredState: Equatable, Sendable {
  /// A file of the set, in reading order.
  package struct File: Hashable, Sendable {
    package let path: String
    /// Lower-case hexadecimal SHA-256 of its bytes.
    package let sha256: String

    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// A declared custom field and its place.
  package struct CustomField: Hashable, Sendable {
    package let name: String
    package let type: CustomFieldType
    package let position: SourcePosition

    package init(name: String, type: CustomFieldType, position: SourcePosition) {
      self.name = name
      self.type = type
      self.position = position
    }
  }

  /// A name under `companies` and what it stands for, whether used or not.
  package struct Company: Hashable, Sendable {
    package let name: String
    /// The field that the value belongs to: `companyId`, `companyDomain` or `companyLinkedinUrl`.
    package let field: Field
    package let value: String

    package init(name: String, field: Field, value: String) {
      self.name = name
      self.field = field
      self.value = value
    }
  }

  package let files: [File]
  /// The contacts, sorted by address; no address occurs twice.
  package let contacts: DesiredContacts
  /// The custom fields, sorted by name; no name occurs twice.
  package let customFields: [CustomField]
  /// The companies, sorted by name; no name occurs twice.
  package let companies: [Company]
  package let settings: ManifestSettings

  package init(
    files: [File],
    contacts: DesiredContacts,
    customFields: [CustomField] = [],
    companies: [Company] = [],
    settings: ManifestSettings = ManifestSettings()
  ) {
    self.files = files
    self.contacts = contacts
    self.customFields = customFields
    self.companies = companies
    self.settings = settings
  }

  /// Packs the contacts, which must be sorted by address, with no address twice.
  package init(
    files: [File],
    contacts: [DesiredContact],
    customFields: [CustomField] = [],
    companies: [Company] = [],
    settings: ManifestSettings = ManifestSettings()
  ) {
    self.init(
      files: files,
      contacts: DesiredContacts(contacts),
      customFields: customFields,
      companies: companies,
      settings: settings
    )
  }

  /// The position together with its file's path.
  package func location(of position: SourcePosition) -> SourceLocation {
    SourceLocation(
      file: files[Int(position.file)].path,
      line: Int(position.line),
      column: Int(position.column)
    )
  }
}
