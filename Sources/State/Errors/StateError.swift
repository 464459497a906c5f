package import Diagnostics

/// Why the state could not be read, locked or written.
package struct StateError: DiagnosableError, Equatable {
  /// The diagnostics, at least one; the first says what stopped the work.
  package let diagnostics: [Diagnostic]
  /// The system's error, if the system caused the problem.
  package let cause: SystemError?

  package init(_ diagnostics: [Diagnostic], cause: SystemError? = nil) {
    precondition(!diagnostics.isEmpty, "an error says at least one thing")
    self.diagnostics = diagnostics
    self.cause = cause
  }

  package init(_ diagnostic: Diagnostic, cause: SystemError? = nil) {
    self.init([diagnostic], cause: cause)
  }

  /// The code of the first diagnostic.
  package var code: DiagnosticCode { diagnostics[0].code }
}

extension StateError {
  static func unreadable(_ path: String, _ cause: SystemError) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateUnreadable,
        "\(path) cannot be read: \(cause.reason).",
        hint: "Check the file's owner and mode, and the disk."
      ),
      cause: cause
    )
  }

  static func unwritable(_ path: String, _ cause: SystemError) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateUnwritable,
        "\(path) cannot be written: \(cause.operation) failed with \"\(cause.reason)\".",
        hint: "Make room or give the right to write in its folder, and run the command again."
      ),
      cause: cause
    )
  }

  static func folderMissing(_ folder: String, of path: String, _ cause: SystemError) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateFolderMissing,
        "The folder \(folder) of the state \(path) cannot be used: \(cause.reason).",
        hint: "Check --state and ROSTER_STATE, or make the folder:\n"
          + "  mkdir -p \(ShellWord.path(folder))"
      ),
      cause: cause
    )
  }

  /// A link that is not followed, to `target`, or `file` as seen from the current folder.
  static func link(_ path: String, target: String?, _ file: String? = nil) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateLink,
        target.map { "\(path) is a symbolic link to \($0), outside of its folder." }
          ?? "\(path) is a symbolic link.",
        detail: """
          Following it could overwrite a file that nobody meant, and journal and lock would not stand \
          beside the state.
          """,
        hint: file.map { "Name the file itself:\n  --state \(ShellWord.path($0))" }
          ?? "Remove the link, or put a regular file in its place."
      )
    )
  }

  static func notRegular(_ path: String, _ kind: FileKind) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateNotRegular,
        "\(path) is \(kind == .folder ? "a folder" : "not a regular file").",
        hint: "Name a file with --state, such as roster.state.jsonl."
      )
    )
  }

  static func locked(_ path: String, by holder: LockHolder?) -> StateError {
    let who =
      holder.map {
        "\($0.who) on \($0.host), process \($0.pid), running \"\($0.command)\" since \($0.since)"
      } ?? "another process"
    return StateError(
      Diagnostic(
        .error,
        .stateLocked,
        "The state \(path) is in use by \(who).",
        hint: """
          Wait until it has ended, or let roster wait for it:
            --lock-timeout 30s
          """
      )
    )
  }

  static func lockFailed(_ path: String, _ cause: SystemError) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .lockFailed,
        "\(path) cannot be locked: \(cause.operation) failed with \"\(cause.reason)\".",
        detail: "Without a lock, two applies at once could lose each other's outcomes.",
        hint:
          "Keep the state on a file system that supports flock, in a folder that you may write to."
      ),
      cause: cause
    )
  }

  static func endpointDiffers(_ path: String, state: String, asked: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateEndpointDiffers,
        "The state \(path) belongs to the endpoint \(state), not to \(asked).",
        detail: "The ids in it mean nothing to another CRM, or somebody else.",
        hint: "Use a state of its own for each endpoint, with --state."
      )
    )
  }

  static func teamDiffers(_ path: String, state: String, asked: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateTeamDiffers,
        "The state \(path) belongs to the team \(state), not to \(asked).",
        hint: "Use the API key of that team, or a state of its own for each team, with --state."
      )
    )
  }

  static func changedUnderneath(_ path: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateChanged,
        "The state \(path) was changed while roster was using it.",
        detail: "What was recorded stays in the journal beside it.",
        hint: "Put the state back as it was, and run the command again: it folds the journal in."
      )
    )
  }

  /// Nothing exists at a path where a state has to be; `others` are states nearby.
  package static func noState(_ path: String, others: [String] = []) -> StateError {
    var problem = noState(path, .error)
    if !others.isEmpty {
      problem.hint =
        "Name the state that is meant:\n"
        + others.prefix(5).map { "  --state \(ShellWord.path($0))" }.joined(separator: "\n")
        + (others.count > 5 ? "\nThere are \(others.count - 5) more." : "")
    }
    return StateError(problem)
  }

  /// The same problem as a diagnostic, a warning when a state is about to be created.
  package static func noState(_ path: String, _ severity: Diagnostic.Severity) -> Diagnostic {
    Diagnostic(
      severity,
      .stateMissing,
      "There is no state at \(path).",
      detail: severity == .error
        ? "Without a state there is nothing to compare, to show or to change." : nil,
      hint: severity == .error
        ? "Check --state and ROSTER_STATE; the first `roster apply` makes the file."
        : "If there should be one, check --state and ROSTER_STATE; the first apply makes the file."
    )
  }

  /// The header is lost, so a repair cannot know which CRM holds the contacts.
  static func headerLost(_ path: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateHeaderLost,
        "Which endpoint the state \(path) belongs to cannot be read any more, and is not guessed.",
        detail: "At another endpoint the ids of its contacts would name nobody, or somebody else.",
        hint: """
          Take the file from version control or from \(path).backup, or say where its contacts are:
            \(RepairCommand.line(path, "--sandbox"))
            \(RepairCommand.line(path, "--endpoint", "https://api.lemlist.com/api"))
          """
      )
    )
  }

  /// A repair would leave a state without contacts.
  static func nothingLeft(_ path: String) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateLost,
        "No contact of the state \(path) can be read any more. Nothing was changed.",
        detail:
          "A repaired state would be empty, and forget which contacts of the CRM are managed.",
        hint: """
          Take the file from version control or from \(path).backup. If there is none, put this one aside and \
          begin anew; the next apply finds the declared contacts in the CRM and takes them over:
            mv \(ShellWord.path(path)) \(ShellWord.path(path + ".damaged"))
          """
      )
    )
  }

  /// No state is where it belongs, but others may be meant.
  static func stateElsewhere(_ path: String, _ others: [String]) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateElsewhere,
        "There is no state at \(path), where this manifest's belongs, and there "
          + (others.count == 1 ? "is one at " : "are others at ")
          + others.prefix(5).joined(separator: ", ") + (others.count > 5 ? ", …" : "") + ".",
        detail: "Without its state, everything in the manifest would be planned anew.",
        hint: "Say which one is meant, or move it there:\n  --state \(ShellWord.path(others[0]))\n"
          + "To begin a new one:\n  --state \(ShellWord.path(path))"
      )
    )
  }

  /// The folders of the manifests have more than one state.
  static func severalStates(_ paths: [String]) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateElsewhere,
        "The manifests are in several folders, and more than one has a state: "
          + paths.joined(separator: ", ") + ".",
        detail: "With the wrong one, people would be created again or removed.",
        hint: "Say which one is meant:\n"
          + paths.prefix(5).map { "  --state \(ShellWord.path($0))" }.joined(separator: "\n")
      )
    )
  }

  /// The folders of the manifests have no state, and no folder suggests itself for a new one.
  static func noPlace(_ places: [String]) -> StateError {
    StateError(
      Diagnostic(
        .error,
        .stateElsewhere,
        "The manifests are in several folders (\(places.joined(separator: ", "))), and none has a state.",
        detail:
          "No folder below the current one has them all, so where a new state belongs is open.",
        hint: "Say where it is to be:\n  --state \(StateLocation.fileName)"
      )
    )
  }
}
