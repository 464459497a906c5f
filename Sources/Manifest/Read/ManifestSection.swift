/// The keys of a manifest's own mapping.
enum ManifestSection {
  static let names = ["version", "settings", "fields", "companies", "defaults", "contacts"]

  /// The beginning of keys that people add for themselves, as a place for anchors.
  static let ownPrefix = "x-"

  static let synonyms: [String: String] = [
    "people": "contacts", "persons": "contacts", "leads": "contacts", "accounts": "companies",
    "organizations": "companies", "organisations": "companies", "config": "settings",
    "options": "settings", "customfields": "fields", "custom": "fields",
  ]

  static let hint =
    "The sections are \(enumeration(names)); keys of your own begin with `\(ownPrefix)`."
}
