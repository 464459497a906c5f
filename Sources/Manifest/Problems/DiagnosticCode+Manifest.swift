package import Diagnostics
import YAMLEvents

extension DiagnosticCode {
  /// All that reading a manifest may say, those of YAML itself first.
  package static let manifestCodes: [DiagnosticCode] =
    yamlCodes + manifestFilesCodes + manifestShapeCodes + manifestValuesCodes
    + manifestIdentityCodes
}
