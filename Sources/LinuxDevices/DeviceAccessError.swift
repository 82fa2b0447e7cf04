public import DeviceModel

/// Why a device cannot be opened or read, in words an operator can act on.
public enum DeviceAccessError: Error, Equatable, CustomStringConvertible {
  /// Another program holds it, such as `brltty, pid 812`, or `another program` where the kernel does not tell which.
  case busy(holder: String)
  /// The daemon may not open it; the text says which right is missing and how to give it.
  case forbidden(String)
  /// Nothing is there, or no longer; the text says what was looked for.
  case absent(String)
  /// It is there and did not work, or is no such device at all; the text says what happened.
  case failed(String)

  /// The state that a device is in after this error.
  public var state: DeviceState {
    switch self {
    case .busy(let holder): .busy(holder: holder)
    case .forbidden(let cause): .forbidden(cause)
    case .absent: .gone
    case .failed(let cause): .failed(cause)
    }
  }

  /// One line for the operator.
  public var description: String {
    switch self {
    case .busy(let holder): "held by \(holder)"
    case .forbidden(let cause), .absent(let cause), .failed(let cause): cause
    }
  }
}
