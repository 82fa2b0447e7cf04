import Conversations
import Cryptography
import OTPAlgorithms
import Rig
import Testing
import TokenMachine
import WireProtocol

struct TokenMemoryImageTests {
  @Test("what is written is read back, whatever the slots hold")
  func roundTrip() throws {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? 2026
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let memory = randomMemory(using: &random)
      let image = memory.image()
      let read = try TokenMemory(image: image)
      #expect(read.image().matches(image), "KEYPORT_SEED=\(seed), round \(round)")
      #expect(read.slots.map(\.number) == memory.slots.map(\.number))
      #expect(read.slots.map(\.label) == memory.slots.map(\.label))
      #expect(read.slots.map(\.function) == memory.slots.map(\.function))
      #expect(read.slots.map(\.counter) == memory.slots.map(\.counter))
      #expect(zip(read.slots, memory.slots).allSatisfy { $0.key.matches($1.key) })
    }
  }

  @Test("sixteen of the largest slots stay within what the checksum guards well")
  func largest() throws {
    var memory = TokenMemory()
    for _ in 0..<16 {
      let label = String(repeating: "l", count: 40)
      let key = SecretBytes(copying: [UInt8](repeating: 1, count: 128))
      _ = try memory.add(label: label.utf8, function: .oneTimePassword(parameters()), key: key, counter: .max)
    }
    #expect(memory.image().count == 3053)
    #expect(memory.image().count <= 4093)
    #expect(try TokenMemory(image: memory.image()).slots.allSatisfy { $0.label.utf8.count == 32 })
  }

  @Test("an image cut off anywhere is an error")
  func truncated() throws {
    let image = try twoSlots().image().array
    for length in 0..<image.count {
      #expect(throws: MemoryImageError.self, "\(length) bytes") {
        try TokenMemory(image: SecretBytes(copying: image[..<length]))
      }
    }
  }

  @Test("an image with any bit flipped is an error")
  func flipped() throws {
    let image = try twoSlots().image().array
    for bit in 0..<(image.count * 8) {
      var damaged = image
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: MemoryImageError.self, "bit \(bit)") { try TokenMemory(image: SecretBytes(copying: damaged)) }
    }
  }

  @Test("each kind of damage has its own name")
  func errors() throws {
    let image = try twoSlots().image().array
    #expect(error(of: []) == .truncated)
    #expect(error(of: Array("garbage".utf8)) == .notAnImage)
    #expect(error(of: image.replacing(at: 4, with: 3)) == .unknownFormat(3))
    #expect(error(of: image.replacing(at: 20, with: 0xEE)) == .badChecksum)
    let body = Array(image.dropLast(2))
    #expect(error(of: sealed(body + [0, 0])) == .trailingBytes(2))
    #expect(error(of: sealed(body.dropLast(1))) == .truncated)
    #expect(error(of: sealed(body.replacing(at: 5, with: 17))) == .badSlot(16))
    #expect(error(of: sealed(body.replacing(at: 6, with: 16))) == .badSlot(0))
    #expect(error(of: sealed(body.replacing(at: 6, with: 1))) == .badSlot(1))
    // Label "one": the function stands at 11, the algorithm at 12, the digits at 13.
    #expect(error(of: sealed(body.replacing(at: 8, with: 0x1B))) == .badSlot(0))
    #expect(error(of: sealed(body.replacing(at: 11, with: 3))) == .badSlot(0))
    #expect(error(of: sealed(body.replacing(at: 12, with: 9))) == .badSlot(0))
    #expect(error(of: sealed(body.replacing(at: 13, with: 5))) == .badSlot(0))
    // A counter's slot has no period and no epoch.
    #expect(error(of: sealed(body.replacing(at: 14, with: 30))) == .badSlot(0))
    #expect(error(of: sealed(body.replacing(at: 22, with: 1))) == .badSlot(0))
    // Behind the slots: identity length, hosts, PIN length, tries, flags.
    #expect(error(of: sealed(body.replacing(at: body.count - 5, with: 31))) == .badPairing)
    #expect(error(of: sealed(body.replacing(at: body.count - 4, with: 5))) == .badPairing)
    #expect(error(of: sealed(body.replacing(at: body.count - 2, with: 1))) == .badPIN)
    #expect(error(of: sealed(body.dropLast(3) + Array([4, 0x31, 0x32, 0x33, 0x41, 1, 0]))) == .badPIN)
    #expect(error(of: sealed(body.dropLast(3) + Array([4, 0x31, 0x32, 0x33, 0x34, 9, 0]))) == .badPIN)
    #expect(error(of: sealed(body.replacing(at: body.count - 1, with: 2))) == .badFlags)
  }

  @Test("an OCRA slot, a paired token's keys, its PIN and that it was opened are kept")
  func everything() throws {
    var dialogue = Dialogue.paired()
    dialogue.ask(.writeSlot(record(3, kind: .ocra, counter: 5, suite: "OCRA-1:HOTP-SHA1-6:C-QN08"), key: rfcKey))
    dialogue.ask(.setPIN(digits("4711")), ticket: 2)
    dialogue.happen(.tamper(isOpen: true))
    let image = dialogue.memory.image()
    let read = try TokenMemory(image: image)
    #expect(read.image().matches(image))
    #expect(read.slots.map(\.number) == [3])
    #expect(read.slots[0].counter == 5)
    #expect(read.hosts.count == 1)
    #expect(read.identitySecret?.count == 32)
    #expect(read.pin?.digits.text == "4711")
    #expect(read.wasOpened)
  }

  @Test("an image from before sessions is read, and written back as they are now")
  func formerFormat() throws {
    let slot: [UInt8] =
      [0, 3] + Array("one".utf8) + [1, 6, 1] + [30, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 16)
      + [20] + rfcKey.array
    let read = try TokenMemory(image: SecretBytes(copying: sealed(Array("KPTM".utf8) + [1, 1] + slot)))
    #expect(read.slots.map(\.function) == [.oneTimePassword(parameters(.sha1, digits: 6, .time(period: 30, epoch: 0)))])
    #expect(read.slots[0].key.matches(rfcKey))
    #expect(read.hosts.isEmpty)
    #expect(try TokenMemory(image: read.image()).slots.count == 1)
  }

  private func twoSlots() throws -> TokenMemory {
    var memory = TokenMemory()
    _ = try memory.add(label: "one".utf8, function: .oneTimePassword(parameters()), key: rfcKey, counter: 1)
    _ = try memory.add(
      label: "two".utf8, function: .oneTimePassword(parameters(.sha256, digits: 8, .time(period: 60, epoch: 9))),
      key: rfcKey, counter: 0)
    return memory
  }

  private func error(of image: [UInt8]) -> MemoryImageError? {
    do throws(MemoryImageError) {
      _ = try TokenMemory(image: SecretBytes(copying: image))
      return nil
    } catch {
      return error
    }
  }

  /// The bytes with the checksum that fits them, worked out bit by bit.
  private func sealed(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var register: UInt16 = 0xFFFF
    for byte in bytes {
      register ^= UInt16(byte)
      for _ in 0..<8 { register = register & 1 == 1 ? (register >> 1) ^ 0x8408 : register >> 1 }
    }
    return Array(bytes) + [UInt8(truncatingIfNeeded: ~register), UInt8(~register >> 8)]
  }

  private func randomMemory(using random: inout SeededGenerator) -> TokenMemory {
    var memory = TokenMemory()
    for _ in 0..<Int.random(in: 0...16, using: &random) {
      let factor: MovingFactor =
        Bool.random(using: &random)
        ? .counter
        : .time(period: .random(in: 1 ... .max, using: &random), epoch: .random(in: 0 ... .max, using: &random))
      let algorithm = HashAlgorithm.allCases.randomElement(using: &random) ?? .sha1
      let key = SecretBytes(
        copying: (0..<Int.random(in: 1...128, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
      let label = String(repeating: "é", count: .random(in: 0...20, using: &random))
      _ = try? memory.add(
        label: label.utf8,
        function: .oneTimePassword(parameters(algorithm, digits: .random(in: 6...10, using: &random), factor)),
        key: key, counter: .random(in: 0 ... .max, using: &random))
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) { memory.remove(slot: .random(in: 0..<16, using: &random)) }
    return memory
  }
}

extension Collection<UInt8> {
  fileprivate func replacing(at offset: Int, with byte: UInt8) -> [UInt8] {
    var bytes = Array(self)
    bytes[offset] = byte
    return bytes
  }
}
