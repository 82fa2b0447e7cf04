import Foundation

/// Reads a keyboard's event node, as any program that may open it can.
final class InputKeys {
  /// <linux/input.h>, struct input_event on 64 bits: two words of time, then type, code and value.
  private static let size = 24
  private static let keyType: UInt16 = 1
  /// EVIOCGRAB of <linux/input.h>.
  private static let grabRequest: UInt = 0x4004_4590
  private let descriptor: Int32

  init(path: String) throws {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaseFailure("\(path): \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  /// Takes the keyboard away from everybody else until this is closed.
  func grab() throws { try check(ioctl(descriptor, Self.grabRequest, 1), is: 0, "grabbing, whose errno is \(errno)") }

  /// The code of the next key pressed.
  func next() throws -> UInt16 {
    while true {
      var event = [UInt8](repeating: 0, count: Self.size)
      guard read(descriptor, &event, event.count) == Self.size else { throw CaseFailure("the keyboard is gone") }
      let (type, code, value) = event.withUnsafeBytes {
        (
          $0.load(fromByteOffset: 16, as: UInt16.self), $0.load(fromByteOffset: 18, as: UInt16.self),
          $0.load(fromByteOffset: 20, as: Int32.self)
        )
      }
      if type == Self.keyType, value == 1 { return code }
    }
  }
}
