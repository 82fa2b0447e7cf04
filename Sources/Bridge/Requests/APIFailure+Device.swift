import DeviceModel
import LocalAPI

// What a client is told where a device does not do as asked.

extension APIFailure {
  static func noDevice(_ name: String) -> APIFailure {
    APIFailure(.notFound, "no_device", "There is no device named \(name). See which there are with: keyport devices")
  }

  static func notReady(_ report: DeviceReport) -> APIFailure {
    APIFailure(
      .conflict, "device_not_ready",
      "\(report.name) is \(report.state.word)\(report.state.cause.map { ": \($0)" } ?? "; wait until it is ready").")
  }

  static func cannot(_ name: String, _ capability: DeviceCapabilities) -> APIFailure {
    APIFailure(
      .conflict, "device_cannot",
      "\(name) cannot do this: '\(capability.names.joined(separator: ", "))' is not among what it says it can. "
        + "See what it can with: keyport devices")
  }

  static func noSession(_ name: String) -> APIFailure {
    APIFailure(
      .conflict, "no_session",
      "\(name) does this only for a host that it is paired with, in a session. Pair it with: keyport device \(name) pair"
    )
  }

  static func refused(_ name: String, _ cause: String) -> APIFailure {
    APIFailure(.conflict, "device_refused", "\(name) did not do it: \(cause).")
  }

  static func unknown(_ name: String, _ cause: String, _ hint: String) -> APIFailure {
    APIFailure(.noAnswer, "device_silent", "Whether \(name) did it is not known: \(cause). \(hint)")
  }

  /// The host's key cannot be had.
  static func noHostKey(_ cause: String) -> APIFailure {
    APIFailure(
      .unavailable, "no_host_key",
      "This keyportd has no key of its own to pair with: \(cause). Mend the store, and pair again.")
  }
}
