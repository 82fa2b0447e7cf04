import Cryptography
import Testing

@Suite("Wiping")
struct EraseTests {
  @Test("every byte becomes zero and none beyond", arguments: [0, 1, 7, 16, 63, 64, 65, 1000])
  func memory(count: Int) {
    let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: count + 2, alignment: 1)
    defer { storage.deallocate() }
    storage.initializeMemory(as: UInt8.self, repeating: 0xA5)
    erase(UnsafeMutableRawBufferPointer(rebasing: storage[1..<count + 1]))
    #expect(storage[1..<count + 1].allSatisfy { $0 == 0 })
    #expect(storage.first == 0xA5 && storage.last == 0xA5)
  }

  @Test("no memory at all is no fault")
  func nothing() {
    erase(UnsafeMutableRawBufferPointer(start: nil, count: 0))
  }

  @Test("an array's own storage is wiped, not a copy, and the array is empty then")
  func array() {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    bytes.append(contentsOf: Array("a key that was typed".utf8))
    let count = bytes.count
    let address = bytes.withUnsafeBytes { $0.baseAddress }
    erase(&bytes)
    #expect(bytes.isEmpty)
    // The storage is kept, so what it held can be looked at by growing into it again without writing.
    bytes.reserveCapacity(64)
    #expect(bytes.withUnsafeBytes { $0.baseAddress } == address)
    let leftover = UnsafeRawBufferPointer(start: address, count: count)
    withExtendedLifetime(bytes) { #expect(leftover.allSatisfy { $0 == 0 }) }
  }
}
