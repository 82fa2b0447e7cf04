import Cryptography
import Testing
import WireProtocol

struct DeviceMessageTests {
  @Test("reading agrees with every message vector", arguments: MessageVector.toHost)
  func reads(_ vector: MessageVector) throws {
    let frame = Frame(id: vector.id, sequence: 0, body: SecretBytes(copying: bytes(hex: vector.body)))
    let message: DeviceMessage
    do throws(MessageFault) {
      message = try DeviceMessage(frame)
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
      #expect(hello.version == expected.version)
      #expect(hello.answeredTag == expected.answeredTag)
      #expect(hello.capabilities.rawValue == expected.capabilities)
      #expect(hello.vendor.utf8 == expected.vendor.map { Array($0.utf8) })
      #expect(hello.product.utf8 == expected.product.map { Array($0.utf8) })
      #expect(hello.serial.utf8 == expected.serial.map { Array($0.utf8) })
      #expect(hello.firmware.utf8 == expected.firmware.map { Array($0.utf8) })
    case .pong(let tag):
      #expect(expected.name == "pong")
      #expect(tag == expected.tag)
    case .key(let key):
      #expect(expected.name == "key")
      #expect(key.name == expected.key)
    case .code(let code):
      #expect(expected.name == "code")
      guard case .digits(let digits)? = expected.code else {
        Issue.record("digits in the vector")
        return
      }
      #expect(code.array == Array(digits.utf8))
    case .error(let report):
      #expect(expected.name == "error")
      guard case .number(let code)? = expected.code else {
        Issue.record("a number in the vector")
        return
      }
      #expect(report.rawCode == code)
      #expect(report.about == expected.about)
      #expect(report.detail.array == expected.detail.map { bytes(hex: $0) })
    case .unrecognized(let id, let body):
      #expect(expected.name == "unrecognized")
      #expect(id == vector.id)
      #expect(body.array == bytes(hex: vector.body))
    }
  }

  @Test("writing gives back what was read, where no later version's fields follow", arguments: MessageVector.toHost)
  func writes(_ vector: MessageVector) {
    let frame = Frame(id: vector.id, sequence: 9, body: SecretBytes(copying: bytes(hex: vector.body)))
    guard let message = try? DeviceMessage(frame) else { return }
    let written = message.frame(sequence: 9)
    #expect(written.id == frame.id)
    #expect(frame.body.array.starts(with: written.body.array))
    if !vector.comment.contains("a field more") { #expect(written.body.array == frame.body.array) }
  }

  @Test("every kind of fault has a vector")
  func everyFault() {
    let named = Set(MessageVector.file.tests.compactMap(\.fault))
    #expect(named == Set(MessageFault.allCases.map { "\($0)" }))
  }
}

extension KeyCode {
  /// What table `fields` calls the key.
  var name: String {
    switch self {
    case .digit(let digit): "digit \(digit)"
    case .enter: "enter"
    case .clear: "clear"
    }
  }
}
