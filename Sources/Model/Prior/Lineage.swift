/// The random identity that a state file keeps for life: a UUID in lower case.
package struct Lineage: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }

  package var description: String { rawValue }
}

/// A counter that a state file raises each time its content changes; 0 before the first write.
package struct Serial: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let rawValue: Int

  package init(_ rawValue: Int) { self.rawValue = rawValue }

  package static let none = Serial(0)

  /// The highest serial that a file may have: all JSON readers represent it
  /// and its predecessor exactly.
  package static let highest = Serial(9_007_199_254_740_991)

  /// Whether the next serial can be written and read again.
  package var canBeRaised: Bool { rawValue < Self.highest.rawValue - 1 }

  /// The serial that follows this one.
  ///
  /// - Precondition: The serial is not above the highest.
  package var next: Serial { Serial(rawValue + 1) }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  package var description: String { String(rawValue) }
}
