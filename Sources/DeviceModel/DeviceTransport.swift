/// Moves a device's bytes and nothing else. A serial port is one; an emulated device in process is another.
public protocol DeviceTransport: AnyObject {
  /// Whether what is at the other end is real; policy is decided by it.
  var origin: DeviceOrigin { get }

  /// Begins delivering. Neither closure is called before this returns.
  /// - Parameters:
  ///   - onReceive: bytes in order; they are erased when it returns.
  ///   - onClose: once, with the cause in words, when the device is gone by itself; never after `close`.
  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void)

  /// Sends `bytes` after those before; what cannot be sent ends in `onClose`.
  func send(_ bytes: [UInt8])

  /// Ends it at once; nothing is delivered any more.
  func close()
}
