package import Diagnostics

extension DiagnosticCode {
  package static let yamlSyntax = DiagnosticCode(
    "R0101",
    title: "the file is not valid YAML",
    explanation: """
      The text breaks a rule of YAML, so that nothing after that place can be read with certainty. \
      The place is where reading had to stop; the mistake is there or shortly before.
      """,
    example: "contacts: {jane: {email: jane@example.com}",
    repair: "Correct the indentation, quotes or brackets at the place."
  )

  package static let yamlEncoding = DiagnosticCode(
    "R0102",
    title: "the file is not UTF-8",
    explanation: """
      Manifests are UTF-8 text, with or without a byte-order mark; UTF-16 is read when it begins \
      with its byte-order mark. Anything else would turn letters into others without a word.
      """,
    example: #"""
      $ printf 'contacts: {jane@example.com: {lastName: Caf\351}}' | roster validate -
      """#,
    repair: "Save the file as UTF-8, for instance with `iconv -f latin1 -t utf8`."
  )

  package static let yamlCharacter = DiagnosticCode(
    "R0103",
    title: "a character is not allowed in a manifest",
    explanation: """
      Control characters, a byte-order mark inside the text, and the Unicode line separators \
      U+0085, U+2028 and U+2029 may not stand in a manifest as they are: they cannot be seen, and \
      programs do not agree on what they mean.
      """,
    example: #"""
      $ printf 'contacts: {jane@example.com: {lastName: "\001"}}' | roster validate -
      """#,
    repair: "Delete the character, or write it as an escape in double quotes, such as \"\\u2028\"."
  )

  package static let yamlDepth = DiagnosticCode(
    "R0104",
    title: "values are nested too deep",
    explanation: """
      Sequences and mappings may be nested \(YAMLLimits().depth) deep, aliases resolved. A manifest \
      needs five levels.
      """,
    example: #"""
      $ printf '[%.0s' {1..200} | roster validate -
      """#,
    repair: "Correct the brackets or the indentation."
  )

  package static let yamlScalarLength = DiagnosticCode(
    "R0105",
    title: "a key or value is too long",
    explanation: "One key or value may have at most 1 MiB of text. A quote that is never closed "
      + "makes such a value, too.",
    example: #"""
      $ (printf 'contacts: {jane@example.com: {summary: '; head -c 2000000 /dev/zero | tr '\0' x) \
        | roster validate -
      """#,
    repair: "Shorten the value, or close the quote."
  )

  package static let yamlUnknownAnchor = DiagnosticCode(
    "R0106",
    title: "an alias names no anchor",
    explanation: "`*name` stands for the value that was marked `&name` before it in the same file.",
    example: "defaults: *team",
    repair: "Mark the value with `&name` above the alias, or correct the name."
  )

  package static let yamlCyclicAlias = DiagnosticCode(
    "R0107",
    title: "an alias stands inside its own anchor",
    explanation: "A value that contains itself has no end.",
    example: "contacts: &all {jane: *all}",
    repair: "Move the anchor to the part that is meant."
  )

  package static let yamlExpansion = DiagnosticCode(
    "R0108",
    title: "aliases stand for too much",
    explanation: """
      Aliases of values that contain aliases multiply. What they stand for may be as much as 50 \
      times what is written out, beside a first million of values and 64 MiB.
      """,
    example: #"""
      $ (echo 'x0: &x0 [a, a, a, a, a, a, a, a, a, a]'
        for n in {1..9}; do
          echo "x$n: &x$n [$(printf "*x$((n - 1)), %.0s" {1..10})]"
        done) | roster validate -
      """#,
    repair: "Use fewer aliases within aliases."
  )

  package static let yamlTab = DiagnosticCode(
    "R0109",
    title: "a tab stands where YAML wants spaces",
    explanation: "YAML indents with spaces only, since a tab's width is a matter of the editor.",
    example: "contacts:\\n\\tjane: {email: jane@example.com}",
    repair: "Replace the tabs at the beginning of lines with spaces."
  )

  package static let yamlRecording = DiagnosticCode(
    "R0110",
    title: "anchors hold too much",
    explanation: """
      What is marked with `&name` is kept in memory for its aliases: at most 10,000,000 values \
      and 256 MiB a file.
      """,
    example: #"""
      $ (echo 'contacts:'
        for n in {1..11000000}; do echo "  k$n@example.com: &a$n"; done) | roster validate -
      """#,
    repair: "Remove anchors that no alias uses, or mark smaller parts."
  )

  package static let yamlDuplicateKey = DiagnosticCode(
    "R0111",
    title: "a key stands twice in one mapping",
    explanation: "A mapping has each key once; which of two values was meant nobody can tell.",
    example: "contacts:\n  jane: {email: jane@example.com, email: j@example.com}",
    repair: "Remove or rename one of the two."
  )

  package static let yamlMerge = DiagnosticCode(
    "R0112",
    title: "a merge key has no mapping to merge",
    explanation: "`<<` takes an alias of a mapping, a mapping, or a list of these.",
    example: "contacts:\n  jane: {<<: base, email: jane@example.com}",
    repair: "Write `<<: *name`, with `&name` at a mapping above."
  )

  package static let yamlDocuments = DiagnosticCode(
    "R0113",
    title: "the file holds more than one document",
    explanation: """
      `---` on a line of its own begins another YAML document. One file is one document; what the \
      second one says about the first is not defined.
      """,
    example: "contacts: {}\n---\ncontacts: {}",
    repair: "Put the documents into files of their own, or remove the line `---`."
  )

  package static let yamlComplexKey = DiagnosticCode(
    "R0114",
    title: "a key is not text",
    explanation: "Keys are text; a list or a mapping as a key has no meaning here.",
    example: "contacts:\n  [jane, smith]: {email: jane@example.com}",
    repair: "Write a key of text; quote it when it begins with a bracket or brace."
  )

  package static let yamlTag = DiagnosticCode(
    "R0115",
    title: "a tag has no meaning here",
    explanation: """
      A word that begins with `!` is a YAML tag, which names a type. The tags of the core schema \
      (`!!str`, `!!int`, `!!float`, `!!bool`, `!!null`) are known, where their type fits.
      """,
    example: "contacts:\n  jane: {email: !mail jane@example.com}",
    repair: "Remove the tag, or quote the value when the `!` belongs to it."
  )

  package static let yamlComment = DiagnosticCode(
    "R0150",
    title: "a value ends at what YAML takes for a comment",
    explanation: """
      Outside of quotes a `#` after a space begins a comment, so that what follows is no part of the value. \
      That is said where it may not be meant: a word stands right after the `#`, or nothing but a number.
      """,
    example: "contacts:\n  jane: {email: jane@example.com,\n    tagline: Ships fast #teamwork\n  }",
    repair: "Quote the value; for a comment, put a space after the `#` or write it on its own line."
  )

  package static let yamlConflict = DiagnosticCode(
    "R0151",
    title: "the file holds merge conflict markers",
    explanation: """
      Where git cannot merge, it writes both versions into the file, between lines that begin with \
      `<<<<<<<`, `=======` and `>>>>>>>` (and `|||||||` before the common ancestor).
      """,
    example: #"""
      $ printf 'contacts:\n<<<<<<< HEAD\n  a@example.com: {}\n=======\n>>>>>>> other\n' | roster validate -
      """#,
    repair: "Keep what is right of the lines between them, and delete the markers."
  )

  package static let yamlUnseen = DiagnosticCode(
    "R0152",
    title: "a character that cannot be seen stands where YAML wants a space",
    explanation: """
      Text that is copied from a web page or a word processor may hold no-break spaces and characters \
      without a width. YAML takes them for letters.
      """,
    example: #"""
      $ printf 'contacts:\n  jane:\n    email:\302\240jane@example.com\n    phone: "1"\n' | roster validate -
      """#,
    repair: "Replace it with an ordinary space, or delete it."
  )

  /// The codes about YAML itself, whatever the purpose of the file.
  package static let yamlCodes: [DiagnosticCode] = [
    yamlSyntax, yamlEncoding, yamlCharacter, yamlDepth, yamlScalarLength, yamlUnknownAnchor,
    yamlCyclicAlias, yamlExpansion, yamlTab, yamlRecording, yamlDuplicateKey, yamlMerge,
    yamlDocuments, yamlComplexKey, yamlTag, yamlComment, yamlConflict, yamlUnseen,
  ]
}
