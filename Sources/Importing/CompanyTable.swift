import Model

/// The companies that an import declares, and which contact has which.
struct CompanyTable {
  /// An entry under `companies`.
  struct Entry: Hashable {
    let key: String
    let field: Field
    let value: String
  }

  /// Sorted by key.
  private(set) var entries: [Entry] = []
  /// For each contact its company's name; `nil` without one.
  private(set) var names: [String?] = []
  /// Contacts whose company has a name and nothing to link it by.
  private(set) var unlinked: [Int] = []

  private let contacts: [ImportedContact]
  private let source: ImportOptions.CompanySource?
  /// For each contact what its company is linked by.
  private var links: [CompanyLink?]
  /// Of several spellings of one link the first.
  private var spellings: [CompanyLink: String] = [:]

  init(
    _ contacts: [ImportedContact],
    source: ImportOptions.CompanySource?,
    declared: DeclaredContacts
  ) {
    self.contacts = contacts
    self.source = source
    links = Array(repeating: nil, count: contacts.count)
    if source == .name { linkByName() } else { linkByRow() }
    for (index, contact) in contacts.enumerated() {
      let hasOwn = links[index] != nil || contact.fields[.companyId] != nil
      if contact.company.name != nil, !hasOwn { unlinked.append(index) }
    }
    nameEntries(declared)
  }

  // MARK: Links

  private mutating func linkByRow() {
    var domains: [String: String] = [:]
    for contact in contacts {
      guard let url = contact.company.linkedIn, let domain = contact.company.domain else {
        continue
      }
      if domains[url] == nil { domains[url] = domain }
    }
    for (index, contact) in contacts.enumerated() where contact.fields[.companyId] == nil {
      let company = contact.company
      let mail = Self.mailDomain(contact)
      let linkedIn = company.linkedIn.map { url in
        domains[url].map { link(domain: $0) } ?? link(linkedIn: url)
      }
      if let domain = company.domain {
        links[index] = link(domain: domain)
      } else if source == .domain {
        links[index] = mail.map { link(domain: $0) } ?? linkedIn
      } else {
        let named = company.name == nil ? nil : mail
        links[index] = linkedIn ?? named.map { link(domain: $0) }
      }
    }
  }

  private mutating func link(linkedIn url: String) -> CompanyLink {
    spelled(url, CompanyLink(linkedIn: url))
  }

  private mutating func link(domain: String) -> CompanyLink {
    spelled(domain, .domain(NormalizedIdentifier.domain(domain)))
  }

  private mutating func spelled(_ text: String, _ link: CompanyLink) -> CompanyLink {
    if spellings[link] == nil { spellings[link] = text }
    return link
  }

  /// Of a company's rows the most frequent domain counts: one of them may be a consultant's.
  private mutating func linkByName() {
    var members: [String: [Int]] = [:]
    for (index, contact) in contacts.enumerated() where contact.fields[.companyId] == nil {
      if let name = contact.company.name { members[Self.folded(name), default: []].append(index) }
    }
    for group in members.values {
      let own = Self.mostFrequent(group.compactMap { contacts[$0].company.domain })
      let mail = Self.mostFrequent(group.compactMap { Self.mailDomain(contacts[$0]) })
      let url = Self.mostFrequent(group.compactMap { contacts[$0].company.linkedIn })
      let found =
        own.map { link(domain: $0) } ?? url.map { link(linkedIn: $0) }
        ?? mail.map { link(domain: $0) }
      for index in group { links[index] = found }
    }
  }

  private static func mailDomain(_ contact: ImportedContact) -> String? {
    for email in contact.emails {
      guard let at = email.lastIndex(of: "@") else { continue }
      let domain = email[email.index(after: at)...].lowercased()
      // A manifest takes addresses whose domain is no company's, such as `a@localhost`.
      if !FreeMailDomains.contains(domain), DomainCleaning.fault(domain[...]) == nil {
        return domain
      }
    }
    return nil
  }

  private static func folded(_ name: String) -> String {
    let folded = slug(name)
    return folded.isEmpty ? name : folded
  }

  /// Of several as frequent ones the first by the alphabet, whatever the order of the rows.
  private static func mostFrequent(_ values: [String]) -> String? {
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  // MARK: Names

  /// What is named once: a link, and where names tell companies apart, the name with it.
  private struct Identity: Hashable {
    let link: CompanyLink
    let name: String?
  }

  private mutating func nameEntries(_ declared: DeclaredContacts) {
    var members: [Identity: [String]] = [:]
    for index in contacts.indices {
      guard let identity = identity(index), declared.companies[identity.link] == nil else {
        continue
      }
      members[identity, default: []] += contacts[index].company.name.map { [$0] } ?? []
    }
    let bases = members.map { identity, names in
      (identity: identity, base: base(identity, Self.mostFrequent(names)))
    }.sorted {
      ($0.base, $0.identity.link, $0.identity.name ?? "")
        < ($1.base, $1.identity.link, $1.identity.name ?? "")
    }
    var keys = UniqueKeys(taken: declared.companyNames)
    var named: [Identity: String] = [:]
    for (identity, base) in bases {
      let key = keys.key(base)
      named[identity] = key
      entries.append(entry(key, identity.link))
    }
    entries.sort { $0.key < $1.key }
    names = contacts.indices.map { index in
      identity(index).flatMap { declared.companies[$0.link] ?? named[$0] }
    }
  }

  private func identity(_ index: Int) -> Identity? {
    guard let link = links[index] else { return nil }
    let name = source == .name ? contacts[index].company.name.map(Self.folded) : nil
    return Identity(link: link, name: name)
  }

  private func base(_ identity: Identity, _ name: String?) -> String {
    let base = source == .domain ? nil : name.map(slug)
    if let base, !base.isEmpty { return base }
    switch identity.link {
    case .domain(let domain): return Self.key(domain: spellings[identity.link] ?? domain)
    case .linkedIn(let url):
      let last = slug(String(url.split(separator: "/").last ?? ""))
      return last.isEmpty ? "company" : last
    }
  }

  private func entry(_ key: String, _ link: CompanyLink) -> Entry {
    switch link {
    case .domain(let domain):
      Entry(key: key, field: .companyDomain, value: spellings[link] ?? domain)
    case .linkedIn(let url):
      Entry(key: key, field: .companyLinkedinUrl, value: spellings[link] ?? "https://www.\(url)")
    }
  }

  /// `acme` of `acme.example` and of `acme.co.uk`.
  private static func key(domain: String) -> String {
    var labels = domain.split(separator: ".").map(String.init)
    let ending = labels.popLast() ?? domain
    let second: Set<String> = ["co", "com", "org", "net", "ac", "gov", "edu"]
    if labels.count > 1, ending.count == 2, second.contains(labels[labels.count - 1]) {
      labels.removeLast()
    }
    let key = slug(labels.joined(separator: "-"))
    return key.isEmpty ? slug(domain) : key
  }
}

/// Gives out keys, each once.
struct UniqueKeys {
  private var taken: Set<String>
  private var last: [String: Int] = [:]

  init(taken: Set<String>) { self.taken = taken }

  /// That key, or, where it is taken, with the first free number from 2 on.
  mutating func key(_ base: String) -> String {
    if taken.insert(base).inserted { return base }
    var number = last[base] ?? 2
    while !taken.insert("\(base)-\(number)").inserted { number += 1 }
    last[base] = number + 1
    return "\(base)-\(number)"
  }
}
