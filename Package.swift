// swift-tools-version: 6.2
import PackageDescription

/// A product of another package, as a target's dependency.
func product(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package)
}

/// The commit that a build for others names (see `.ci/package`); any other build does not know it.
let commit = Context.environment["ROSTER_COMMIT"].map {
  CSetting.define("ROSTER_COMMIT", to: "\"\($0)\"")
}

let package = Package(
  name: "roster",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "roster", targets: ["roster"]),
    .library(name: "CrashPoints", type: .dynamic, targets: ["CrashPoints"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    // Without its support for swift-configuration, which nothing here uses.
    .package(
      url: "https://github.com/hummingbird-project/hummingbird.git",
      from: "2.28.0",
      traits: []
    ),
    .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
      name: "CLibCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "CLibCrypto",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
    ),
    .target(name: "CBuild", cSettings: commit.map { [$0] } ?? []),
    .target(name: "Diagnostics"),
    .target(name: "Model", dependencies: ["CLibCrypto", "Diagnostics", "ParallelWork"]),
    // Work of one step on all cores.
    .target(name: "ParallelWork"),
    .target(name: "JSONText", dependencies: ["Model"]),
    .target(name: "YAMLEvents", dependencies: ["CLibYAML", "Diagnostics", "ParallelWork"]),
    .target(
      name: "Manifest",
      dependencies: ["Diagnostics", "JSONText", "Model", "ParallelWork", "YAMLEvents"]
    ),
    .target(name: "Importing", dependencies: ["Diagnostics", "Manifest", "Model"]),
    .target(name: "Planning", dependencies: ["Diagnostics", "Model", "ParallelWork"]),
    .target(name: "State", dependencies: ["Diagnostics", "JSONText", "Model", "ParallelWork"]),
    // HTTP over libcurl, which nothing else sees.
    .target(name: "Transport", dependencies: ["CLibCurl"]),
    .target(
      name: "Engine",
      dependencies: ["Diagnostics", "JSONText", "Model", "Planning", "State"]
    ),
    // One CRM behind the engine's protocol.
    .target(
      name: "Lemlist",
      dependencies: ["Diagnostics", "Engine", "JSONText", "Model", "Transport"]
    ),
    .target(
      name: "Reporting",
      dependencies: [
        "Diagnostics", "JSONText", "Model", "ParallelWork", "Planning",
        product("Mustache", "swift-mustache"),
      ]
    ),
    .target(
      name: "Sandbox",
      dependencies: [
        "Diagnostics", "Model", "YAMLEvents",
        product("GRDB", "GRDB.swift"),
        product("GRDBSQLite", "GRDB.swift"),
        product("HTTPTypes", "swift-http-types"),
        product("Hummingbird", "hummingbird"),
        product("Logging", "swift-log"),
        product("NIOCore", "swift-nio"),
        product("ServiceLifecycle", "swift-service-lifecycle"),
      ]
    ),
    .executableTarget(
      name: "roster",
      dependencies: [
        "CBuild", "Diagnostics", "Engine", "Importing", "JSONText", "Lemlist", "Manifest",
        "Model", "Planning", "Reporting", "Sandbox", "State", "Transport", "YAMLEvents",
        product("ArgumentParser", "swift-argument-parser"),
        product("UnixSignals", "swift-service-lifecycle"),
      ]
    ),
    .target(
      name: "TestSupport",
      dependencies: ["CLibYAML", "Diagnostics", "Model"],
      path: "Tests/TestSupport"
    ),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"]),
    .testTarget(name: "ModelTests", dependencies: ["Model", "TestSupport"]),
    .testTarget(name: "JSONTextTests", dependencies: ["JSONText", "Model", "TestSupport"]),
    .testTarget(
      name: "YAMLEventsTests",
      dependencies: ["CLibYAML", "Diagnostics", "JSONText", "TestSupport", "YAMLEvents"],
      exclude: ["Corpus", "Golden"]
    ),
    .testTarget(
      name: "ManifestTests",
      dependencies: ["Diagnostics", "JSONText", "Manifest", "Model", "TestSupport"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "ImportingTests",
      dependencies: ["Diagnostics", "Importing", "Manifest", "Model", "TestSupport"],
      exclude: ["Exports", "Golden"]
    ),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["Diagnostics", "Model", "Planning", "TestSupport"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "StateTests",
      dependencies: ["Diagnostics", "Model", "Planning", "State", "TestSupport"],
      exclude: ["Errors/Golden"]
    ),
    .testTarget(name: "TransportTests", dependencies: ["TestSupport", "Transport"]),
    .testTarget(
      name: "LemlistTests",
      dependencies: ["Diagnostics", "Engine", "JSONText", "Lemlist", "Model", "TestSupport"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Diagnostics", "Engine", "JSONText", "Lemlist", "Model", "Planning", "Sandbox",
        "State", "TestSupport",
      ],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Diagnostics", "JSONText", "Model", "Planning", "Reporting", "TestSupport"],
      exclude: ["Golden"]
    ),
    .testTarget(
      name: "SandboxTests",
      dependencies: ["Diagnostics", "Model", "Sandbox", "TestSupport"],
      exclude: ["Golden"]
    ),
    // Preloaded into the binary under test, to end it or to fail a call at any system call.
    .target(name: "CrashPoints", path: "Tests/CrashPoints"),
    // What the benchmark holds an apply against: the same requests in a bare loop, in C.
    .executableTarget(
      name: "HTTPLoop",
      dependencies: ["CLibCurl"],
      path: "Tests/Bench/HTTPLoop"
    ),
    // Run by Tests/fuzz.sh.
    .executableTarget(
      name: "FuzzReaders",
      dependencies: ["Diagnostics", "Manifest", "Model", "State"],
      path: "Tests/FuzzReaders",
      exclude: ["manifest.dict", "state.dict"]
    ),
    // What the benchmark holds roster against: a bare libyaml scan, in C.
    .executableTarget(
      name: "YAMLScan",
      dependencies: ["CLibYAML"],
      path: "Tests/Bench/YAMLScan"
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["Model", "roster", "Sandbox", "State", "TestSupport"],
      exclude: ["Golden", "Manifests", "Readme"]
    ),
  ]
)

let targetsInC: Set = ["CBuild", "CrashPoints", "HTTPLoop", "YAMLScan"]
for target in package.targets where target.type != .system && !targetsInC.contains(target.name) {
  target.swiftSettings = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
}
