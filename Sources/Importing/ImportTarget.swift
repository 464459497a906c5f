import Model

/// What a column becomes.
enum ImportTarget: Hashable, Sendable {
  case field(Field)
  /// First and last name in one.
  case fullName
  case companyName
  /// The company's web site, whose host is its domain.
  case companyWebsite
  /// Somebody's page, which counts when it is at LinkedIn.
  case webPage
  /// A part of `location`, in the order in which they are joined.
  case city
  case region
  case country
  case custom(String)
  case ignored
}

extension ImportTarget {
  /// Reads what `--map` says; `nil` for what is no target.
  init?(option: String) {
    if let field = ResourceType.contact.field(named: option) {
      self = .field(field)
    } else if option.hasPrefix("custom."), option.utf8.count > 7 {
      self = .custom(String(option.dropFirst(7)))
    } else if let target = Self.named[option] {
      self = target
    } else {
      return nil
    }
  }

  /// Beside the API's fields.
  private static let named: [String: Self] = [
    "name": .fullName, "company": .companyName, "companyName": .companyName,
    "website": .companyWebsite, "city": .city, "region": .region, "country": .country,
    "ignore": .ignored,
  ]

  /// Those that `--map` takes, beside `custom.NAME`.
  static let optionNames = ResourceType.contact.fields.map(\.name) + named.keys.sorted()
}

extension ImportTarget {
  /// Whether a row can have an identifier by it.
  var isIdentifier: Bool {
    switch self {
    case .field(let field): field.role.contains(.identifier) || field == .additionalEmails
    case .webPage: true
    default: false
    }
  }
}

extension ImportTarget {
  /// What the column holds, as far as it matters which words are values there.
  var placeholderKind: Placeholder.Kind {
    switch self {
    case .field(.firstName), .field(.lastName), .fullName: .name
    case .city, .region, .country, .field(.location): .place
    case .custom, .ignored: .custom
    case .companyName: .text
    case .companyWebsite, .webPage: .formal
    case .field(let field): field.kind == .text ? .text : .formal
    }
  }

  /// Whether a value is a text of many words, to which a lost letter does little.
  var isLongText: Bool {
    [.field(.summary), .field(.jobDescription), .field(.skills)].contains(self)
  }
}

extension ImportTarget: CustomStringConvertible {
  /// What it becomes in the manifest.
  var description: String {
    switch self {
    case .field(let field): field.name
    case .fullName: "firstName, lastName"
    case .companyName: "company (its name)"
    case .companyWebsite: "company (its domain)"
    case .webPage: "linkedinUrl, when it is one"
    case .city: "location (city)"
    case .region: "location (region)"
    case .country: "location (country)"
    case .custom(let name): "custom.\(name)"
    case .ignored: "nothing"
    }
  }
}
