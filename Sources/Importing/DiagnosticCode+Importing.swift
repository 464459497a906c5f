package import Diagnostics

extension DiagnosticCode {
  package static let importFileEmpty = DiagnosticCode(
    "R6001",
    title: "a file to import holds nothing",
    explanation: "The file has no row and no card; mostly the export failed, or the path is wrong.",
    example: #"""
      $ touch people.csv
      $ roster import people.csv
      """#,
    repair: "Export it again, or leave it out."
  )

  package static let importNotText = DiagnosticCode(
    "R6002",
    title: "a file to import is neither CSV nor vCards",
    explanation: """
      Spreadsheets, archives and other binary files cannot be read. A spreadsheet program saves a \
      sheet as CSV.
      """,
    example: #"""
      $ gzip -c roster.yaml > people.xlsx
      $ roster import people.xlsx
      """#,
    repair: "Save it as CSV (UTF-8), or export vCards."
  )

  package static let importEncodingGuessed = DiagnosticCode(
    "R6003",
    title: "a file to import is not UTF-8",
    explanation: """
      The file is no valid UTF-8, names no encoding and makes likely words in Windows-1252, which holds \
      Latin-1, so it was read so. If it is in another encoding, accented letters came out wrong.
      """,
    example: #"""
      $ printf 'email,last name\njane@example.com,Caf\351\n' > people.csv
      $ roster import people.csv
      """#,
    repair: """
      Look at names with accents. When they are wrong, save the file as UTF-8, or say the encoding, as in \
      `--encoding windows-1250`.
      """
  )

  package static let importTextDamaged = DiagnosticCode(
    "R6004",
    title: "a file to import is not in its encoding",
    explanation: """
      The file's byte-order mark, or `--encoding`, says an encoding in which its bytes make no text. It \
      was cut off, joined from files of different encodings, or is in another one.
      """,
    example: #"""
      $ printf '\377\376e\0m' > people.csv
      $ roster import people.csv
      """#,
    repair: "Export it again, or save it as UTF-8."
  )

  package static let importCSVMalformed = DiagnosticCode(
    "R6005",
    title: "a CSV file is malformed",
    explanation: """
      A quote is not closed, or text follows a closing quote. What comes after it might stand in any \
      column, so that nothing of the file is imported.
      """,
    example: "email,firstName\njane@example.com,\"Jane",
    repair: "Correct the quotes: a quote inside of quotes is written twice."
  )

  package static let importVCardMalformed = DiagnosticCode(
    "R6006",
    title: "a vCard file is malformed",
    explanation: """
      A card is not closed, or lines stand outside of cards: part of the file is missing. The other cards \
      are imported; without any, it is an error.
      """,
    example: "BEGIN:VCARD\nFN:Jane Smith",
    repair: "Export it again, or add the missing lines."
  )

  package static let importNoIdentifier = DiagnosticCode(
    "R6007",
    title: "no column holds identifiers",
    explanation: """
      The API finds a contact by its email address or a LinkedIn URL. None of the file's headers is \
      known to be one of these.
      """,
    example: "Kontakt,Firma\njane@example.com,Acme",
    repair: "Name the column with `--map 'COLUMN=email'`; the first row has to be the header."
  )

  package static let importColumnUnknown = DiagnosticCode(
    "R6008",
    title: "--map or --custom names a column that no file has",
    explanation: """
      Case, spaces and punctuation of the header do not count; the letters and digits do. For vCards, \
      the names of properties are the columns.
      """,
    example: "roster import people.csv --custom Teir",
    repair: "Write the header as the file has it."
  )

  package static let importTargetUnknown = DiagnosticCode(
    "R6009",
    title: "--map or --custom names no field",
    explanation: """
      A column becomes a field of the API's, `name` (first and last), `company`, `website`, `city`, \
      `region`, `country`, `custom.NAME`, or nothing: `ignore`. A custom field cannot have the name \
      of one of the API's.
      """,
    example: "roster import people.csv --map 'Mail=e-mail'",
    repair: "Write one of these."
  )

  package static let importColumnTwice = DiagnosticCode(
    "R6010",
    title: "two options are about the same column",
    explanation: "A column becomes one thing.",
    example: "roster import people.csv --map 'Tier=custom.level' --custom Tier",
    repair: "Remove one of the two options."
  )

  package static let importNothing = DiagnosticCode(
    "R6011",
    title: "no row could be imported",
    explanation: """
      All rows were left out, for the reasons that the report gives row by row; or all their contacts \
      are declared already.
      """,
    example: #"""
      $ printf 'email\nnobody\n' > people.csv
      $ roster import people.csv
      """#,
    repair: "See the report; correct the file, or name its columns with `--map`."
  )

  package static let importEncodingMixed = DiagnosticCode(
    "R6020",
    title: "some lines of a file to import are not in its encoding",
    explanation: """
      Most lines are UTF-8 and some are not: rows of several files were joined. What these lines' letters \
      are is not certain, so values that hold such letters are left out of their rows; the other rows are \
      as they were written.
      """,
    example: #"""
      $ printf 'email,last name\njane@example.com,Caf\303\251\njo@example.com,Caf\351\n' > people.csv
      $ roster import people.csv
      """#,
    repair: "Save these lines as UTF-8, too."
  )

  package static let importEncodingUnknown = DiagnosticCode(
    "R6021",
    title: "the encoding of a file to import is not known",
    explanation: """
      The file is no valid UTF-8, and as Windows-1252 it would have symbols inside of words, or words of \
      accented letters only. All names would be garbled.
      """,
    example: #"""
      $ printf 'email,last name\nhanako@example.com,\216\122\223\143\n' > people.csv
      $ roster import people.csv
      """#,
    repair: "Save the file as UTF-8, or say its encoding, as in `--encoding shift_jis`."
  )

  package static let importNoHeader = DiagnosticCode(
    "R6022",
    title: "a CSV file has no header",
    explanation: """
      The first row holds somebody's email address or page. As a header, it would not be imported, and \
      nothing would say what the columns are.
      """,
    example: "jane@example.com,Jane,Smith",
    repair: "Put a row above it that names the columns, such as `email,firstName,lastName`."
  )

  package static let importMainEmailUnclear = DiagnosticCode(
    "R6023",
    title: "the column of the main email addresses is not known",
    explanation: """
      A column is nearly called as one of email addresses is, and the only known one is for further \
      addresses. These would become the main ones, which identify the contacts.
      """,
    example: "Emial,Email 2\njane@example.com,jane@home.example",
    repair: "Say what the column is: `--map 'Emial=email'`, or `--map 'Emial=ignore'`."
  )

  package static let importOwnerUnused = DiagnosticCode(
    "R6024",
    title: "--owner names somebody who owns no row",
    explanation: "Case and spaces do not count; the letters do.",
    example: #"""
      $ printf 'email,owner\njane@example.com,Ada Brook\n' > people.csv
      $ roster import people.csv --owner 'Ada Brooks=ada@example.com'
      """#,
    repair: "Write the name as the file has it."
  )

  /// All that an import may say.
  package static let importingCodes: [DiagnosticCode] = [
    importFileEmpty, importNotText, importEncodingGuessed, importTextDamaged, importCSVMalformed,
    importVCardMalformed, importNoIdentifier, importColumnUnknown, importTargetUnknown,
    importColumnTwice, importNothing, importEncodingMixed, importEncodingUnknown, importNoHeader,
    importMainEmailUnclear, importOwnerUnused,
  ]
}
