/// Whether a device's codes come from something a person holds. The transport sets it; drivers cannot tell.
public enum DeviceOrigin: String, Sendable, Hashable {
  /// A real device, or a tty that the operator named and so vouches for.
  case hardware
  /// An emulated device: in process, or behind vhci_hcd, dummy_hcd, uhid or uinput.
  case emulated
}
