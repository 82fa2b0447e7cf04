import Cryptography
import Testing
import WireProtocol

struct HostMessageTests {
  @Test("reading agrees with every message vector", arguments: MessageVector.toDevice)
  func reads(_ vector: MessageVector) throws {
    let frame = Frame(id: vector.id, sequence: 0, body: SecretBytes(copying: bytes(hex: vector.body)))
    let message: HostMessage
    do throws(MessageFault) {
      message = try HostMessage(frame)
    } catch {
      #expect(vector.result == "invalid")
      #expect("\(error)" == vector.fault)
      return
    }
    #expect(vector.result == "valid")
    let expected = try #require(vector.message)
    #expect(message.id == vector.id)
    switch message {
    case .hello(let hello):
      #expect(expected.name == "hello")
      #expect(hello.versions.lowerBound == expected.lowest)
      #expect(hello.versions.upperBound == expected.highest)
      #expect(hello.tag == expected.tag)
    case .ping(let tag):
      #expect(expected.name == "ping")
      #expect(tag == expected.tag)
    case .show(let text):
      #expect(expected.name == "show")
      #expect(text.utf8 == expected.text.map { Array($0.utf8) })
    case .feedback(let signal):
      #expect(expected.name == "feedback")
      #expect("\(signal)" == expected.signal)
    case .unrecognized(let id, let body):
      #expect(expected.name == "unrecognized")
      #expect(id == vector.id)
      #expect(body.array == bytes(hex: vector.body))
    }
  }

  @Test("writing gives back what was read, where no later version's fields follow", arguments: MessageVector.toDevice)
  func writes(_ vector: MessageVector) {
    let frame = Frame(id: vector.id, sequence: 9, body: SecretBytes(copying: bytes(hex: vector.body)))
    guard let message = try? HostMessage(frame) else { return }
    let written = message.frame(sequence: 9)
    #expect(written.id == frame.id)
    #expect(written.sequence == 9)
    #expect(frame.body.array.starts(with: written.body.array))
    if !vector.comment.contains("more") { #expect(written.body.array == frame.body.array) }
  }
}
