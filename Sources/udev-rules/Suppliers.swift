import DeviceDrivers
import HostPlatform

/// The daemon's suppliers of cryptography, which a driver's type names; nothing is asked of them here.
enum Suppliers: DriverSuite {
  typealias Session = SodiumSuite
  typealias Cipher = NettleAES128
}
