import Model

/// What the properties of vCards mean.
enum VCardProperty {
  /// The values that a property gives.
  static func values(_ line: VCardLine, hasName: Bool) -> [(ImportTarget, String)] {
    switch line.name {
    case "N": return name(line.components)
    case "FN": return hasName ? [] : [(.fullName, line.text)]
    case "EMAIL": return [(.field(.email), line.text)]
    case "TEL": return line.has("fax") || line.has("pager") ? [] : [(.field(.phone), line.text)]
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

  /// Why nothing is taken from a property of whose kind others are; a clause.
  static func reasonToLeaveOut(_ line: VCardLine) -> String? {
    guard !line.value.isEmpty, values(line, hasName: true).isEmpty else { return nil }
    switch line.name {
    case "PHOTO": return "the picture itself stands there, and the API takes a URL"
    case "TEL": return "it is a fax's or a pager's number"
    case "X-SOCIALPROFILE", "SOCIALPROFILE", "IMPP":
      return "the API has a field for LinkedIn's pages only"
    default: return nil
    }
  }

  /// What the report says where a property gives several things.
  static func summary(_ name: String) -> String? {
    switch name {
    case "N": "firstName, lastName"
    case "ADR": "location"
    default: nil
    }
  }

  /// Family name, given name, and three that the API has no fields for.
  private static func name(_ components: [String]) -> [(ImportTarget, String)] {
    zip([ContactField.lastName, .firstName], components).map { (.field($0), $1) }
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
