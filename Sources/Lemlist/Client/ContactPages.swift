import Engine
import Model

/// Puts the pages of a team's contacts together, and tells when they are complete.
///
/// The service decides how many contacts a page holds, so the next page begins
/// after those that came.
struct ContactPages {
  enum Step: Equatable {
    case more
    case complete
    /// Contacts moved from page to page, so some may be missing.
    case shifted
    /// No more contacts come, although the service says that there are that many.
    case short(of: Int)
  }

  /// The wanted contacts among those read.
  private(set) var contacts: [RemoteContact] = []
  private var known: Set<ContactID> = []
  private var total: Int?

  /// How many were read.
  var count: Int { known.count }

  mutating func add(_ page: ContactPage, _ isWanted: (RemoteContact) -> Bool) -> Step {
    if let total, let now = page.total, total != now { return .shifted }
    total = page.total ?? total
    for contact in page.contacts where !known.insert(contact.id).inserted { return .shifted }
    contacts += page.contacts.filter(isWanted)
    guard let total else { return page.contacts.isEmpty ? .complete : .more }
    if count > total { return .shifted }
    if count == total { return .complete }
    return page.contacts.isEmpty ? .short(of: total) : .more
  }
}
