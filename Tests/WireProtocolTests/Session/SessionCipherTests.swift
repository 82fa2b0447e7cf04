import Cryptography
import HostPlatform
import Rig
import Testing

@testable import WireProtocol

struct SessionCipherTests {
  /// Both ends of one direction.
  private static func ends(counter: UInt64 = 0) -> (Cipher, Cipher) {
    let key = SecretBytes(copying: Array(0..<32))
    return (Cipher(key: key, counter: counter), Cipher(key: key, counter: counter))
  }

  @Test("texts of every length come through, a tag longer on their way")
  func lengths() throws {
    var (sender, receiver) = Self.ends()
    var random = SeededGenerator()
    for count in 0...300 {
      let text = random.bytes(count)
      let sealed = try sender.seal(SecretBytes(copying: text))
      #expect(sealed.count == count + Cipher.overhead)
      #expect(try receiver.open(sealed).array == text, "\(random.replay)")
    }
    #expect(sender.counter == 301 && receiver.counter == 301)
  }

  @Test("a change of any bit is refused, and nothing is opened after it")
  func tampering() throws {
    let (sender, receiver) = Self.ends()
    var writer = sender
    let sealed = try writer.seal([1, 2, 3])
    let next = try writer.seal([4])
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << UInt8(bit)
        var reader = receiver
        #expect(throws: SessionError.notAuthentic) { try reader.open(changed) }
        #expect(reader.hasEnded)
        #expect(throws: SessionError.ended) { try reader.open(sealed) }
        #expect(throws: SessionError.ended) { try reader.open(next) }
        #expect(throws: SessionError.ended) { try reader.seal([UInt8]()) }
      }
    }
  }

  @Test("what is shorter than a tag is refused, and ends the cipher")
  func short() throws {
    for count in 0..<Cipher.overhead {
      var (_, receiver) = Self.ends()
      #expect(throws: SessionError.wrongLength) { try receiver.open([UInt8](repeating: 0, count: count)) }
      #expect(receiver.hasEnded)
    }
  }

  @Test("a repeated, a left-out and an exchanged message are refused")
  func order() throws {
    var (sender, receiver) = Self.ends()
    let messages = try (UInt8(0)..<4).map { try sender.seal([$0]) }
    #expect(try receiver.open(messages[0]).array == [0])
    var copy = receiver
    #expect(throws: SessionError.notAuthentic) { try copy.open(messages[0]) }
    copy = receiver
    #expect(throws: SessionError.notAuthentic) { try copy.open(messages[2]) }
    copy = receiver
    #expect(try copy.open(messages[1]).array == [1])
    #expect(throws: SessionError.notAuthentic) { try copy.open(messages[3]) }
  }

  @Test("one direction's messages do not open in the other")
  func reflection() throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    var (host, _) = try sides.sessions()
    let sealed = try host.sending.seal([1])
    #expect(throws: SessionError.notAuthentic) { try host.receiving.open(sealed) }
    #expect(!host.sending.hasEnded)
  }

  @Test("both ends change the key after each 1,024 messages, and only then")
  func rekeying() throws {
    #expect(Cipher.rekeyInterval == 1024)
    var (sender, receiver) = Self.ends()
    for round in 0..<3 {
      for _ in 0..<1023 { #expect(try receiver.open(try sender.seal([5])).array == [5]) }
      // With the first key the cipher would go on from here; after one message more it must not.
      var unchanged = Cipher(key: SecretBytes(copying: Array(0..<32)), counter: sender.counter)
      let last = try sender.seal([6])
      #expect((try? unchanged.open(last).array) == (round == 0 ? [6] : nil))
      #expect(try receiver.open(last).array == [6])
      unchanged = Cipher(key: SecretBytes(copying: Array(0..<32)), counter: sender.counter)
      var copy = sender
      #expect(throws: SessionError.notAuthentic) { try unchanged.open(try copy.seal([7])) }
    }
    #expect(sender.counter == 3072)
  }

  @Test("the counter that changes keys is never a message's")
  func exhaustion() throws {
    var (sender, receiver) = Self.ends(counter: .max - 1)
    #expect(try receiver.open(try sender.seal([1])).array == [1])
    #expect(throws: SessionError.ended) { try sender.seal([1]) }
    #expect(throws: SessionError.ended) { try receiver.open([UInt8](repeating: 0, count: 17)) }
    #expect(sender.hasEnded && receiver.hasEnded)
  }

  @Test("a cipher that was ended forgets its key")
  func end() throws {
    var (sender, _) = Self.ends()
    sender.end()
    #expect(throws: SessionError.ended) { try sender.seal([1]) }
  }
}
