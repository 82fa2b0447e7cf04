public import Cryptography
public import DeviceModel

/// What an operator wants of one device; each is a route under `/v1/devices/{device}/`.
public enum DeviceCall: Sendable {
  /// A request that is the device's own business: slots, challenge, clock, status, self-test, firmware, PIN, restart.
  case request(DeviceRequest)
  /// Sets the clock to this time since 1970; to this machine's own where it is nil.
  case setClock(Duration?)
  /// `POST …/confirm`: Yes or No from the person at the device, Yes with this number typed, where there is one.
  case confirm(String, number: SecretBytes?, seconds: Int)
  /// `POST …/show`
  case show(String)
  /// `POST …/feedback`
  case feedback(DeviceCommand.Feedback)
  /// `POST …/pairing`: answered with the number that the device shows.
  case pair
  /// `POST …/pairing/verdict`: whether the operator found the numbers the same; answered with the pair.
  case pairVerdict(Bool)
  /// `POST …/unpair`: both sides forget each other, or this host alone, where the device is lost.
  case unpair(onlyHere: Bool)
  /// `POST …/erase-all`: empties the device, which is then a stranger to this host.
  case eraseAll
}
