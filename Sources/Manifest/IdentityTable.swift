import Model

/// The identifiers of contacts as hashes, from which those that may be shared are found.
struct IdentityTable {
  /// In 16 bytes.
  struct Entry {
    /// Of the normalised identifier and its kind.
    let hash: Int
    /// Index of the contact.
    let contact: UInt32
    let field: ContactField
  }

  /// One of a contact's `additionalEmails`.
  struct AdditionalEmail {
    let hash: Int
    let contact: UInt32
    let span: Span
    let text: String
  }

  private(set) var entries: [Entry] = []
  private(set) var additionalEmails: [AdditionalEmail] = []
  private var scratch: [UInt8] = []

  /// Adds a value of `email`, `linkedinUrl` or `linkedinUrlSalesNav`.
  mutating func add(_ field: ContactField, _ text: UnsafeRawBufferPointer, contact: Int) {
    entries.append(
      Entry(hash: hash(field, text), contact: UInt32(clamping: contact), field: field)
    )
  }

  /// Adds one of `additionalEmails`.
  mutating func add(_ email: ContactDraft.Email, contact: Int) {
    var text = email.text
    let hash = text.withUTF8 { self.hash(.email, UnsafeRawBufferPointer($0)) }
    additionalEmails.append(
      AdditionalEmail(
        hash: hash,
        contact: UInt32(clamping: contact),
        span: email.span,
        text: email.text
      )
    )
  }

  /// Adds another file's, whose contacts begin at `offset` in the whole set.
  mutating func append(_ other: IdentityTable, offset: Int) {
    let offset = UInt32(clamping: offset)
    entries.reserveCapacity(entries.count + other.entries.count)
    for entry in other.entries {
      entries.append(
        Entry(hash: entry.hash, contact: entry.contact + offset, field: entry.field)
      )
    }
    for email in other.additionalEmails {
      additionalEmails.append(
        AdditionalEmail(
          hash: email.hash,
          contact: email.contact + offset,
          span: email.span,
          text: email.text
        )
      )
    }
  }

  private mutating func hash(_ field: ContactField, _ text: UnsafeRawBufferPointer) -> Int {
    normalize(field, text)
    var hasher = Hasher()
    hasher.combine(field.rawValue)
    scratch.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }

  /// Leaves in `scratch` what `NormalizedIdentifier` makes of it, without its strings where all is plain.
  private mutating func normalize(_ field: ContactField, _ text: UnsafeRawBufferPointer) {
    scratch.removeAll(keepingCapacity: true)
    if field == .email, !text.contains(where: { $0 >= 0x80 }) {
      for byte in text { scratch.append(Self.lowercased(byte)) }
    } else if field == .linkedinUrl, LinkedInCheck.isUsual(text, .profile) {
      for byte in text.dropFirst(12) { scratch.append(Self.lowercased(byte)) }
    } else if field == .linkedinUrlSalesNav, LinkedInCheck.isUsual(text, .salesNavigator) {
      scratch.append(contentsOf: text.dropFirst(12))
    } else {
      let value = String(decoding: text, as: UTF8.self)
      scratch.append(contentsOf: NormalizedIdentifier(field, value).text.utf8)
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
