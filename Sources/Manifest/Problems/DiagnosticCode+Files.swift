package import Diagnostics

/// Codes about files.
extension DiagnosticCode {
  package static let fileNotFound = DiagnosticCode(
    "R0120",
    title: "a file or folder does not exist",
    explanation: """
      A path that was given, or a link in a folder, leads nowhere. What a link would lead to may declare people, \
      so it is not left out, whatever its name is.
      """,
    example: #"""
      $ roster validate gone.yaml
      """#,
    repair: "Check the path; it is taken from the folder that the command runs in."
  )

  package static let fileUnreadable = DiagnosticCode(
    "R0121",
    title: "a file or folder cannot be read",
    explanation: "The system refuses to read it, mostly for lack of permission.",
    example: #"""
      $ ln -s loop.yaml loop.yaml
      $ roster validate loop.yaml
      """#,
    repair: "Change its permissions, or leave it out."
  )

  package static let fileIrregular = DiagnosticCode(
    "R0122",
    title: "a path is not a file",
    explanation: """
      Only ordinary files are read: a pipe or a device may have no end, and cannot be read a \
      second time for the lines that problems are about.
      """,
    example: #"""
      $ roster validate /dev/zero
      """#,
    repair: "Write into a file, or give `-` and use standard input."
  )

  package static let folderEmpty = DiagnosticCode(
    "R0123",
    title: "a folder holds no manifest files",
    explanation: """
      A folder stands for every `*.yaml` and `*.yml` in it, recursively, hidden ones left out. \
      One without any is more often a wrong path than a wish.
      """,
    example: #"""
      $ mkdir contacts
      $ roster validate contacts
      """#,
    repair: "Check the path, or rename the files."
  )

  package static let fileTooLarge = DiagnosticCode(
    "R0124",
    title: "a file is too large",
    explanation: "One file may have 2 GiB.",
    example: #"""
      $ truncate -s 3G large.yaml
      $ roster validate large.yaml
      """#,
    repair: "Cut it into several files of one folder."
  )

  package static let fileTwice = DiagnosticCode(
    "R0125",
    title: "a file is given twice",
    explanation: """
      Two of the paths, or a link in a folder, lead to the same file. It is read once, as its \
      contacts would be declared twice otherwise.
      """,
    example: #"""
      $ roster validate roster.yaml ./roster.yaml
      """#,
    repair: "Leave one of the two out."
  )

  package static let fileEmpty = DiagnosticCode(
    "R0126",
    title: "a file has no content",
    explanation: """
      The file has 0 bytes. That often means that the program which should have written it failed, \
      and so it is not taken to declare nothing.
      """,
    example: #"""
      $ touch empty.yaml
      $ roster validate empty.yaml
      """#,
    repair: "Delete the file, or write it again; a file that declares nothing holds `contacts: {}`."
  )

  package static let fileChanged = DiagnosticCode(
    "R0127",
    title: "a file changed while it was being read",
    explanation: """
      What was read first and what is there now differ, so that neither can be relied on.
      """,
    example: #"""
      $ ./export-contacts > contacts.yaml &   # hundreds of megabytes
      $ roster validate contacts.yaml
      """#,
    repair: "Run the command again."
  )

  package static let tooManyProblems = DiagnosticCode(
    "R0128",
    title: "there are more problems than are said",
    explanation: """
      After 1,000 problems, errors before warnings, the rest is counted. One cause often makes them all.
      """,
    example: #"""
      $ (echo 'contacts:'; for n in {1..1200}; do echo "  k$n: {}"; done) | roster validate -
      """#,
    repair: "Repair those that are said, and run the command again."
  )

  package static let fileLeftOut = DiagnosticCode(
    "R0130",
    title: "files that look like manifests are not read",
    explanation: """
      Of a folder, files whose names end in `.yaml` or `.yml` are read. Others look like manifests, such as \
      `b.YAML`, `c.yaml.txt`, the copies that an editor leaves, or hidden files with contacts, which includes all \
      files of a hidden folder: they are left out, and named once in case that is not meant.
      """,
    example: #"""
      $ mkdir people
      $ echo 'contacts: {ada@example.com: {}}' | tee people/a.yaml > people/b.YAML
      $ roster validate people
      """#,
    repair: "Rename them if they are to be read; move them out of the folder if not."
  )

  package static let fileNameNotUTF8 = DiagnosticCode(
    "R0131",
    title: "the name of a manifest is not UTF-8",
    explanation: """
      Plans and diagnostics name the files that they are about, which takes names that can be written down. A name \
      in an older encoding mostly comes out of an archive.
      """,
    example: #"""
      $ mkdir people
      $ echo 'contacts: {ada@example.com: {}}' > people/$'ad\351le.yaml'
      $ roster validate people
      """#,
    repair: "Give the file or folder another name."
  )

  package static let linkLeadsOut = DiagnosticCode(
    "R0140",
    title: "a link leads out of the manifest's folder",
    explanation: """
      Manifests are files in their folder. A link in it that leads elsewhere could have any file of the machine \
      read, and quoted where it is no manifest.
      """,
    example: #"""
      $ mkdir contacts && ln -s /etc/hostname contacts/team.yaml
      $ roster validate contacts
      """#,
    repair: "Put the file itself there, or give --follow-links if the link is meant."
  )

  package static let fileHoldsKey = DiagnosticCode(
    "R0141",
    title: "a manifest holds the API key",
    explanation: """
      The API key, as the environment or --api-key-file gives it, stands in the manifest, as it is or encoded. \
      It would get into the CRM, the state and every report.
      """,
    example: #"""
      $ echo 'contacts: {jane@example.com: {summary: key-0123456789}}' > roster.yaml
      $ LEMLIST_API_KEY=key-0123456789 roster validate
      """#,
    repair: "Take it out. If it was committed or shown, make a new key in the CRM."
  )

  package static let linkedFileUnsound = DiagnosticCode(
    "R0142",
    title: "what a link leads to is no sound manifest",
    explanation: """
      The file, or the folder that it is in, is a link that leads out of its folder or to a file that is no manifest \
      by its name, and there are errors in what it leads to. As that may be any file of the machine, nothing of it \
      is quoted.
      """,
    example: #"""
      $ ln -s /etc/hostname team.yaml
      $ roster validate team.yaml
      """#,
    repair: "Name the file itself, which says what is wrong with it."
  )

  /// All codes about files.
  static let manifestFilesCodes: [DiagnosticCode] = [
    fileNotFound, fileUnreadable, fileIrregular, folderEmpty, fileTooLarge, fileTwice, fileEmpty,
    fileChanged, tooManyProblems, fileLeftOut, fileNameNotUTF8, linkLeadsOut, fileHoldsKey,
    linkedFileUnsound,
  ]
}
