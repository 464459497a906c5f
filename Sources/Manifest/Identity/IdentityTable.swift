import Model

/// The identifiers of contacts as hashes, from which those that may be shared are found.
struct IdentityTable {
  /// In 16 bytes.
  struct Entry {
    /// Of the normalised identifier and its kind.
    let hash: Int
    /// Index of the contact.
    let contact: UInt32
    /// The number of the field.
    fileprivate let number: UInt8

    var field: Field { ResourceType.contact.fields[Int(number)] }
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

  /// Adds a value of `email`, `linkedinUrl` or `linkedinUrlSalesNav`.
  mutating func add(_ field: Field, _ text: UnsafeRawBufferPointer, contact: Int) {
    entries.append(
      Entry(hash: hash(field, text), contact: UInt32(clamping: contact), number: field.number)
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
        Entry(hash: entry.hash, contact: entry.contact + offset, number: entry.number)
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

  private func hash(_ field: Field, _ text: UnsafeRawBufferPointer) -> Int {
    // What `NormalizedIdentifier` makes of it, without its strings where all is plain.
    if field == .email, UsualText.isPrintable(text), text.last != UInt8(ascii: ".") {
      return lowercaseHash(field, text[...])
    }
    if field == .linkedinUrl, LinkedInCheck.isUsual(text, .profile) {
      return lowercaseHash(field, text.dropFirst(Self.schemeLength))
    }
    if field == .linkedinUrlSalesNav, LinkedInCheck.isUsual(text, .salesNavigator) {
      return Self.hash(
        field,
        UnsafeRawBufferPointer(rebasing: text.dropFirst(Self.schemeLength))
      )
    }
    var value = NormalizedIdentifier(field, String(decoding: text, as: UTF8.self)).text
    return value.withUTF8 { Self.hash(field, UnsafeRawBufferPointer($0)) }
  }

  /// Of `https://www.`, which normalisation takes away.
  private static let schemeLength = 12

  private func lowercaseHash(_ field: Field, _ text: Slice<UnsafeRawBufferPointer>) -> Int {
    withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 1) { lower in
      for (index, byte) in text.enumerated() {
        lower[index] = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      }
      return Self.hash(field, UnsafeRawBufferPointer(lower))
    }
  }

  private static func hash(_ field: Field, _ text: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(field.number)
    hasher.combine(bytes: text)
    return hasher.finalize()
  }
}
