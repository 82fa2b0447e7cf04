/// Moves a device's bytes and nothing else. A serial port is one; an emulated device in process is another. Nothing is
/// written to a device but what its driver sends.
public protocol DeviceTransport: AnyObject {
  /// Whether what is at the other end is real; policy is decided by it.
  var origin: DeviceOrigin { get }

  /// Begins delivering. Neither closure is called before this returns.
  /// - Parameters:
  ///   - onReceive: bytes in order; they are erased when it returns.
  ///   - onClose: once, with the cause in words, when the device is gone by itself; never after `close`.
  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void)

  /// Calls `done` once when the device is this transport's alone and its driver may begin, with nil; or with the state
  /// that the device is in instead. At once for most; never after `close`.
  func whenOpen(_ done: @escaping (DeviceState?) -> Void)

  /// What the device has been sent, and on what grounds: none without a driver that speaks for it.
  var ledger: WriteLedger { get }

  /// Sends `bytes` after those before, if the ledger has a ground for it; what cannot be sent ends in `onClose`.
  func send(_ bytes: [UInt8])

  /// Ends it at once; nothing is delivered any more.
  func close()
}

extension DeviceTransport {
  /// At once, for a transport that is open from the start.
  public func whenOpen(_ done: @escaping (DeviceState?) -> Void) { done(nil) }
}
