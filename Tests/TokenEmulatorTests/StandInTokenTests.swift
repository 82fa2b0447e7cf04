import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import OTPAlgorithms
import Testing
import TokenEmulator
import TokenMachine

struct StandInTokenTests {
  /// The key and the codes of RFC 4226 appendix D.
  private let key = SecretBytes(copying: "12345678901234567890".utf8)
  private let rfcCodes = [
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
  ]

  @Test("the real driver finds a ready device that says who it is and what it can do")
  func identity() throws {
    var seat = Seat(token: try StandInToken(serial: "stand-in-0", memory: nil))
    seat.connect()
    #expect(seat.words == ["ready Keyport Stand-in token stand-in-0", "keys codes display feedback"])
    #expect(seat.driver.nextDeadline == nil)
  }

  @Test("through the real driver, presses give the codes of RFC 4226, and the display shows each")
  func codes() throws {
    var seat = try seat(with: counterBased())
    for code in rfcCodes {
      seat.token(.press(slot: 0))
      #expect(seat.words.last == "code \(code)")
      #expect(seat.token.display.text == code)
    }
    #expect(seat.saved.count == rfcCodes.count)
  }

  @Test("a token made from the last saved memory goes on where the old one stopped")
  func memory() throws {
    var seat = try seat(with: counterBased())
    for _ in 0..<3 { seat.token(.press(slot: 0)) }
    let image = try #require(seat.saved.last)
    var next = Seat(token: try StandInToken(serial: "stand-in-0", memory: image))
    next.connect()
    next.token(.press(slot: 0))
    #expect(next.words.last == "code \(rfcCodes[3])")
    #expect(next.token.slots == seat.token.slots)
  }

  @Test("a time-based slot follows the wall clock, not the monotonic one")
  func time() throws {
    var seat = try seat(with: OTPParameters(digits: 8))
    seat.now = .seconds(999)
    seat.wallClock = .milliseconds(59_900)
    seat.token(.press(slot: 0))
    #expect(seat.words.last == "code 94287082")
    seat.wallClock = .seconds(-5)
    seat.token(.press(slot: 0))
    #expect(seat.token.display.text == "clock not set")
  }

  @Test("keys reach the driver as keys")
  func keys() throws {
    var seat = try seat(with: counterBased())
    for key in [Key.digit(0), .digit(9), .clear, .enter] { seat.token(.key(key)) }
    #expect(seat.words.suffix(4) == ["digit 0", "digit 9", "clear", "enter"])
  }

  @Test("a text from the host stands on the display; a signal and a ping find the device there")
  func commands() throws {
    var seat = try seat(with: counterBased())
    seat.ask(.show("Enter the code"))
    #expect(seat.token.display.text == "Enter the code")
    seat.ask(.feedback(.accepted))
    seat.ask(.ping)
    #expect(seat.driver.nextDeadline == nil)
    seat.ask(.show(""))
    #expect(seat.token.display.isEmpty)
  }

  @Test("taken away, it shows nothing and sends nothing; put back, the driver greets it anew")
  func replugged() throws {
    var seat = try seat(with: counterBased())
    seat.token(.press(slot: 0))
    seat.token(.disconnected)
    #expect(seat.token.display.isEmpty)
    #expect(seat.token.nextDeadline == nil)
    let before = seat.words
    seat.token(.key(.digit(1)))
    #expect(seat.words == before)
    seat.connect()
    seat.token(.press(slot: 0))
    #expect(seat.words.last == "code \(rfcCodes[1])")
  }

  @Test("a code leaves the display at its deadline")
  func displayTime() throws {
    var seat = try seat(with: counterBased())
    seat.token(.press(slot: 0))
    seat.now = try #require(seat.token.nextDeadline)
    seat.token(.deadline)
    #expect(seat.token.display.isEmpty)
  }

  @Test("a slot whose save failed leaves the token as it was, and the next one takes its number")
  func failedSave() throws {
    var seat = try seat(with: counterBased())
    let slots = seat.token.slots
    let lost = try seat.token.provision(label: "lost", parameters: counterBased(), key: key, counter: 5)
    seat.settle(slot: lost.slot, saved: false)
    #expect(seat.token.slots == slots)
    #expect(seat.saved.isEmpty)
    let kept = try seat.token.provision(label: "kept", parameters: counterBased(), key: key, counter: 5)
    #expect(kept.slot == lost.slot)
    seat.settle(slot: kept.slot, saved: true)
    #expect(seat.token.slots.map(\.label) == ["work", "kept"])
    seat.token(.press(slot: kept.slot))
    #expect(seat.words.last == "code \(rfcCodes[5])")
  }

  @Test("sixteen slots are all; a seventeenth is refused, and the image before it is good")
  func full() throws {
    var token = try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "s", memory: nil)
    var image: SecretBytes?
    for number in 0..<16 {
      let added = try token.provision(label: "\(number)", parameters: counterBased(), key: key, counter: 0)
      _ = token.settle(slot: added.slot, saved: true)
      image = added.image
    }
    #expect(throws: ProvisioningError.full) {
      try token.provision(label: "more", parameters: counterBased(), key: key, counter: 0)
    }
    #expect(try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "s", memory: image).slots.count == 16)
  }

  @Test("a damaged memory is an error, not an empty token")
  func damagedMemory() throws {
    var token = try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "s", memory: nil)
    let image = try token.provision(label: "a", parameters: counterBased(), key: key, counter: 0).image
    let damaged = image.withBytes { SecretBytes(copying: $0.dropLast()) }
    #expect(throws: MemoryImageError.self) {
      try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "s", memory: damaged)
    }
    #expect(throws: MemoryImageError.truncated) {
      try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "s", memory: SecretBytes(copying: []))
    }
  }

  @Test("nothing that can be printed of a token holds its key or its code")
  func printing() throws {
    var seat = try seat(with: counterBased())
    seat.token(.press(slot: 0))
    var dumped = "\(seat.token)" + String(reflecting: seat.token)
    dump(seat.token, to: &dumped)
    #expect(!dumped.contains(rfcCodes[0]))
    #expect(!dumped.contains("12345678901234567890"))
    #expect(!dumped.contains("49, 50, 51, 52"))
  }

  private func counterBased() throws -> OTPParameters {
    try OTPParameters(movingFactor: .counter)
  }

  private func seat(with parameters: OTPParameters) throws -> Seat {
    var token = try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "stand-in-0", memory: nil)
    let added = try token.provision(label: "work", parameters: parameters, key: key, counter: 0)
    _ = token.settle(slot: added.slot, saved: true)
    var seat = Seat(token: token)
    seat.connect()
    return seat
  }
}
