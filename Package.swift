// swift-tools-version: 6.2
import PackageDescription

// Three rings, imports pointing inwards only: see docs/architecture.md. Tests/ArchitectureTests holds every target
// to its row of the import table.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func library(_ name: String, _ pkgConfig: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", pkgConfig: pkgConfig)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tool(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

let package = Package(
  name: "keyport",
  products: [
    .executable(name: "keyportd", targets: ["keyportd"]),
    .executable(name: "keyport", targets: ["keyport"]),
  ],
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

    // Talks to Linux.
    room("HostPlatform", ["Cryptography", "CLinux", "CNettle", "CSodium"]),
    room("LinuxDevices", ["HostPlatform", "DeviceModel", "CUdev", "CUSB", "CLinux"]),
    room("TwoFactorStore", ["TwoFactor", "OTPAlgorithms", "HostPlatform", "Cryptography", "CSQLite"]),
    room("Interchange", ["OTPAlgorithms", "HostPlatform", "CQREncode", "CPNG"]),
    room("Configuration", ["HostPlatform", "DeviceModel", "CYAML"]),
    room(
      "LocalAPI",
      [
        "HostPlatform", "TwoFactor", "DeviceModel", "OTPAlgorithms", "Cryptography", "CMicroHTTPD", "CJansson",
        "CLinux",
      ]),
    room("LocalAPIClient", ["HostPlatform", "CCurl", "CJansson"]),

    // Puts it together.
    room(
      "Bridge",
      [
        "Cryptography", "OTPAlgorithms", "DeviceModel", "DeviceDrivers", "TwoFactor", "TokenMachine", "TokenEmulator",
        "HostPlatform", "LinuxDevices", "TwoFactorStore", "Configuration", "LocalAPI",
      ]),
    tool("keyportd", ["Bridge", "Configuration", "HostPlatform"]),
    tool("keyport", ["LocalAPIClient", "Interchange", "HostPlatform"]),

    // Programs that tests run.
    tool("usb-watch", ["LinuxDevices", "DeviceModel", "HostPlatform"], path: "Tests/Rigs/usb-watch"),

    // Tests mirror sources.
    tests("CryptographyTests", ["Cryptography"]),
    tests("OTPAlgorithmsTests", ["OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests("WireProtocolTests", ["WireProtocol", "Cryptography"]),
    tests("TokenMachineTests", ["TokenMachine", "WireProtocol", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests("DeviceModelTests", ["DeviceModel", "Cryptography"]),
    tests("DeviceDriversTests", ["DeviceDrivers", "DeviceModel", "WireProtocol", "Cryptography"]),
    tests("TwoFactorTests", ["TwoFactor", "OTPAlgorithms", "Cryptography", "HostPlatform"]),
    tests(
      "TokenEmulatorTests",
      [
        "TokenEmulator", "TokenMachine", "DeviceDrivers", "DeviceModel", "WireProtocol", "OTPAlgorithms",
        "Cryptography", "HostPlatform",
      ]),
    tests("HostPlatformTests", ["HostPlatform", "Cryptography", "CLinux"]),
    tests("LinuxDevicesTests", ["LinuxDevices", "HostPlatform", "DeviceModel", "usb-watch"]),
    tests("TwoFactorStoreTests", ["TwoFactorStore", "TwoFactor", "OTPAlgorithms", "HostPlatform", "Cryptography"]),
    tests("InterchangeTests", ["Interchange", "OTPAlgorithms"]),
    tests("ConfigurationTests", ["Configuration", "DeviceModel", "HostPlatform"]),
    tests(
      "LocalAPITests",
      ["LocalAPI", "LocalAPIClient", "HostPlatform", "TwoFactor", "DeviceModel", "OTPAlgorithms", "Cryptography"]),
    tests("BridgeTests", ["Bridge", "DeviceModel", "TwoFactor", "HostPlatform", "Cryptography"]),
    tests("ArchitectureTests", []),
    tests("EndToEndTests", ["keyportd", "keyport"]),
  ],
  swiftLanguageModes: [.v6]
)
