/// Names in the scripts of China, Japan and Korea, where the last name stands first.
enum EastAsianName {
  /// Whether a word has letters of these scripts.
  static func isWritten(_ word: String) -> Bool { word.unicodeScalars.contains(where: isLetter) }

  static func reading(of words: [String]) -> NameOrder.Reading {
    guard words.allSatisfy({ $0.unicodeScalars.allSatisfy(isLetter) }) else {
      return .doubtful("its words are in several scripts, or words of several names")
    }
    switch words.count {
    case 1: return .doubtful("nothing says where its last name ends")
    case 2:
      // Names from elsewhere are written in katakana, too, and keep their order.
      let isTranscribed = words.joined().unicodeScalars.allSatisfy(isKatakana)
      return isTranscribed ? .doubtful(NameOrder.eitherOrder) : NameOrder.split(words)
    default: return .doubtful(NameOrder.eitherOrder)
    }
  }

  /// Takes away what politeness puts after a name: `佐藤 花子 様`.
  static func dropTitle(_ words: inout [String]) -> String? {
    guard words.count > 1, let last = words.last, let title = titles.first(where: last.hasSuffix)
    else { return nil }
    words.removeLast()
    if last != title { words.append(String(last.dropLast(title.count))) }
    return title
  }

  private static let titles = ["様", "さま", "さん", "殿", "先生", "女士", "小姐", "님", "씨"]

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005, 0x3041...0x3096, 0x3100...0x318F, 0x3400...0x9FFF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0x1100...0x11FF, 0x20000...0x323AF:
      true
    default: isKatakana(scalar)
    }
  }

  private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30A1...0x30FA, 0x30FC...0x30FF, 0xFF66...0xFF9F: true
    default: false
    }
  }
}
