internal import DeviceModel
internal import WireProtocol

extension DeviceIdentity {
  /// The identity in a device's hello; an empty serial or firmware is none.
  init(_ hello: DeviceHello) {
    func text(_ text: PrintableText) -> String { String(decoding: text.utf8, as: UTF8.self) }
    func known(_ text: String) -> String? { text.isEmpty ? nil : text }
    self.init(
      vendor: text(hello.vendor), product: text(hello.product), serial: known(text(hello.serial)),
      firmware: known(text(hello.firmware)))
  }
}
