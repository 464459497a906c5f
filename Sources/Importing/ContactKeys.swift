import Model

/// Names contacts: after their names, else by their email, else after their LinkedIn page.
enum ContactKeys {
  /// A key for each contact, the same whatever the order of the contacts.
  static func keys(_ contacts: [ImportedContact], taken: Set<String>) -> [String] {
    let bases = contacts.map(base)
    let order = contacts.indices.map { ($0, identifier(contacts[$0])) }
      .sorted { (bases[$0.0], $0.1) < (bases[$1.0], $1.1) }.map(\.0)
    var keys = UniqueKeys(taken: taken)
    var result = bases
    for index in order { result[index] = keys.key(bases[index]) }
    return result
  }

  /// First and last name in the form in which those that look alike are equal.
  ///
  /// - Returns: `nil` when one of them is missing.
  static func name(_ contact: ImportedContact) -> String? {
    guard contact.fields[.firstName] != nil, contact.fields[.lastName] != nil else { return nil }
    let name = base(contact)
    return name.contains("@") ? nil : folded(name)
  }

  /// A key's words by the alphabet, without the number that tells it from others.
  static func folded(_ key: String) -> String {
    var key = key
    for (two, one) in [("ae", "a"), ("oe", "o"), ("ue", "u")] {
      key = key.replacing(two, with: one)
    }
    return key.split(separator: "-").filter { Int($0) == nil }.sorted().joined(separator: "-")
  }

  private static func base(_ contact: ImportedContact) -> String {
    let names = [contact.fields[.firstName], contact.fields[.lastName]].compactMap(\.self)
    let name = slug(names.joined(separator: " "))
    if !name.isEmpty { return name }
    if let email = contact.emails.first { return email }
    let page = contact.fields[.linkedinUrl] ?? contact.fields[.linkedinUrlSalesNav] ?? ""
    let last = slug(String(page.split(separator: "/").last ?? ""))
    return last.isEmpty ? "contact" : last
  }

  private static func identifier(_ contact: ImportedContact) -> String {
    contact.identifiers.first?.text ?? ""
  }
}
