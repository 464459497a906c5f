/// An identifier given by the CRM: opaque text, compared exactly.
///
/// `Kind` keeps a contact's identifier from being used as a company's.
package struct CRMIdentifier<Kind>: Hashable, Sendable {
  package let rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// Whether it is of letters, digits, `_` and `-`, so that as a part of a request's path or query
  /// it stays one.
  package var isPlain: Bool {
    !rawValue.isEmpty
      && rawValue.utf8.allSatisfy { byte in
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
          || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
  }
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
