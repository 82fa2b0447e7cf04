internal import Cryptography
internal import DeviceModel
internal import WireProtocol

/// The requests that a device has not answered for good yet, by the numbers that the link knows them under.
struct OpenRequests: Sendable {
  private struct Entry: Sendable {
    let number: UInt32
    let ticket: UInt32
    /// What the person's answer will carry, for those that wait for one.
    let question: UInt8?
  }

  private var entries: [Entry] = []
  private var lastNumber: UInt32 = 0
  private var lastQuestion: UInt8 = 0
  /// The ticket of the pairing that goes on.
  var pairing: UInt32?

  /// A number that nobody waits for.
  mutating func silent() -> UInt32 {
    lastNumber = lastNumber == .max ? 1 : lastNumber + 1
    return lastNumber
  }

  /// Takes a request in; nil where its values do not fit the protocol.
  mutating func open(_ request: DeviceRequest, ticket: UInt32) -> (number: UInt32, message: HostMessage)? {
    let question: UInt8? =
      switch request {
      case .confirm, .challenge: lastQuestion &+ 1
      default: nil
      }
    guard let message = HostMessage(request, question: question ?? 0) else { return nil }
    if let question { lastQuestion = question }
    let number = silent()
    entries.append(Entry(number: number, ticket: ticket, question: question))
    return (number, message)
  }

  /// The device's answer to a request.
  mutating func answer(_ number: UInt32, with message: DeviceMessage) -> [DriverEffect] {
    guard let index = entries.firstIndex(where: { $0.number == number }) else { return [] }
    // The device asks its person now; the answer comes by itself.
    if entries[index].question != nil, case .done = message { return [] }
    return close(index, DeviceAnswer(message))
  }

  /// The device took a request and never answered it.
  mutating func lose(_ number: UInt32) -> [DriverEffect] {
    guard let index = entries.firstIndex(where: { $0.number == number }) else { return [] }
    return close(index, .unknown("the device took the request and did not answer it"))
  }

  /// What became of a request's frame.
  mutating func settle(_ number: UInt32, _ delivery: Delivery) -> [DriverEffect] {
    guard let index = entries.firstIndex(where: { $0.number == number }) else { return [] }
    switch delivery {
    case .delivered, .unknown: return []
    case .notDelivered: return close(index, .refused("the device was not reached; nothing was done"))
    case .forgotten:
      return close(index, .unknown("the device started anew before it answered; look at what it should have changed"))
    }
  }

  /// The person's answer to a question.
  mutating func confirm(_ question: UInt8, _ answer: ConfirmAnswer) -> [DriverEffect] {
    guard let index = entries.firstIndex(where: { $0.question == question }) else { return [] }
    return switch answer {
    case .yes(let number): close(index, .yes(number: number))
    case .no: close(index, .no)
    case .timedOut, .replaced: close(index, .unanswered)
    }
  }

  /// The answer to a challenge.
  mutating func respond(_ question: UInt8, _ code: SecretBytes) -> [DriverEffect] {
    guard let index = entries.firstIndex(where: { $0.question == question }) else { return [] }
    return close(index, .response(code))
  }

  /// How pairing goes.
  mutating func pairing(_ answer: DeviceAnswer) -> [DriverEffect] {
    guard let ticket = pairing else { return [] }
    if answer.isFinal { pairing = nil }
    return [.event(.answer(ticket: ticket, answer))]
  }

  /// Nothing will be answered any more.
  mutating func fail(_ cause: String) -> [DriverEffect] {
    let effects: [DriverEffect] = entries.map { .event(.answer(ticket: $0.ticket, .unknown(cause))) }
    entries = []
    return effects
  }

  private mutating func close(_ index: Int, _ answer: DeviceAnswer) -> [DriverEffect] {
    [.event(.answer(ticket: entries.remove(at: index).ticket, answer))]
  }
}
