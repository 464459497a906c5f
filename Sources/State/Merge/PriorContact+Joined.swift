import Model

extension PriorContact {
  /// The attributes on which two records of one contact agree.
  ///
  /// Attributes that only one record has, or that differ, are left out. The next plan then finds
  /// them changed and sends them again, which is right whatever the CRM holds.
  ///
  /// - Returns: The joined record; `nil` for records of different contacts in the CRM,
  ///   which cannot be joined.
  func joined(with other: PriorContact) -> PriorContact? {
    guard id == other.id, address == other.address else { return nil }
    if self == other { return self }
    var theirs: [AttributeKey: AttributeValue] = [:]
    for (key, value) in other.attributes { theirs[key] = value }
    let common = attributes.filter { key in theirs[key] != nil && theirs[key] == attributes[key] }
    return PriorContact(
      address: address,
      id: id,
      attributes: common,
      owner: owner == other.owner ? owner : nil,
      company: company == other.company ? company : nil,
      findings: findings + other.findings.filter { !findings.contains($0) },
      isProtected: isProtected || other.isProtected
    )
  }
}
