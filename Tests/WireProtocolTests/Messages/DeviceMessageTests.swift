import Cryptography
import Testing
import WireProtocol

struct DeviceMessageTests {
  @Test("reading agrees with every message vector", arguments: MessageVector.toHost)
  func reads(_ vector: MessageVector) throws {
    let body = SecretBytes(copying: bytes(hex: vector.body))
    let message: DeviceMessage
    do throws(MessageFault) {
      message = try DeviceMessage(id: vector.id, body: body)
    } catch {
      #expect(vector.result == "invalid")
      #expect("\(error)" == vector.fault ?? "\(error)")
      return
    }
    #expect(vector.result == "valid")
    #expect(message.id == vector.id)
    #expect(message.fields == vector.message)
    if case .unrecognized(_, let kept) = message { #expect(kept.array == body.array) }
  }

  @Test(
    "writing gives back what was read, without a later version's fields",
    arguments: MessageVector.toHost.filter { $0.result == "valid" })
  func writes(_ vector: MessageVector) throws {
    let frame = Frame(id: vector.id, sequence: 9, body: SecretBytes(copying: bytes(hex: vector.body)))
    let written = try DeviceMessage(frame).frame(sequence: 9)
    #expect(written.id == frame.id)
    #expect(written.sequence == 9)
    #expect(written.body.array == bytes(hex: vector.rewritten ?? vector.body))
  }

  @Test("every message has vectors, and every message with fields one that ends early or breaks a range")
  func coverage() {
    for id in DeviceMessageID.allCases {
      let own = MessageVector.toHost.filter { $0.id == id.rawValue }
      #expect(own.contains { $0.result == "valid" && !$0.isUnrecognized }, "\(id)")
      let hasFields = own.contains { ($0.message ?? [:]).count > 1 && !$0.isUnrecognized }
      let isOpaque = [.handshake, .sealed].contains(id)
      #expect(!hasFields || isOpaque || own.contains { $0.result == "invalid" }, "\(id)")
    }
  }

  @Test("every kind of fault has a vector")
  func everyFault() {
    let named = Set(MessageVector.file.tests.compactMap(\.fault))
    #expect(named == Set(MessageFault.allCases.map { "\($0)" }))
  }
}
