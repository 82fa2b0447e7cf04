// swift-tools-version: 6.2
import PackageDescription

// Fuzzing by libFuzzer, apart from the main package since every module in it is built with coverage. `./run` builds and
// runs all; a new target is a folder `Sources/FuzzNAME` with a `main.swift`, a line below, and seeds in
// `Corpus/FuzzNAME`.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func products(_ rooms: [String]) -> [Target.Dependency] {
  rooms.map { .product(name: $0, package: "keyport") }
}

func fuzz(_ name: String, _ rooms: String...) -> Target {
  .executableTarget(
    name: name, dependencies: ["FuzzRig", "RoomRig"] + products(rooms), swiftSettings: settings)
}

let package = Package(
  name: "keyport-fuzz",
  dependencies: [.package(name: "keyport", path: "../..")],
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .target(name: "FuzzRig", dependencies: ["CLibFuzzer"], swiftSettings: settings),
    .target(
      name: "RoomRig",
      dependencies: ["FuzzRig"]
        + products(["WireProtocol", "TokenMachine", "OTPAlgorithms", "DeviceModel", "Cryptography"]),
      swiftSettings: settings),
    fuzz("FuzzBase32", "OTPAlgorithms", "Cryptography"),
    fuzz("FuzzOTPAuth", "OTPAlgorithms", "Cryptography"),
    fuzz("FuzzOCRASuite", "OTPAlgorithms", "Cryptography"),
    fuzz("FuzzFrames", "WireProtocol", "Cryptography"),
    fuzz("FuzzMessages", "WireProtocol", "Cryptography"),
    fuzz("FuzzHostLink", "WireProtocol", "Cryptography"),
    fuzz("FuzzTokenMachine", "TokenMachine", "OTPAlgorithms", "WireProtocol", "Cryptography"),
    fuzz("FuzzMemoryImage", "TokenMachine", "WireProtocol", "Cryptography"),
    fuzz("FuzzLineKeypad", "DeviceDrivers", "DeviceModel"),
    fuzz("FuzzYubiKeyOTP", "DeviceDrivers", "DeviceModel", "Cryptography"),
    fuzz("FuzzKeyportKeypad", "DeviceDrivers", "DeviceModel", "WireProtocol", "Cryptography"),
    fuzz("FuzzHIDKeypad", "DeviceDrivers", "DeviceModel"),
    fuzz("FuzzOSDP", "DeviceDrivers", "DeviceModel", "HostPlatform", "Cryptography"),
    fuzz("FuzzSession", "WireProtocol", "HostPlatform", "Cryptography"),
    fuzz("FuzzConfiguration", "Configuration", "DeviceDrivers", "DeviceModel", "HostPlatform"),
  ],
  swiftLanguageModes: [.v6]
)
