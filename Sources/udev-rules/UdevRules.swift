import DeviceDrivers
import Glibc

/// Prints one of the files under `udev/` as the drivers' tables have it, or their names when none is asked for. A
/// program of its own, since those who package Keyport run it and the daemon never does.
@main
struct UdevRules {
  static func main() {
    let files = UdevFile.all(for: DriverList<Suppliers>.all)
    guard CommandLine.arguments.count > 1 else {
      for file in files { print(file.name) }
      return
    }
    for name in CommandLine.arguments.dropFirst() {
      guard let file = files.first(where: { $0.name == name }) else {
        print("udev-rules: there is no file \(name); without arguments the names are listed")
        exit(2)
      }
      print(file.text, terminator: "")
    }
  }
}
