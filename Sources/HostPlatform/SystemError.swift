public import Glibc

/// A call to the kernel or the C library that failed: which call, on what, and with which `errno`.
public struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The C function, such as `open`.
  public var call: String
  /// The path or address it was about, if any.
  public var subject: String?
  /// The `errno` it left.
  public var code: CInt

  /// Records a failure; the code is the current `errno` unless given.
  public init(call: String, subject: String? = nil, code: CInt = Glibc.errno) {
    self.call = call
    self.subject = subject
    self.code = code
  }

  /// The kernel's words, such as "Permission denied".
  public var reason: String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// One line: call, subject, reason.
  public var description: String {
    subject.map { "\(call) \($0): \(reason)" } ?? "\(call): \(reason)"
  }
}
