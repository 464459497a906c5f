/// Where Western languages have their accented letters, which tells text of Central Europe that was
/// read as theirs.
///
/// In the bytes of Windows-1250, Czech `ě`, `č`, `ň` and `ů` are `ì`, `è`, `ò` and `ù`, Polish `ś`,
/// `ć` and `ń` are `œ`, `æ` and `ñ`, Romanian `ă` is `ã`: so `Němcová` reads `Nìmcová`. A few real
/// names are spelled so, too; a file is judged by many.
enum WesternSpelling {
  /// Whether a letter hardly stands between these two.
  static func isUnlikely(
    _ letter: Unicode.Scalar,
    _ previous: Unicode.Scalar,
    _ next: Unicode.Scalar
  ) -> Bool {
    rules.contains { $0.letters.contains(letter) && $0.isUnlikely(Place(previous), Place(next)) }
  }

  /// What stands beside a letter.
  private enum Place {
    case edge
    case vowel(Unicode.Scalar)
    case consonant(Unicode.Scalar)

    init(_ scalar: Unicode.Scalar) {
      guard scalar.properties.isAlphabetic else {
        self = .edge
        return
      }
      let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      self = WesternSpelling.vowels.contains(lower) ? .vowel(lower) : .consonant(lower)
    }

    var isEdge: Bool { if case .edge = self { true } else { false } }
    var isVowel: Bool { if case .vowel = self { true } else { false } }
    var isConsonant: Bool { if case .consonant = self { true } else { false } }

    func isOne(of letters: Set<Unicode.Scalar>) -> Bool {
      switch self {
      case .edge: false
      case .vowel(let letter), .consonant(let letter): letters.contains(letter)
      }
    }
  }

  private struct Rule {
    let letters: Set<Unicode.Scalar>
    let isUnlikely: @Sendable (_ previous: Place, _ next: Place) -> Bool
  }

  private static let vowels = Set("aeiouyáàâãäåæéèêëíìîïóòôõöøœúùûüý".unicodeScalars)

  private static let rules = [
    // `Nìmcová`: at the end, as in `Lunedì`, it is Italian.
    Rule(letters: ["ì", "ù", "Ì", "Ù"]) { !$0.isEdge && !$1.isEdge },
    // `Dvoøák`: Danish and Norwegian have no acute beside it.
    Rule(letters: ["ø", "Ø"]) { previous, next in
      previous.isOne(of: ["á", "í", "ý", "é"]) || next.isOne(of: ["á", "í", "ý"])
    },
    // `Horáèek` and `Èapek`.
    Rule(letters: ["è", "È", "ò", "Ò"]) { $1.isVowel },
    // `Kovaèiæ`.
    Rule(letters: ["æ", "Æ"]) { previous, next in previous.isOne(of: ["i"]) && next.isEdge },
    // `Kamiñski`: Spanish has a vowel after it, Breton an end, `v` or `ch`.
    Rule(letters: ["ñ", "Ñ"]) { previous, next in next.isConsonant && !next.isOne(of: ["v", "c"]) },
    // `Wiœniewski`: French has a consonant before it.
    Rule(letters: ["œ", "Œ"]) { previous, _ in previous.isVowel },
    // `Mãdãlina`: Portuguese has `ão`, `ãe`, and `ãs` at the end.
    Rule(letters: ["ã", "Ã"]) { previous, next in next.isConsonant && !next.isOne(of: ["s"]) },
  ]
}
