// swift-tools-version: 6.2
import PackageDescription

// Three rings, imports pointing inwards only: see docs/architecture.md. Tests/ArchitectureTests holds every target
// to its row of the import table.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Without the regular-expression module, which the compiler imports on its own: a twelfth of the daemon.
let lean: [SwiftSetting] = [
  .unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings + lean)
}

func library(_ name: String, _ pkgConfig: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tool(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings + lean)
}

/// Rooms that read what others wrote: Tests/Fuzz, a package of its own, reaches them as libraries.
let fuzzedRooms = [
  "Cryptography", "OTPAlgorithms", "WireProtocol", "TokenMachine", "DeviceModel", "DeviceDrivers", "TwoFactor",
  "TokenEmulator", "HostPlatform", "Configuration", "LocalAPI",
]

let package = Package(
  name: "keyport",
  products: [
    .executable(name: "keyportd", targets: ["keyportd"]),
    .executable(name: "keyport", targets: ["keyport"]),
  ] + fuzzedRooms.map { .library(name: $0, targets: [$0]) },
  targets: [
    // C libraries from Debian, and what the Glibc module leaves out.
    library("CUdev", "libudev"),
    library("CUSB", "libusb-1.0"),
    library("CNettle", "nettle"),
    library("CSodium", "libsodium"),
    library("CSQLite", "sqlite3"),
    library("CMicroHTTPD", "libmicrohttpd"),
    library("CQREncode", "libqrencode"),
    library("CPNG", "libpng"),
    library("CYAML", "yaml-0.1"),
    library("CJansson", "jansson"),
    library("CCurl", "libcurl"),
    .target(name: "CLinux", path: "Sources/C/CLinux"),

    // Pure.
    room("Cryptography"),
    room("OTPAlgorithms", ["Cryptography"]),
    room("WireProtocol", ["Cryptography"]),
    room("TokenMachine", ["OTPAlgorithms", "WireProtocol", "Cryptography"]),
    room("DeviceModel", ["Cryptography"]),
    room("DeviceDrivers", ["DeviceModel", "WireProtocol", "Cryptography"]),
    room("TwoFactor", ["OTPAlgorithms", "Cryptography"]),
    room("TokenEmulator", ["TokenMachine", "DeviceModel", "WireProtocol", "OTPAlgorithms", "Cryptography"]),
    room("Conformance", ["TokenEmulator", "DeviceModel", "WireProtocol", "Cryptography"]),

    // Talks to Linux.
    room("HostPlatform", ["Cryptography", "CLinux", "CNettle", "CSodium"]),
    room("LinuxDevices", ["HostPlatform", "DeviceModel", "CUdev", "CUSB", "CLinux"]),
    room("TwoFactorStore", ["TwoFactor", "OTPAlgorithms", "HostPlatform", "Cryptography", "CSQLite"]),
    room("Interchange", ["Cryptography", "OTPAlgorithms", "HostPlatform", "CQREncode", "CPNG"]),
    room("Configuration", ["HostPlatform", "DeviceModel", "CYAML"]),
    room(
      "LocalAPI",
      [
        "HostPlatform", "TwoFactor", "DeviceModel", "OTPAlgorithms", "Cryptography", "CMicroHTTPD", "CJansson",
        "CLinux",
      ]),
    room("LocalAPIClient", ["HostPlatform", "Cryptography", "CCurl", "CJansson"]),

    // Puts it together.
    room(
      "Bridge",
      [
        "Cryptography", "OTPAlgorithms", "DeviceModel", "DeviceDrivers", "TwoFactor", "TokenMachine", "TokenEmulator",
        "HostPlatform", "LinuxDevices", "TwoFactorStore", "Configuration", "LocalAPI",
      ]),
    tool("keyportd", ["Bridge", "Configuration", "HostPlatform"]),
    tool(
      "keyport",
      [
        "LocalAPIClient", "Interchange", "Conformance", "TokenEmulator", "LinuxDevices", "DeviceModel", "HostPlatform",
        "Cryptography",
      ]),
    tool("udev-rules", ["DeviceDrivers", "DeviceModel", "HostPlatform"]),

    // What tests and benches share: programs run beside them, ptys as keypads, seeds.
    .target(name: "Rig", path: "Tests/Rig"),
    .target(
      name: "Conversations",
      dependencies: ["Rig", "TokenMachine", "WireProtocol", "OTPAlgorithms", "Cryptography", "HostPlatform"],
      path: "Tests/Conversations", swiftSettings: settings),
    .target(name: "CFrames", path: "Tests/Rigs/c-frames"),
    .executableTarget(
      name: "keyport-bench",
      dependencies: [
        "Rig", "Conversations", "CFrames", "TwoFactor", "DeviceDrivers", "DeviceModel", "TokenMachine", "WireProtocol",
        "OTPAlgorithms", "HostPlatform", "Cryptography", "CSodium",
      ],
      path: "Tests/Benchmarks", swiftSettings: settings),

    // Programs that tests run.
    .executableTarget(
      name: "usb-watch",
      dependencies: ["LinuxDevices", "DeviceDrivers", "DeviceModel", "HostPlatform", "Cryptography"],
      path: "Tests/Rigs/usb-watch", swiftSettings: settings),

    .executableTarget(
      name: "keypad-device",
      dependencies: ["TokenEmulator", "DeviceModel", "WireProtocol", "HostPlatform", "Cryptography"],
      path: "Tests/Rigs/keypad-device", swiftSettings: settings),

    .executableTarget(
      name: "usb-cases", dependencies: ["Rig", "keyportd", "keyport"], path: "Tests/Rigs/usb-cases",
      swiftSettings: settings),

    // Tests mirror sources.
    tests("CryptographyTests", ["Cryptography", "HostPlatform"]),
    tests("OTPAlgorithmsTests", ["Rig", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests(
      "WireProtocolTests", ["Rig", "Conversations", "TokenMachine", "WireProtocol", "HostPlatform", "Cryptography"]),
    tests(
      "TokenMachineTests",
      ["Rig", "Conversations", "TokenMachine", "WireProtocol", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests(
      "FirmwareSpecTests", ["Rig", "TokenMachine", "WireProtocol", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests("DeviceModelTests", ["DeviceModel", "Cryptography"]),
    tests(
      "DeviceDriversTests", ["Rig", "DeviceDrivers", "DeviceModel", "WireProtocol", "Cryptography", "HostPlatform"]),
    tests("TwoFactorTests", ["Rig", "TwoFactor", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests(
      "TokenEmulatorTests",
      [
        "TokenEmulator", "TokenMachine", "DeviceDrivers", "DeviceModel", "WireProtocol", "OTPAlgorithms",
        "Cryptography", "HostPlatform",
      ]),
    tests("HostPlatformTests", ["Rig", "HostPlatform", "Cryptography", "CLinux"]),
    tests("LinuxDevicesTests", ["LinuxDevices", "HostPlatform", "DeviceModel", "usb-watch"]),
    tests(
      "TwoFactorStoreTests", ["Rig", "TwoFactorStore", "TwoFactor", "OTPAlgorithms", "HostPlatform", "Cryptography"]),
    tests("InterchangeTests", ["Interchange", "OTPAlgorithms", "Cryptography"]),
    tests("ConfigurationTests", ["Rig", "Configuration", "DeviceModel", "HostPlatform"]),
    tests(
      "LocalAPITests",
      ["LocalAPI", "LocalAPIClient", "HostPlatform", "TwoFactor", "DeviceModel", "OTPAlgorithms", "Cryptography"]),
    tests("LocalAPIClientTests", ["LocalAPIClient", "keyport", "HostPlatform", "Cryptography"]),
    tests(
      "BridgeTests",
      [
        "Rig", "Bridge", "Configuration", "DeviceDrivers", "DeviceModel", "LocalAPI", "OTPAlgorithms", "TokenEmulator",
        "TwoFactor", "TwoFactorStore", "TokenMachine",
        "HostPlatform", "Cryptography",
      ]),
    tests("UdevRulesTests", ["udev-rules", "DeviceDrivers", "DeviceModel", "HostPlatform"]),
    tests(
      "ConformanceTests",
      [
        "Rig", "keyport", "Conformance", "TokenEmulator", "TokenMachine", "DeviceModel", "WireProtocol",
        "HostPlatform", "Cryptography",
      ]),
    tests("ArchitectureTests", []),
    tests("EndToEndTests", ["Rig", "WireProtocol", "keyportd", "keyport", "keypad-device"]),
    tests("USBTests", ["Rig", "usb-cases"]),
    tests(
      "FirmwareTests",
      ["Rig", "Conformance", "WireProtocol", "HostPlatform", "Cryptography", "keyportd", "keyport"]),
  ],
  swiftLanguageModes: [.v6]
)
