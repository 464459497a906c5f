import JSONText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The holder of the lock on a state, as the lock file shows it to others.
package struct LockHolder: Hashable, Sendable {
  /// The user's name, or the user's number if there is no name.
  package let who: String
  package let pid: Int
  package let host: String
  /// When the lock was taken, in ISO 8601 and UTC.
  package let since: String
  /// The command that holds the lock, such as `roster apply`.
  package let command: String

  package init(who: String, pid: Int, host: String, since: String, command: String) {
    self.who = who
    self.pid = pid
    self.host = host
    self.since = since
    self.command = command
  }

  /// The current process, as a holder from now on.
  package static func current(command: String) -> LockHolder {
    LockHolder(
      who: userName(),
      pid: Int(getpid()),
      host: hostName(),
      since: timestamp(),
      command: command
    )
  }

  /// Whether the process is known to have ended, which makes the file's content a leftover.
  var isGone: Bool {
    host == Self.hostName() && kill(pid_t(truncatingIfNeeded: pid), 0) != 0 && errno == ESRCH
  }

  private static func userName() -> String {
    let user = geteuid()
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16384)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil,
      let name = entry.pw_name
    else { return "user \(user)" }
    return String(cString: name)
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // The last byte stays 0, since a truncated name need not end in one.
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "unknown host" }
    return buffer.withUnsafeBufferPointer { name in
      name.baseAddress.map { String(cString: $0) } ?? "unknown host"
    }
  }

  private static func timestamp() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : String(number) }
    let date = "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    return "\(date)T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
  }
}

extension LockHolder {
  /// The lock file's content: one line of JSON.
  var line: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("who", who)
      writer.member("pid", pid)
      writer.member("host", host)
      writer.member("since", since)
      writer.member("command", command)
    }
    writer.newline()
    return writer.bytes
  }

  /// Reads what `line` wrote; `nil` for anything else, such as a file that was just emptied.
  init?(line: [UInt8]) {
    guard let json = try? JSONParser.parse(line), let who = json["who"]?.string,
      let pid = json["pid"]?.integer, let host = json["host"]?.string,
      let since = json["since"]?.string, let command = json["command"]?.string
    else { return nil }
    self.init(who: who, pid: pid, host: host, since: since, command: command)
  }
}
