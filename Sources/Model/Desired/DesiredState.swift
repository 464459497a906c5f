package import Diagnostics

/// A place in one of `DesiredState.files`, in 12 bytes.
package struct SourcePosition: Hashable, Sendable {
  /// Index into `DesiredState.files`.
  package let file: UInt32
  /// 1-based.
  package let line: UInt32
  /// 1-based, in Unicode scalars.
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
  /// Where its key stands.
  package let position: SourcePosition
  /// Where each attribute's value was written (for a default, there), in the order of `attributes`.
  package let attributePositions: [SourcePosition]
  /// The name under `companies` by which the link was declared, for reports; `nil` without one.
  package let companyName: String?
  /// Whether it may be neither removed nor re-identified.
  package let isProtected: Bool
  /// What is sent on creation and then left alone; in no order, and never an identifier.
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

  /// With a fingerprint that is known already.
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

  /// A declared custom field and where.
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

  /// A name under `companies` and what it stands for, used or not.
  package struct Company: Hashable, Sendable {
    package let name: String
    /// `companyId`, `companyDomain` or `companyLinkedinUrl`.
    package let field: Field
    package let value: String

    package init(name: String, field: Field, value: String) {
      self.name = name
      self.field = field
      self.value = value
    }
  }

  package let files: [File]
  /// Sorted by address, none twice.
  package let contacts: DesiredContacts
  /// Sorted by name, none twice.
  package let customFields: [CustomField]
  /// Sorted by name, none twice.
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

  /// With contacts that are not packed yet; sorted by address, none twice.
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

  /// The place with its file's path.
  package func location(of position: SourcePosition) -> SourceLocation {
    SourceLocation(
      file: files[Int(position.file)].path,
      line: Int(position.line),
      column: Int(position.column)
    )
  }
}
