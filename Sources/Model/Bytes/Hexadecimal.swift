/// The bytes as lower-case hexadecimal digits, two for each byte.
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  Array(bytes).withUnsafeBytes { hexadecimal($0) }
}

/// The bytes as lower-case hexadecimal digits, two for each byte.
package func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
  String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
    for (index, byte) in bytes.enumerated() {
      digits[index * 2] = hexadecimalDigit(byte >> 4)
      digits[index * 2 + 1] = hexadecimalDigit(byte & 0xF)
    }
    return bytes.count * 2
  }
}

/// The ASCII hexadecimal digit of a number below 16.
@inline(__always)
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
