import Cryptography
import DeviceModel
import HostPlatform
import Testing
import TokenEmulator

@Suite("The emulated keypad")
struct EmulatedKeypadTests {
  private func keypad(seed: UInt8 = 1) throws -> EmulatedKeypad<NettleKeyedHash, SodiumSuite> {
    try EmulatedKeypad(KeypadTraits(), seed: SecretBytes(copying: [seed]))
  }

  private func images(_ effects: [KeypadEffect]) -> [[UInt8]] {
    effects.compactMap { if case .memoryChanged(let image) = $0 { image.withBytes { Array($0) } } else { nil } }
  }

  @Test("the same seed makes the same keys, another seed others")
  func seedMakesKeys() throws {
    var (first, second, third) = (try keypad(), try keypad(), try keypad(seed: 2))
    let image = images(first.handle(.connected, at: .zero))
    #expect(!image.isEmpty)
    #expect(image == images(second.handle(.connected, at: .zero)))
    #expect(image != images(third.handle(.connected, at: .zero)))
  }

  @Test("without power it does nothing, and nobody's script goes on")
  func withoutPower() throws {
    var keypad = try keypad()
    #expect(keypad.handle(.person(.press(.digit(1))), at: .zero).isEmpty)
    _ = keypad.handle(.connected, at: .zero)
    keypad.person.plan(.press(.digit(1)), at: .seconds(1))
    #expect(keypad.nextDeadline == .seconds(1))
    _ = keypad.handle(.disconnected, at: .zero)
    #expect(keypad.nextDeadline == nil)
  }

  @Test("a person does each thing at its time, and in the order of planning")
  func scriptedPerson() {
    var person = ScriptedPerson()
    person.plan([.press(.digit(2)), .press(.enter)], from: .seconds(2), every: .seconds(1))
    person.plan(.battery(50), at: .seconds(2))
    person.plan(.openPairing, at: .seconds(1))
    #expect(person.acts(dueAt: .milliseconds(999)).isEmpty)
    let acts = person.acts(dueAt: .seconds(2))
    guard acts.count == 3, case .openPairing = acts[0], case .press(.digit(2)) = acts[1], case .battery(50) = acts[2]
    else {
      Issue.record("other acts, or in another order")
      return
    }
    #expect(person.nextDeadline == .seconds(3))
  }
}
