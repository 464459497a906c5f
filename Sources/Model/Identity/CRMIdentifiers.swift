/// An identifier that the CRM gave: opaque text, compared exactly.
///
/// `Kind` keeps a contact's from being taken for a company's.
package struct CRMIdentifier<Kind>: Hashable, Sendable {
  package let rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }
}

extension CRMIdentifier: CustomStringConvertible {
  package var description: String { rawValue }
}

package enum ContactKind: Sendable {}
package enum CompanyKind: Sendable {}
package enum UserKind: Sendable {}
package enum TeamKind: Sendable {}

/// A contact's, such as `ctc_…`.
package typealias ContactID = CRMIdentifier<ContactKind>
/// A company's, such as `cpn_…`.
package typealias CompanyID = CRMIdentifier<CompanyKind>
/// A user's, such as `usr_…`.
package typealias UserID = CRMIdentifier<UserKind>
/// A team's, such as `tea_…`.
package typealias TeamID = CRMIdentifier<TeamKind>
