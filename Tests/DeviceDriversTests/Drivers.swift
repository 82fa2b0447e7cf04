import DeviceDrivers
import HostPlatform

/// The suppliers of cryptography that the daemon gives its drivers.
enum TestSuite: DriverSuite {
  typealias Session = SodiumSuite
  typealias Cipher = NettleAES128
}

typealias Drivers = DriverList<TestSuite>
typealias Keypad = KeyportKeypad<SodiumSuite>
