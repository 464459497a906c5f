import CLibCurl

/// The libcurl that the program runs with.
package enum HTTPLibrary {
  /// The version of the library, such as `7.88.1`.
  package static var version: String { String(cString: roster_curl_version()) }
}
