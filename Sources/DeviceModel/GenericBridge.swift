/// Chips between USB and a serial line that are in thousands of products: their numbers tell the chip, not the device.
public enum GenericBridge {
  /// Vendor and product numbers, as the kernel's own drivers list them.
  public static let models: [UInt16: Set<UInt16>] = [
    // FTDI: ftdi_sio.
    0x0403: [0x6001, 0x6006, 0x6010, 0x6011, 0x6014, 0x6015],
    // WCH: ch341 and the CH9102.
    0x1A86: [0x5512, 0x5523, 0x7522, 0x7523, 0x55D3, 0x55D4],
    // Silicon Labs: cp210x.
    0x10C4: [0xEA60, 0xEA61, 0xEA63, 0xEA70, 0xEA71, 0xEA80],
    // Prolific: pl2303.
    0x067B: [0x2303, 0x23A3, 0x23B3, 0x23C3, 0x23D3, 0x23E3, 0x23F3],
  ]

  /// Whether a device is such a chip or a tty on one.
  public static func carries(_ device: DeviceTraits) -> Bool {
    guard let vendor = device.vendor, let product = device.product else { return false }
    return models[vendor]?.contains(product) ?? false
  }
}
