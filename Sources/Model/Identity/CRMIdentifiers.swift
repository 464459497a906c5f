/// An identifier given by the CRM: opaque text, compared exactly.
///
/// `Kind` keeps a contact's identifier from being used as a company's.
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

/// A contact's identifier, such as `ctc_…`.
package typealias ContactID = CRMIdentifier<ContactKind>
/// A company's identifier, such as `cpn_…`.
package typealias CompanyID = CRMIdentifier<CompanyKind>
/// A user's identifier, such as `usr_…`.
package typealias UserID = CRMIdentifier<UserKind>
/// A team's identifier, such as `tea_…`.
package typealias TeamID = CRMIdentifier<TeamKind>
