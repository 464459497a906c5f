import JSONText

/// A page's items as data for its script, inside a `script` element.
///
/// Kinds and companies are given by index; an item is `[kind, sign, title, place, company, [[kind,
/// field, old, new, note], …], [note, …]]`.
enum HTMLData {
  static func json(kinds: [String], _ companies: HTMLCompanies, _ items: [HTMLPage.Item]) -> String
  {
    var numbers: [String: Int] = [:]
    for (number, kind) in kinds.enumerated() { numbers[kind] = number }
    var head = JSONWriter()
    head.strings("kinds", kinds)
    head.strings("companies", companies.names.map(SafeText.inline))
    head.key("items")
    var json = Array("{".utf8) + head.bytes + Array("[".utf8)
    var writer = JSONWriter()
    for (index, item) in items.enumerated() {
      json += index == 0 ? "\n".utf8 : ",\n".utf8
      writer.removeAll()
      writer.item(item, kind: numbers[item.kind] ?? 0, company: companies.number(of: item))
      json += writer.bytes
    }
    json += "]}".utf8
    return inert(json)
  }

  /// The JSON without anything that HTML could read as markup, so that the element
  /// ends where it should.
  private static func inert(_ json: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(json.count + json.count / 16)
    for byte in json {
      switch byte {
      case UInt8(ascii: "<"): result += "\\u003c".utf8
      case UInt8(ascii: ">"): result += "\\u003e".utf8
      case UInt8(ascii: "&"): result += "\\u0026".utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension JSONWriter {
  fileprivate mutating func item(_ item: HTMLPage.Item, kind: Int, company: Int) {
    array { writer in
      writer.integer(kind)
      writer.safe(item.sign)
      writer.safe(item.title)
      writer.safe(item.place)
      writer.integer(company)
      writer.array { writer in
        for row in item.rows {
          writer.array { writer in
            for text in [row.kind, row.name, row.old, row.new, row.note] { writer.safe(text) }
          }
        }
      }
      writer.array { writer in for note in item.notes { writer.safe(note) } }
    }
  }

  private mutating func safe(_ text: String?) {
    if let text { string(SafeText.inline(text)) } else { null() }
  }
}
