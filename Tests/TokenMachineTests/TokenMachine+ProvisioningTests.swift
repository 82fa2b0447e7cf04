import Conversations
import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineProvisioningTests {
  @Test("a slot cannot be pressed before it is settled, and goes without a trace where it is not kept")
  func settled() throws {
    var dialogue = Dialogue(memory: memory())
    dialogue.begin()
    let (slot, image) = try dialogue.device.provision(
      label: "b".utf8, parameters: parameters(), key: rfcKey, counter: 0)
    #expect(try TokenMemory(image: image).slots.count == 2)
    dialogue.happen(.press(slot: slot))
    #expect(dialogue.display == "no key in this slot")
    #expect(dialogue.device.slots.map(\.number) == [0])
    // Another slot's press keeps an image with the unsettled slot, so that dropping it needs one more.
    dialogue.happen(.press(slot: 0))
    let effects = dialogue.device.settle(slot: slot, kept: false)
    guard case .memoryChanged(let dropped)? = effects.first else {
      Issue.record("the dropped slot stays in what is kept")
      return
    }
    #expect(try TokenMemory(image: dropped).slots.map(\.number) == [0])
    let again = try dialogue.device.provision(label: "c".utf8, parameters: parameters(), key: rfcKey, counter: 1)
    #expect(dialogue.device.settle(slot: again.slot, kept: true).isEmpty)
    #expect(dialogue.device.settle(slot: again.slot, kept: false).isEmpty)
    dialogue.happen(.press(slot: again.slot))
    #expect(dialogue.display == "287082")
  }
}
