/// Tells a device that a program makes up from one that a person can hold, by its place under `/sys`.
enum EmulatedBus {
  /// Whether `syspath` runs through USB/IP's host controller, the dummy host controller or its gadget, or one of the
  /// kernel's doors for devices from user space (uhid, uinput).
  static func carries(_ syspath: String) -> Bool {
    let places = syspath.split(separator: "/")
    if places.contains(where: { place in controllers.contains { isInstance(place, of: $0) } }) { return true }
    // uhid's devices lie under its own misc device, uinput's directly under the virtual input class.
    return doors.contains { syspath.hasPrefix($0) }
  }

  private static let doors = ["/sys/devices/virtual/misc/uhid/", "/sys/devices/virtual/input/"]
  private static let controllers = ["vhci_hcd", "dummy_hcd", "dummy_udc"]

  private static func isInstance(_ place: Substring, of controller: String) -> Bool {
    guard place.hasPrefix(controller) else { return false }
    let rest = place.dropFirst(controller.count)
    return rest.isEmpty || rest.first == "."
  }
}
