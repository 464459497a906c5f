import Model

/// What the properties of vCards mean.
enum VCardProperty {
  /// The values that a property gives.
  static func values(_ line: VCardLine, hasName: Bool) -> [(ImportTarget, String)] {
    switch line.name {
    case "N": return name(line)
    case "FN": return hasName ? [] : [(.fullName, line.text)]
    case "EMAIL": return [(.field(.email), line.text)]
    case "TEL": return line.isFax ? [] : [(.field(.phone), line.text)]
    case "ORG": return line.components.first.map { [(.companyName, $0)] } ?? []
    case "TITLE": return [(.field(.jobTitle), line.text)]
    case "NOTE": return [(.field(.summary), line.text)]
    case "URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP": return page(line)
    case "TZ": return timeZone(line)
    case "PHOTO": return photo(line)
    case "ADR": return address(line.components)
    case "LANG": return [(.field(.languages), line.text)]
    default: return []
    }
  }

  /// What is not taken from a property, each with the reason, a clause.
  ///
  /// Nothing for what says how a card was made: that it is not taken stands in the list of
  /// properties once.
  static func leftOut(_ line: VCardLine) -> [(value: String, reason: String)] {
    guard !line.value.isEmpty else { return [] }
    switch line.name {
    case "N":
      let names = ["middle names", "titles before a name", "titles after a name"]
      return zip(line.components.dropFirst(2), names).map { ($0, noField(for: $1)) }
    case "ORG":
      return [(joined(line, Array(1..<line.components.count)), noField(for: "departments"))]
    case "ADR":
      let reason = "`location` has the city, the region and the country"
      return [(joined(line, [0, 1, 2, 5]), reason)]
    case "PHOTO" where values(line, hasName: true).isEmpty:
      // A picture may have megabytes.
      let reason = "the picture itself stands there, and the API takes a URL"
      return [(String(line.value.prefix(20)), reason)]
    case "TEL" where values(line, hasName: true).isEmpty:
      return [(line.text, PhoneCleaning.faxReason)]
    case "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP":
      guard values(line, hasName: true).isEmpty else { return [] }
      return [(line.text, "the API has a field for LinkedIn's pages only")]
    default:
      guard values(line, hasName: false).isEmpty, !isFraming(line.name) else { return [] }
      let isData = ["SOUND", "LOGO", "KEY", "AGENT"].contains(line.name)
      return [(isData ? String(line.value.prefix(20)) : line.text, noField(for: "it"))]
    }
  }

  private static func noField(for thing: String) -> String { "the API has no field for \(thing)" }

  private static func joined(_ line: VCardLine, _ indices: [Int]) -> String {
    let components = line.components
    return indices.filter { $0 < components.count }.map { cleanedText(components[$0]) }
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Whether a property is about the card or another property and not about the person.
  static func isFraming(_ name: String) -> Bool {
    framing.contains(name) || name.hasPrefix("X-AB") || name.hasPrefix("X-IMAGE")
  }

  private static let framing: Set<String> = [
    "BEGIN", "END", "VERSION", "PRODID", "UID", "REV", "KIND", "SOURCE", "NAME", "PROFILE", "CLASS",
    "MAILER", "SORT-STRING", "CLIENTPIDMAP", "XML", "X-ADDRESSBOOKSERVER-KIND",
  ]

  /// What the report says where a property gives several things.
  static func summary(_ name: String) -> String? {
    switch name {
    case "N": "firstName, lastName"
    case "ADR": "location"
    default: nil
    }
  }

  /// Family name, given name, and three that the API has no fields for.
  private static func name(_ line: VCardLine) -> [(ImportTarget, String)] {
    // Commas part several given names; after a family name, they may part titles.
    let given = line.lists.dropFirst().first?.map(cleanedText).joined(separator: " ")
    return zip([Field.lastName, .firstName], line.components).map { field, text in
      (.field(field), field == .firstName ? given ?? text : text)
    }
  }

  /// A messenger's address or another network's page is nothing that the API takes.
  private static func page(_ line: VCardLine) -> [(ImportTarget, String)] {
    let isLinkedIn = LinkedInCleaning.page(line.text) != nil
    return line.name == "URL" || isLinkedIn ? [(.webPage, line.text)] : []
  }

  /// An offset such as `-0500` names no zone.
  private static func timeZone(_ line: VCardLine) -> [(ImportTarget, String)] {
    [(.field(.timezone), line.text)]
  }

  private static func photo(_ line: VCardLine) -> [(ImportTarget, String)] {
    let text = line.text.prefix(8).lowercased()
    return text.hasPrefix("http://") || text.hasPrefix("https://")
      ? [(.field(.picture), line.text)] : []
  }

  /// Post office box, extension, street, city, region, postal code, country.
  private static func address(_ components: [String]) -> [(ImportTarget, String)] {
    zip([3, 4, 6], [ImportTarget.city, .region, .country]).compactMap { index, target in
      index < components.count ? (target, components[index]) : nil
    }
  }
}
