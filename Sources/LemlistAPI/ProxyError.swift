package import Diagnostics

/// The environment names a proxy that cannot be used.
package struct ProxyError: DiagnosableError, Equatable {
  /// The name of the variable; its value may hold a password, and is not kept.
  package let variable: String

  package init(variable: String) { self.variable = variable }

  package var diagnostics: [Diagnostic] {
    [
      Diagnostic(
        .error,
        .invalidProxy,
        "\(variable) does not name a usable proxy.",
        hint: "Use http://host:port or socks5://host:port, unset the variable, or list the host "
          + "in NO_PROXY."
      )
    ]
  }
}
