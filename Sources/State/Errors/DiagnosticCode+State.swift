package import Diagnostics

extension DiagnosticCode {
  package static let stateDamaged = DiagnosticCode(
    "R2001",
    title: "a line of the state is damaged",
    explanation: """
      A line of the state file or of its journal is not what roster wrote: it was cut, edited, or \
      hit by a failing disk. roster guesses nothing, because a wrong guess could make a contact twice.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i '2s/^{/x/' roster.state.jsonl
      $ roster state list
      """#,
    repair:
      "Take the file from version control or from its `.backup`, or run `roster state repair`."
  )
  package static let stateEdited = DiagnosticCode(
    "R2002",
    title: "the state's content does not match its digest",
    explanation: """
      The last line of the state holds the SHA-256 of all lines before it. They differ: the file was \
      edited by hand, merged by git, cut and joined, laid out anew by an editor, a formatter or a shell, or its line \
      ends became CR LF, as git makes them where `core.autocrlf` is set.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i 's/$/\r/' roster.state.jsonl
      $ roster state list
      """#,
    repair:
      "Take the file from version control or from its `.backup`, or run `roster state repair`."
  )
  package static let stateMergeConflict = DiagnosticCode(
    "R2003",
    title: "the state is in the middle of a git merge",
    explanation: """
      Two branches applied to the CRM, each recorded it in its own copy of the state, and git could not \
      join the two, or joined their lines without understanding them. Neither copy alone knows what the \
      other did.
      """,
    example: "<<<<<<< HEAD",
    repair: """
      Take both sides and what they grew from out of git, and make one state of them. In the middle of a \
      merge these are `git show :2:./roster.state.jsonl`, `:3:` and `:1:`; after it, the same file of \
      `HEAD^1`, of `HEAD^2` and of their `git merge-base`. Then `roster state repair --merge theirs.jsonl \
      --base base.jsonl`.
      """
  )
  package static let stateFromFuture = DiagnosticCode(
    "R2004",
    title: "the state was written by a newer roster",
    explanation: "Its format version is above those that this roster reads.",
    example: #"{"format":"roster-state","version":2}"#,
    repair: "Use the roster that wrote it, or a newer one."
  )
  package static let notAState = DiagnosticCode(
    "R2005",
    title: "the file is not a state",
    explanation: "Its first line is not the header that every state starts with.",
    example: #"""
      $ roster state list --state roster.yaml
      """#,
    repair: "Check `--state` and `ROSTER_STATE`; a state is made by the first `roster apply`."
  )
  package static let stateOrder = DiagnosticCode(
    "R2006",
    title: "the state's contacts are out of order or doubled",
    explanation: "A state has one line for each address, sorted by the bytes of the address.",
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i '2{h;d};3G' roster.state.jsonl
      $ roster state list
      """#,
    repair:
      "Take the file from version control or from its `.backup`, or run `roster state repair`."
  )
  package static let stateFingerprint = DiagnosticCode(
    "R2007",
    title: "a contact's attributes do not match their fingerprint",
    explanation:
      "Each line of the state holds the fingerprint of its attributes; one of them was changed.",
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i 's/jane@/joan@/' roster.state.jsonl
      $ roster state list
      """#,
    repair:
      "Take the file from version control or from its `.backup`, or run `roster state repair`."
  )
  package static let journalMismatch = DiagnosticCode(
    "R2010",
    title: "the journal belongs to another state",
    explanation: """
      The journal holds what an interrupted apply did on top of one state; the state file beside it is \
      another one, such as that of another branch or an older copy.
      """,
    example: #"""
      $ git checkout main -- roster.state.jsonl   # beside the journal of an interrupted apply
      $ roster plan
      """#,
    repair: "Put back the state that the journal belongs to, or run `roster state repair`."
  )
  package static let journalFolded = DiagnosticCode(
    "R2011",
    title: "the journal of an interrupted apply was found",
    explanation: """
      An apply was killed or cut off before it wrote the state. What it did up to then is in the \
      journal and counts as applied.
      """,
    example: #"""
      $ timeout --signal KILL 10 roster apply --auto-approve
      $ roster plan
      """#,
    repair: "Nothing: the next plan goes on where the interrupted apply stopped."
  )
  package static let stateLocked = DiagnosticCode(
    "R2020",
    title: "somebody else is using the state",
    explanation: "One process at a time may change a state; the lock ends when that process does.",
    example: #"""
      $ roster apply --auto-approve &
      $ roster apply --auto-approve
      """#,
    repair: "Wait for it, or let roster wait with `--lock-timeout 30s`."
  )
  package static let lockFailed = DiagnosticCode(
    "R2021",
    title: "the state cannot be locked",
    explanation: "Without a lock two applies at once could lose each other's outcomes.",
    example: #"""
      $ roster apply --state /mnt/share/roster.state.jsonl   # a file system without flock
      """#,
    repair:
      "Keep the state on a file system that supports `flock`, in a folder that you may write to."
  )
  package static let stateUnreadable = DiagnosticCode(
    "R2030",
    title: "the state cannot be read",
    explanation: "The system refused or failed to read the state file, its journal or its lock.",
    example: #"""
      $ chmod 0 roster.state.jsonl
      $ roster state list
      """#,
    repair: "Check the file's owner and mode, and the disk."
  )
  package static let stateUnwritable = DiagnosticCode(
    "R2031",
    title: "the state cannot be written",
    explanation: """
      The system refused or failed to write. The state is as it was, and what was recorded in the \
      journal stays there.
      """,
    example: #"""
      $ chmod a-w .
      $ roster apply --sandbox --auto-approve
      """#,
    repair: "Make room or give the right to write in the folder, and run the command again."
  )
  package static let stateFolderMissing = DiagnosticCode(
    "R2032",
    title: "the state's folder does not exist",
    explanation: "roster makes the state file, not the folder that it is in.",
    example: #"""
      $ roster apply --sandbox --auto-approve --state gone/roster.state.jsonl
      """#,
    repair: "Check `--state` and `ROSTER_STATE`, or make the folder."
  )
  package static let stateLink = DiagnosticCode(
    "R2033",
    title: "the state or a file beside it is a symbolic link",
    explanation: """
      A link that leads out of its folder could make roster overwrite a file that nobody meant, and \
      journal and lock would stand beside the link instead of the state.
      """,
    example: #"""
      $ ln -s elsewhere.jsonl roster.state.jsonl.journal
      $ roster apply --sandbox --auto-approve
      """#,
    repair: "Name the file that the link points to with `--state`."
  )
  package static let stateNotRegular = DiagnosticCode(
    "R2034",
    title: "the state is not a regular file",
    explanation: "A state is replaced as a whole, which works with regular files only.",
    example: #"""
      $ roster state list --state /dev/null
      """#,
    repair: "Name a file with `--state`."
  )
  package static let stateEndpointDiffers = DiagnosticCode(
    "R2040",
    title: "the state belongs to another endpoint",
    explanation: """
      The ids in a state are those of one CRM; sent to another they name nobody, or somebody else. R1004 \
      says it before anything is planned; this is the check at the moment when outcomes are recorded.
      """,
    example: #"""
      $ roster apply --endpoint https://crm.example.com/api   # with the state of the sandbox
      """#,
    repair: "Use a state of its own for each endpoint, with `--state`."
  )
  package static let stateTeamDiffers = DiagnosticCode(
    "R2041",
    title: "the state belongs to another team",
    explanation: """
      The ids in a state are those of one team; the API key in use is of another. R3106 says it before \
      anything is sent; this is the check at the moment when outcomes are recorded.
      """,
    example: #"""
      $ LEMLIST_API_KEY=$KEY_OF_ANOTHER_TEAM roster apply
      """#,
    repair: "Use the key of the state's team, or a state of its own for each team, with `--state`."
  )
  package static let stateChanged = DiagnosticCode(
    "R2042",
    title: "the state was changed while roster was using it",
    explanation: """
      Something that does not heed the lock, such as an editor or git, changed the state file. What was \
      recorded stays in the journal.
      """,
    example: #"""
      $ roster apply --auto-approve &
      $ git checkout main -- roster.state.jsonl
      """#,
    repair: "Put back the state as it was, and run the command again: it folds the journal in."
  )
  package static let stateMissing = DiagnosticCode(
    "R2043",
    title: "there is no state",
    explanation: """
      The command looks at a state or changes it, and there is none where it was named or belongs. Where a plan \
      is made against a named state that is not there, this is a warning, as the first apply makes it; with \
      `--detailed-exitcode` it is an error.
      """,
    example: #"""
      $ roster state list --state gone.jsonl
      """#,
    repair: "Check `--state` and `ROSTER_STATE`."
  )

  package static let stateUnmergeable = DiagnosticCode(
    "R2044",
    title: "two states cannot be merged",
    explanation: """
      Only states that grew from one can be merged: of the same lineage, for the same endpoint and team. \
      Two branches that each made a first state of their own have nothing in common.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve --state a.jsonl
      $ roster apply --sandbox --auto-approve --state b.jsonl --adopt
      $ roster state repair --state a.jsonl --merge b.jsonl
      """#,
    repair:
      "Keep one of the two, and apply again: what the other applied is found and said as adopted."
  )

  package static let stateElsewhere = DiagnosticCode(
    "R2045",
    title: "the manifest's state is somewhere else",
    explanation: """
      A state belongs to its manifest's real place, however the path is spelled: the folder that the file is in, \
      or the folder that was given; of a folder `contacts`, the one that it is in. There is none, and another \
      folder that may be meant has one; or the manifests are in several folders, and more than one has a state.
      """,
    example: #"""
      $ mkdir -p people/eu
      $ echo 'contacts: {ada@example.com: {}}' > people/eu/ada.yaml
      $ roster apply --sandbox --auto-approve people
      $ roster plan --sandbox people/eu
      """#,
    repair: "Name the state with `--state`, or move it to where it belongs."
  )
  package static let stateEncoding = DiagnosticCode(
    "R2046",
    title: "an editor has changed the state's encoding",
    explanation: """
      The state begins with a byte-order mark, or is UTF-16: an editor or a shell wrote it in another encoding. \
      Its content is the same.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i '1s/^/\xEF\xBB\xBF/' roster.state.jsonl
      $ roster state list
      """#,
    repair: "Run `roster state repair`, which loses nothing but the mark."
  )
  package static let stateHeaderLost = DiagnosticCode(
    "R2047",
    title: "the state's header is lost, and with it the endpoint",
    explanation: """
      The first line of a state says which CRM its ids belong to. It cannot be read any more, and roster does not \
      guess: at another endpoint the ids would name nobody, or somebody else.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i 1d roster.state.jsonl
      $ roster state repair
      """#,
    repair:
      "Take the file from version control or from its `.backup`, or say where it belongs: `roster state repair --endpoint URL`, or `--sandbox`."
  )

  package static let stateSerialSpent = DiagnosticCode(
    "R2050",
    title: "the state's serial cannot be raised",
    explanation: """
      Every change raises the serial, and a file of this format can hold no higher one. An apply would send what it \
      could not record in a state that is read again, so nothing is sent. No state comes that far by itself: \
      something else wrote the number.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i 's/"serial":1,/"serial":9007199254740990,/' roster.state.jsonl
      $ sum=$(head -n -1 roster.state.jsonl | sha256sum | cut -d' ' -f1)
      $ sed -i "\$s/[0-9a-f]\{64\}/$sum/" roster.state.jsonl
      $ roster state rm contact.jane
      """#,
    repair: """
      Take the file from version control, or run `roster state repair`: it keeps every contact and begins a new \
      lineage, so that plans saved before are void.
      """
  )

  package static let stateWentBack = DiagnosticCode(
    "R2060",
    title: "the state is older than one that was here before",
    explanation: """
      An older state was put back, as `git checkout` and `git revert` do. Either the backup beside it, which is the \
      state before the last change, is not older than the state; or an apply to the embedded sandbox has recorded \
      a higher serial. What was applied since is in the CRM and \
      not in the state, so that a plan may find nothing to do where the CRM holds something else.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ cp roster.state.jsonl old.jsonl
      $ echo '  kim@example.com: {firstName: Kim}' >> roster.yaml
      $ roster apply --sandbox --auto-approve
      $ mv old.jsonl roster.state.jsonl
      $ roster plan --sandbox
      """#,
    repair: """
      Take the newest state back where an older one came by mistake; never revert a state in version control. \
      `roster plan --refresh` shows what the CRM holds otherwise than this state says.
      """
  )

  package static let stateLost = DiagnosticCode(
    "R2070",
    title: "nothing of a damaged state can be kept",
    explanation: """
      `roster state repair` keeps what is sound, and no contact in the file is. An empty state in its place would say \
      that nothing is managed, so the file stays as it is.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ sed -i '/"address"/s/"fingerprint":"/&x/' roster.state.jsonl
      $ roster state repair
      """#,
    repair: """
      Take the file from version control or from its `.backup`. If there is none, move it away: the next apply finds \
      the declared contacts in the CRM and takes them over.
      """
  )

  package static let stateIDShared = DiagnosticCode(
    "R2071",
    title: "two contacts of the state have one id",
    explanation: """
      An id stands for one contact of the CRM. Where two addresses of the state have the same one, and no finding says \
      that the two were found to be one contact, the state was edited or joined by hand: an update of one would be \
      written over the other, and its deletion would delete both. Nothing is sent.
      """,
    example: #"""
      $ roster apply --sandbox --auto-approve
      $ id=$(grep -o 'ctc_[a-zA-Z0-9]*' roster.state.jsonl | head -1)
      $ sed -i "s/ctc_[a-zA-Z0-9]*/$id/" roster.state.jsonl
      $ roster state repair --dry-run
      """#,
    repair: """
      Take the file from version control or from its `.backup`, or run `roster state repair`: it keeps neither of the \
      two, and the next apply finds them in the CRM by their identifiers.
      """
  )

  /// All codes of this module, in the order of their ids.
  package static let stateCodes: [DiagnosticCode] = [
    .stateDamaged, .stateEdited, .stateMergeConflict, .stateFromFuture, .notAState, .stateOrder,
    .stateFingerprint, .journalMismatch, .journalFolded, .stateLocked, .lockFailed,
    .stateUnreadable, .stateUnwritable, .stateFolderMissing, .stateLink,
    .stateNotRegular, .stateEndpointDiffers, .stateTeamDiffers, .stateChanged, .stateMissing,
    .stateUnmergeable, .stateElsewhere, .stateEncoding, .stateHeaderLost, .stateSerialSpent,
    .stateWentBack, .stateLost, .stateIDShared,
  ]
}
