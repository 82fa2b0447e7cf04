import Glibc

extension SystemError {
  /// Makes a call until a signal no longer interrupts it, and throws what else goes wrong. A bad descriptor is a
  /// programmer's error and traps.
  public static func retrying<Value: FixedWidthInteger & SignedInteger>(
    _ call: String, _ subject: String? = nil, _ body: () -> Value
  ) throws(SystemError) -> Value {
    while true {
      let value = body()
      if value >= 0 { return value }
      let code = errno
      precondition(code != EBADF, "\(call): descriptor used after close")
      if code != EINTR { throw SystemError(call: call, subject: subject, code: code) }
    }
  }

  /// As `retrying`, with nil for "would block".
  public static func unlessBlocked(_ call: String, _ body: () -> Int) throws(SystemError) -> Int? {
    do {
      return try retrying(call, nil, body)
    } catch {
      if error.code == EAGAIN || error.code == EWOULDBLOCK { return nil }
      throw error
    }
  }
}
