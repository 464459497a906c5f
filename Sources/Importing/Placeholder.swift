/// What stands in a cell in the place of a value: a spreadsheet's error, or a word for nothing.
enum Placeholder {
  /// What a column holds, as far as it matters which words are values there.
  enum Kind {
    case name
    case text
    case place
    /// Of the user's own; only what programs write is nothing there.
    case custom
    /// Has a form of its own, which no word has.
    case formal
  }

  /// How sure it is that a text stands for nothing.
  enum Certainty {
    case certain
    /// People and places may be called so.
    case likely
  }

  /// Whether that is an error that a spreadsheet shows in the place of a value, in any language.
  static func isSheetError(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, text.utf8.count <= 24 else { return false }
    if first == "#" {
      let hashes = text.utf8.count { $0 == UInt8(ascii: "#") }
      // `####` is a column that was too narrow.
      return hashes == text.utf8.count ? hashes > 2 : sheetErrors.contains(text.uppercased())
    }
    let upper = text.uppercased()
    return upper.hasPrefix("ERR:") && upper.utf8.count == 7
      && upper.utf8.dropFirst(4).allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether that is a formula that a spreadsheet wrote in the place of its value: `=A2`,
  /// `=LOWER(A2)`.
  static func isFormula(_ text: String) -> Bool {
    guard text.hasPrefix("=") else { return false }
    let body = text.dropFirst()
    let name = body.prefix { $0.isASCII && ($0.isUppercase || $0 == "." || $0 == "$") }
    guard let next = body.dropFirst(name.count).first, !name.isEmpty else { return false }
    return next == "(" ? body.last == ")" : next.isNumber && name.count < 6
  }

  private static let sheetErrors: Set<String> = Set(
    """
    #N/A #NA #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! \
    #UNKNOWN! #EXTERNAL! #GETTING_DATA #ERROR! #ERROR #TIMEOUT! #PYTHON! #NV #BEZUG! #WERT! #ZAHL! \
    #ÜBERLAUF! #KALK! #FELD! #FEHLER! #VALEUR! #NOM? #NOMBRE! #NUL! #PROPAGATION! #CALCUL! #¡REF! #¡VALOR! \
    #¿NOMBRE? #¡NUM! #¡DIV/0! #¡NULO! #¡DESBORDAMIENTO! #N/D #VALOR! #NOME? #RIF! #VALORE! #NULLO! \
    #ESPANSIONE! #N/B #VERW! #WAARDE! #DEEL/0! #NAAM? #GETAL! #LEEG! #OVERLOOP! #ARG! #ADR! #LICZBA! #NAZWA? \
    #ZERO! #DZIEL/0! #SAKNAS! #VÄRDEFEL! #REFERENS! #NAMN? #OGILTIGT! #DIVISION/0! #I/T #VÆRDI! #VERDI! \
    #REFERENCE! #NAVN? #TAL! #NUM? #ССЫЛКА! #ЗНАЧ! #ДЕЛ/0! #ИМЯ? #ПУСТО! #ЧИСЛО! #Н/Д #YOK #BAŞV! #DEĞER! \
    #SAYI/0! #AD? #SAYI! #HODNOTA! #ODKAZ! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU! #NENÍ_K_DISPOZICI
    """.split(separator: " ").map(String.init)
  )

  /// Whether that stands for nothing in a column of that kind; `nil` when it is a value.
  static func nothing(_ text: String, _ kind: Kind) -> Certainty? {
    guard text.utf8.count <= 40 else { return nil }
    if kind == .custom { return programmatic.contains(text.lowercased()) ? .certain : nil }
    if isPunctuation(text) { return .certain }
    let lower = text.lowercased()
    if programmatic.contains(lower), !ambiguous.contains(lower) { return .certain }
    if phrases.contains(lower) || isWaiting(lower) || isTemplate(text) { return .certain }
    if kind == .name, namePhrases.contains(lower) { return .certain }
    guard ambiguous.contains(lower) else { return nil }
    switch kind {
    case .name: return .likely
    // Nan is a province of Thailand, and NA the code of Namibia.
    case .place: return ["nan", "na"].contains(lower) && text != "NaN" ? .likely : .certain
    default: return .certain
    }
  }

  /// Whether the end of a text was cut off, as programs do that have little room.
  static func isCutOff(_ text: String) -> Bool { text.hasSuffix("...") || text.hasSuffix("…") }

  /// What a page shows until its values have come: `Loading...`.
  private static func isWaiting(_ lower: String) -> Bool {
    var words = Substring(lower)
    while let last = words.last, ".… ])".contains(last) { words = words.dropLast() }
    while let first = words.first, "[(".contains(first) { words = words.dropFirst() }
    return waiting.contains(String(words))
      && (words.utf8.count < lower.utf8.count || waitsAlone(words))
  }

  /// Whether nobody and nothing is called so.
  private static func waitsAlone(_ words: Substring) -> Bool {
    words.contains(" ") || words == "loading"
  }

  private static let waiting: Set<String> = [
    "loading", "please wait", "wait", "fetching", "searching", "processing", "pending", "updating",
    "wird geladen", "bitte warten", "lädt", "lade", "laden", "suche", "chargement",
    "chargement en cours", "veuillez patienter", "cargando", "caricamento", "caricamento in corso",
    "carregando", "a carregar", "even geduld", "indlæser", "laster", "laddar", "ladataan",
    "ładowanie",
    "načítání", "yükleniyor", "загрузка", "読み込み中", "加载中", "로딩 중",
  ]

  /// Whether that is what a template was to fill in: `{{firstName}}`, `%FIRST_NAME%`.
  private static func isTemplate(_ text: String) -> Bool {
    templates.contains { start, end in
      text.hasPrefix(start) && text.hasSuffix(end)
        && text.utf8.count > start.utf8.count + end.utf8.count
        && text.dropFirst(start.count).dropLast(end.count).allSatisfy {
          $0.isLetter || $0.isNumber || "_-. ".contains($0)
        }
    }
  }

  private static let templates = [
    ("{{", "}}"), ("{", "}"), ("${", "}"), ("[[", "]]"), ("%%", "%%"), ("%", "%"), ("<%", "%>"),
    ("*|", "|*"),
  ]

  private static func isPunctuation(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .connectorPunctuation, .otherPunctuation, .spaceSeparator:
        true
      default:
        scalar.isASCII && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
      }
    }
  }

  private static let ambiguous: Set<String> = ["null", "none", "nil", "nan", "na"]

  /// What programs write for a value that is not there.
  private static let programmatic: Set<String> = [
    "null", "(null)", "<null>", "[null]", "{null}", "\\n", "undefined", "nan", "<na>", "<nan>",
    "nat",
    "[object object]", "none type", "nonetype", "#empty", "null null", "undefined undefined",
    "none none", "nan nan",
  ]

  /// What people write for it.
  private static let phrases: Set<String> = [
    "n/a", "n.a.", "n.a", "n. a.", "n/d", "n/v", "n\\a", "(n/a)", "(none)", "<none>", "[none]",
    "- none -", "--none--", "-- none --", "(blank)", "(empty)", "<empty>", "[empty]", "<blank>",
    "(leer)", "(vide)", "(vuoto)", "(no value)", "no value", "not available", "not applicable",
    "not provided", "not specified", "not set", "not given", "unknown", "(unknown)", "[unknown]",
    "<unknown>", "unbekannt", "inconnu", "desconocido", "sconosciuto", "onbekend", "keine angabe",
    "k.a.", "k. a.", "non renseigné", "non communiqué", "no name", "tbd", "t.b.d.", "tba", "(未設定)",
  ]

  /// What programs show instead of a person's name.
  private static let namePhrases: Set<String> = [
    "first name", "firstname", "first_name", "last name", "lastname", "last_name", "full name",
    "your name", "vorname", "nachname", "prénom", "apellido", "linkedin member",
    "linkedin-mitglied",
    "membre de linkedin", "miembro de linkedin", "utente linkedin", "deleted user", "unknown user",
    "private user", "[deleted]", "[removed]", "[redacted]", "[hidden]", "anonymous user",
  ]
}
