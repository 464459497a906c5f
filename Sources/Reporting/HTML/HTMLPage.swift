import Model
import Mustache

/// One report as a page: the values for the template.
struct HTMLPage {
  /// A kind of item, by which the items can be filtered.
  struct Kind {
    let id: String
    let label: String
    let count: Int
  }

  struct Row {
    let kind: String
    let name: String
    let old: String?
    let new: String?
    let note: String
  }

  struct Item {
    /// The kind of the item, as its `Kind.id`.
    let kind: String
    let sign: String
    let title: String
    let place: String
    /// The company that the contact is linked to, as charts and filter name it; `nil` for none.
    let company: String?
    let rows: [Row]
    let notes: [String]
  }

  struct Message {
    let severity: String
    let head: String
    let lines: [String]
  }

  let title: String
  let headline: String
  let facts: [String]
  let messages: [Message]
  /// What a kind stands for: an action or an outcome.
  let kindName: String
  let kinds: [Kind]
  /// The companies of all contacts, including those that the page leaves out.
  let companies: HTMLCompanies
  /// The items that the page shows, at most `mostItems`.
  let items: [Item]
  let version: String

  /// The most items that a page holds; browsers still open, search and filter that many at once.
  static let mostItems = 50_000

  /// The indices of the items that a page holds, ascending.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - ranks: How many ranks there are.
  ///   - rank: Returns the 0-based rank of an item; lower ranks come first.
  /// - Returns: At most `mostItems` indices, 0-based.
  static func chosen(_ count: Int, ranks: Int, _ rank: (Int) -> Int) -> [Int] {
    guard count > mostItems else { return Array(0..<count) }
    var chosen: [Int] = []
    for wanted in 0..<ranks {
      for index in 0..<count where chosen.count < mostItems && rank(index) == wanted {
        chosen.append(index)
      }
    }
    return chosen.sorted()
  }

  /// The note that some items are left out; `nil` when all are held.
  static func omission(_ held: Int, of count: Int, first: String) -> String? {
    guard held < count else { return nil }
    return "The figures are of all \(ValueText.count(count)) changes. "
      + "Below are \(ValueText.count(held)) of them, \(first) first: the JSON report has all."
  }

  func render() -> String {
    HTMLContent.register()
    guard let template = try? MustacheTemplate(string: HTMLTemplate.page) else {
      preconditionFailure("the page's template does not parse")
    }
    return template.render(values)
  }

  /// How many items the page holds as elements; the script makes the elements of the others.
  static let firstItems = 100

  private var values: [String: Any] {
    let first = items.prefix(Self.firstItems)
    return [
      "title": title, "headline": headline, "facts": facts, "version": version,
      "style": HTMLTemplate.style, "script": HTMLTemplate.script,
      "styleHash": Self.hash(HTMLTemplate.style), "scriptHash": Self.hash(HTMLTemplate.script),
      "hasItems": !items.isEmpty, "total": "\(ValueText.count(items.count)) shown",
      "hasMore": items.count > first.count, "first": first.count,
      "data": HTMLData.json(kinds: kinds.map(\.id), companies, items),
      "messages": messages.map { message -> [String: Any] in
        ["severity": message.severity, "head": message.head, "lines": message.lines]
      },
      "charts": [
        HTMLChart.ofKinds(kinds, called: kindName), HTMLChart.ofCompanies(companies, kinds),
      ]
      .compactMap { $0?.values },
      "hasCompanies": companies.names.count > 1,
      "companies": companies.options,
      "kinds": kinds.map { kind -> [String: Any] in
        ["id": kind.id, "label": kind.label, "count": ValueText.count(kind.count)]
      },
      "items": first.enumerated().map { Self.values($1, position: $0 + 1, size: items.count) },
    ]
  }

  private static func values(_ item: Item, position: Int, size: Int) -> [String: Any] {
    [
      "kind": item.kind, "sign": item.sign, "title": item.title, "place": item.place,
      "position": position, "size": size,
      "hasRows": !item.rows.isEmpty, "notes": item.notes,
      "rows": item.rows.map { row -> [String: Any] in
        [
          "kind": row.kind, "name": row.name, "old": row.old ?? "", "new": row.new ?? "",
          "note": row.note,
        ]
      },
    ]
  }

  /// A hash for the page's content security policy, which lets nothing else run.
  private static func hash(_ text: String) -> String {
    Base64.text(SHA256.digest(of: Array(text.utf8)))
  }
}

/// Escapes by Unicode scalar, so that a quote followed by a combining mark is still a quote.
///
/// The library's own escaping works by character, and lets such a quote pass.
private struct HTMLContent: MustacheContentType {
  static let name = "ROSTER_HTML"

  static func register() { MustacheContentTypes.register(HTMLContent(), named: name) }

  func escapeText(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in SafeText.inline(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Base64 without Foundation, for digests.
private enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
  )

  static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var word = group.reduce(0) { $0 << 8 | Int($1) }
      word <<= 8 * (3 - group.count)
      for index in 0..<4 {
        result.append(
          index <= group.count ? digits[word >> (18 - 6 * index) & 63] : UInt8(ascii: "=")
        )
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
