/// The kernel itself. Last in line: a USB/IP controller brings sixteen hubs along.
enum KernelCases {
  static let all: [Case] = [Case("kernel-modules", modules)]

  /// What makes devices up, and what drives and watches them, can be loaded.
  static func modules(_ guest: Guest) throws {
    let makers = ["vhci_hcd", "usbip_host", "dummy_hcd", "libcomposite", "uhid", "uinput"]
    let users = ["cdc_acm", "ftdi_sio", "cp210x", "ch341", "pl2303", "hid_generic", "usbhid", "usbmon"]
    for name in makers + users { try guest.run("/usr/sbin/modprobe", name) }
  }
}
