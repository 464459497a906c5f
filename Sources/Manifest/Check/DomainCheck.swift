/// Checks host names.
enum DomainCheck {
  /// The first fault, or `nil` when it can be a host's name; letters beyond ASCII are let through.
  static func fault(_ domain: some BidirectionalCollection<UInt8>) -> EmailCheck.Fault? {
    if domain.last == UInt8(ascii: ".") { return .finalDot }
    var length = 0
    var previous: UInt8 = 0
    for byte in domain {
      if byte == UInt8(ascii: ".") {
        if length == 0 { return .dots }
        if previous == UInt8(ascii: "-") { return .hyphen }
        length = 0
      } else {
        guard isName(byte) else { return .forbidden(Unicode.Scalar(byte)) }
        if length == 0, byte == UInt8(ascii: "-") { return .hyphen }
        length += 1
        if length > 63 { return .tooLong }
      }
      previous = byte
    }
    return previous == UInt8(ascii: "-") ? .hyphen : nil
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), 0x80...0xFF:
      true
    default: false
    }
  }
}
