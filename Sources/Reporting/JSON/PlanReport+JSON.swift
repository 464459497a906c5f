extension PlanReport {
  /// The plan for machines, and the form in which it is saved; ends in a line break.
  package func json() -> String { String(decoding: jsonBytes(), as: UTF8.self) }

  /// `json()` as the bytes of a file.
  package func jsonBytes() -> [UInt8] { PlanDocument.bytes(plan, version: version) }

  /// Hands out `jsonBytes()` in pieces, each of them once and in order.
  package func writeJSON<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try PlanDocument.write(plan, version: version, to: sink)
  }
}
