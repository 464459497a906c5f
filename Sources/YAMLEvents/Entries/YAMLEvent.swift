/// One event of a YAML text, whose bytes are borrowed and valid until the next event.
package struct YAMLEvent {
  /// The kind of an event; raw values are libyaml's.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    case streamStart = 1
    case streamEnd
    case documentStart
    case documentEnd
    case alias
    case scalar
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  /// How a scalar is written; raw values are libyaml's.
  package enum Style: UInt8, Sendable, BitwiseCopyable {
    case none = 0
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
  }

  /// The tag written before a value.
  package enum Tag: UInt8, Sendable, BitwiseCopyable {
    /// There is no tag, which leaves the type to the schema.
    case none
    /// The tag `!`, which makes a scalar text.
    case nonSpecific
    case string
    case integer
    case float
    case boolean
    case null
    case mapping
    case sequence
    case merge
    case other
  }

  package let kind: Kind
  package let style: Style
  package let tag: Tag
  /// Whether the event replaces an alias, in which case both marks are the alias's.
  package let isAliased: Bool
  /// How many characters it has beside its text; used only if the end is not known.
  let marks: UInt8
  /// Where the value begins, including its tag and anchor.
  package let start: YAMLMark
  /// The place after the last character; `nil` on one line, where the text's length gives it.
  let knownEnd: YAMLMark?
  /// A scalar's text as UTF-8, or an alias's name; empty for other events.
  package let text: YAMLBytes
  /// The anchor's name, NUL-terminated; `nil` without an anchor.
  package let anchor: UnsafePointer<UInt8>?

  /// The place just after the last character.
  package var end: YAMLMark {
    if let knownEnd { return knownEnd }
    let width = text.reduce(Int(marks)) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return YAMLMark(line: start.line, column: UInt32(clamping: Int(start.column) + width))
  }

  /// A copy of the text as a string.
  package var string: String { text.string }

  /// Whether this is a scalar written without quotes, block sign or tag.
  package var isPlain: Bool { kind == .scalar && style == .plain && tag == .none }

  /// Whether this is a null scalar: plain `null`, `~` or nothing at all.
  package var isNull: Bool {
    guard kind == .scalar, style == .plain else { return tag == .null }
    guard tag == .none else { return tag == .null }
    switch text.count {
    case 0: return true
    case 1: return text[0] == UInt8(ascii: "~")
    case 4: return text.elementsEqual("null".utf8)
    default: return false
    }
  }

  /// Whether this is the key `<<`, which merges another mapping into its own.
  package var isMergeKey: Bool {
    guard kind == .scalar, text.count == 2 else { return tag == .merge }
    return (isPlain || tag == .merge) && text[0] == UInt8(ascii: "<") && text[1] == text[0]
  }

  /// Whether this is the start of a sequence or a mapping.
  package var opensCollection: Bool { kind == .sequenceStart || kind == .mappingStart }
}
