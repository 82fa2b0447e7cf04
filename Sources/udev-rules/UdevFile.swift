import DeviceModel

/// One file under `udev/`; its place in udev's order is part of its name.
struct UdevFile {
  var name: String
  var text: String

  /// Every file for these drivers.
  static func all(for drivers: [any DeviceDriver.Type]) -> [UdevFile] {
    let names = RuleSyntax.match("ENV{KEYPORT_DRIVER}", anyOf: drivers.map { $0.name })
    return [
      hardwareDatabase(DriverMatch.all(of: drivers)), marking(DriverMatch.all(of: drivers), names: names),
      keepingPrivate(names: names), startingNothing(names: names),
    ]
  }

  private static let nodes = #"SUBSYSTEM=="hidraw|input|tty""#
  private static let origin = "# Made from the drivers' tables by `make udev`: a change here is lost.\n"

  private static func hardwareDatabase(_ rows: [DriverMatch]) -> UdevFile {
    var text =
      origin + """
        #
        # USB devices that can be told by their numbers: which driver speaks for an interface, and which devices are
        # opened as a whole. 70-keyport.rules looks them up.

        """
    let numbered = rows.filter(\.isFoundByNumbers)
    for driver in numbered.map(\.driver).withoutRepetition {
      let keys = numbered.filter { $0.driver == driver }.map(\.interfaceKey).withoutRepetition
      text += "\n" + keys.joined(separator: "\n") + "\n KEYPORT_DRIVER=\(driver)\n"
    }
    let devices = numbered.compactMap(\.deviceKey).withoutRepetition
    if !devices.isEmpty { text += "\n" + devices.joined(separator: "\n") + "\n KEYPORT=1\n" }
    return UdevFile(name: "70-keyport.hwdb", text: text)
  }

  /// After 60-*, where USB ids and paths have been read and operators' rules stand; before 71-seat, which gives what is
  /// tagged a name that `loginctl attach` takes.
  private static func marking(_ rows: [DriverMatch], names: String) -> UdevFile {
    let text =
      origin + """
        #
        # Gives the devices of Keyport's drivers to the group keyport, and to nobody else.
        #
        # A bridge chip (FTDI, CH340, CP210x, PL2303) or a plain keyboard cannot be told by its USB numbers, so it is not
        # Keyport's until a rule in a file before this one, such as 65-kiosk.rules, names its driver, for the whole device:
        #
        #   SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="A50285BI", ENV{KEYPORT_DRIVER}="line-keypad"
        #
        # or for one port:
        #
        #   SUBSYSTEM=="tty", ENV{ID_PATH}=="pci-0000:00:14.0-usb-0:2:1.0", ENV{KEYPORT_DRIVER}="line-keypad"
        #
        # A name that is no driver's, such as "none", keeps Keyport away from a device.

        ACTION=="remove", GOTO="keyport_end"

        # The name goes down from a USB device to its interfaces, and from there to their nodes.
        SUBSYSTEM=="usb|usb-serial|hid|hidraw|input|tty", ENV{KEYPORT_DRIVER}=="", IMPORT{parent}="KEYPORT_DRIVER"

        # Devices that can be told by their numbers.
        SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_interface", ENV{KEYPORT_DRIVER}=="", \\
          IMPORT{builtin}="hwdb 'keyport:$env{MODALIAS}'"
        SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ENV{KEYPORT_DRIVER}=="", \\
          IMPORT{builtin}="hwdb 'keyport:device:v$attr{idVendor}p$attr{idProduct}'"

        # The marks of what the drivers open.
        \(rows.map(\.rule).withoutRepetition.joined(separator: "\n"))

        # A USB device whose interfaces are Keyport's: no modem is looked for, and it stays awake for the first key.
        SUBSYSTEM=="usb", \(names), \\
          ENV{ID_MM_DEVICE_IGNORE}="1"
        SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", \\
          \(names), \\
          TEST=="power/control", ATTR{power/control}="on"

        # Its nodes, those too by which the driver does not open it: what is typed comes out of them all. What comes later
        # does not get to change whose they are.
        \(nodes), \(names), \\
          GROUP:="keyport", MODE:="0660"

        # What the drivers open.
        ENV{KEYPORT}!="1", GOTO="keyport_end"
        GROUP:="keyport", MODE:="0660"
        TAG+="keyport", TAG+="seat"
        ENV{ID_MM_DEVICE_IGNORE}="1", ENV{ID_MM_PORT_IGNORE}="1"
        SUBSYSTEM=="usb", TEST=="power/control", ATTR{power/control}="on"

        LABEL="keyport_end"

        """
    return UdevFile(name: "70-keyport.rules", text: text)
  }

  /// After 70-uaccess and the like; before 73-seat-late, which acts on the tag.
  private static func keepingPrivate(names: String) -> UdevFile {
    let text =
      origin + """
        #
        # Whoever sits at the screen gets no access of their own to a keypad's nodes: codes would be read past Keyport. A
        # whole USB device may have other sides, such as a smart card, which stay theirs.

        ACTION!="remove", \(nodes), \\
          \(names), TAG-="uaccess"

        """
    return UdevFile(name: "72-keyport-private.rules", text: text)
  }

  /// After all rules that have services started for bridge chips: gpsd's at 60, brltty's at 85 or 90.
  private static func startingNothing(names: String) -> UdevFile {
    let text =
      origin + """
        #
        # No other service is started for a device that is Keyport's.

        ACTION!="remove", \(names), \\
          ENV{SYSTEMD_WANTS}="", ENV{SYSTEMD_USER_WANTS}=""

        """
    return UdevFile(name: "99-keyport-alone.rules", text: text)
  }
}
