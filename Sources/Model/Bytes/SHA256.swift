import CLibCrypto

/// SHA-256 (FIPS 180-4) of bytes given in pieces, computed by the system's libcrypto.
package final class SHA256 {
  /// The size of a digest, in bytes.
  private static let size = 32
  // Looked up once, since that costs more than a contact's digest. libcrypto's own locks guard it.
  nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  /// The version of the libcrypto that the program runs with, such as `3.0.17`.
  package static var libraryVersion: String {
    String(cString: OpenSSL_version(OPENSSL_FULL_VERSION_STRING))
  }

  private let context: OpaquePointer

  package init() { context = Self.makeContext() }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes to those that are hashed.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Adds bytes to those that are hashed.
  package func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The 32 bytes of the digest; nothing can be added afterwards.
  package func finalize() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.size) { digest, count in
      EVP_DigestFinal_ex(context, digest.baseAddress, nil)
      count = Self.size
    }
  }

  /// The 32 bytes of the digest of these bytes.
  package static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    withDigest(of: bytes) { Array($0) }
  }

  /// The 32 bytes of the digest of these bytes.
  package static func digest(of bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { digest(of: $0) }
  }

  /// Hands out the 32 bytes of the digest without allocating memory for them.
  static func withDigest<Result>(
    of bytes: UnsafeRawBufferPointer,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let context = makeContext()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { digest in
      EVP_DigestFinal_ex(context, digest.baseAddress, nil)
      return body(UnsafeRawBufferPointer(digest))
    }
  }

  private static func makeContext() -> OpaquePointer {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, algorithm, nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256, or no memory")
    }
    return context
  }
}
