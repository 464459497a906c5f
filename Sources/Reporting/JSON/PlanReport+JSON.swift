extension PlanReport {
  /// The plan as JSON, which is also the form in which it is saved; ends in a line break.
  package func json() -> String { String(decoding: jsonBytes(), as: UTF8.self) }

  /// The bytes of `json()`, for a file.
  package func jsonBytes() -> [UInt8] { PlanDocument.bytes(plan, version: version) }

  /// Hands out `jsonBytes()` in pieces, in order.
  package func writeJSON<Failure: Error>(
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try PlanDocument.write(plan, version: version, to: sink)
  }
}
