import DeviceDrivers
import HostPlatform

/// The suppliers of cryptography that this daemon's drivers get.
enum HostSuite: DriverSuite {
  typealias Session = SodiumSuite
  typealias Cipher = NettleAES128
}

/// The drivers of this daemon.
typealias Drivers = DriverList<HostSuite>
