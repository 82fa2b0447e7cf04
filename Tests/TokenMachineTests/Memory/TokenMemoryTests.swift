import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine

struct TokenMemoryTests {
  @Test("slots are filled from the lowest free number, sixteen of them, and then the memory is full")
  func slots() throws {
    var memory = TokenMemory()
    for number in 0..<16 {
      #expect(
        try memory.add(label: "a".utf8, function: .oneTimePassword(parameters()), key: rfcKey, counter: 0) == number)
    }
    #expect(throws: ProvisioningError.full) {
      try memory.add(label: "a".utf8, function: .oneTimePassword(parameters()), key: rfcKey, counter: 0)
    }
    memory.remove(slot: 7)
    memory.remove(slot: 3)
    #expect(try memory.add(label: "b".utf8, function: .oneTimePassword(parameters()), key: rfcKey, counter: 0) == 3)
    #expect(memory.slots.map(\.number) == Array(0..<7) + Array(8..<16))
  }

  @Test("a key is 1 to 128 bytes long", arguments: [0, 1, 128, 129])
  func keyLengths(count: Int) {
    var memory = TokenMemory()
    let key = SecretBytes(copying: [UInt8](repeating: 7, count: count))
    let added = try? memory.add(label: "".utf8, function: .oneTimePassword(parameters()), key: key, counter: 0)
    #expect((added != nil) == (1...128).contains(count))
    #expect(memory.slots.count == (added == nil ? 0 : 1))
  }
}
