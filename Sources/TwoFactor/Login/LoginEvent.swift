public import Cryptography

/// What happens to a login.
public enum LoginEvent: Sendable {
  /// A digit (0 to 9) was pressed on the seat's device.
  case digit(UInt8, CodeOrigin)
  /// The seat's device ended the code.
  case enter(CodeOrigin)
  /// What was typed on this device of the seat so far is void: cleared, garbled, or the device went away. What another
  /// one is typing stays.
  case cleared(CodeOrigin)
  /// A whole code: from a device that computes them, or typed in a client.
  case code(SecretBytes, CodeOrigin)
  /// The device gave what no token of any account can give, such as a Yubico OTP: whole, and nothing to verify.
  case foreignCode(CodeOrigin)
  /// The client left or took it back.
  case cancelled
  /// The store answered the command this login emitted last.
  case stored(Result<StoreResult, StoreFailure>)
  /// `nextDeadline` has come.
  case deadline
}
